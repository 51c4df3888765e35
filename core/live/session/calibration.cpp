// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/live/session/calibration.h"

#include "core/cost/kernel_seconds.h"
#include "core/cost/network_memory.h"
#include "core/io/scenario/scenario_names.h"
#include "core/presets/this_computer.h"

#include <cmath>

namespace core::live {
namespace {

UnitPass passOf(Code code)
{
    return code == Code::Forward         ? UnitPass::Forward
           : code == Code::BackwardInput ? UnitPass::BackwardInput
                                         : UnitPass::BackwardWeight;
}

bool isPass(Code code)
{
    return code == Code::Forward || code == Code::BackwardInput || code == Code::BackwardWeight;
}

KernelWork workOfUpdate(const Instruction &instruction, const OptimizerSpec &optimizer)
{
    const auto elements = static_cast<double>(instruction.size());
    if (elements == 0)
        return {};
    KernelWork work = updateWork(elements, optimizer.kind);
    if (instruction.clears)
        work += clearWork(elements);
    return work;
}

KernelWork workOf(const Layout &layout, int device, const OptimizerSpec &optimizer,
                  const Instruction &instruction)
{
    const auto elements = static_cast<double>(instruction.size());
    switch (instruction.code) {
    case Code::Load:
        return loadWork(layout.network, layout.samples);
    case Code::Update:
        return workOfUpdate(instruction, optimizer);
    case Code::ReceiveAdd:
    case Code::AddTied:
        if (elements == 0)
            return {};
        if (instruction.clears)
            return takeWork(elements, instruction.terms);
        return instruction.place == Place::Gradients ? addWork(elements) : addFreshWork(elements);
    default:
        break;
    }
    const UnitShare share = {layout.samples, layout.partnerOf(device), layout.partners};
    const std::vector<KernelWork> parts =
        unitWork(layout.network, instruction.unit, passOf(instruction.code), share);
    if (instruction.code == Code::BackwardWeight)
        return parts.front();
    KernelWork sum;
    for (int part = instruction.part; part < static_cast<int>(parts.size()); ++part) {
        if (part < instruction.partEnd || layout.partners == 1)
            sum += parts[static_cast<std::size_t>(part)];
    }
    return sum;
}

// "64x64", "embedding of 256x64", "block of 64, 4 heads, sequence 64".
std::string unitName(const NetworkSpec &network, int unit)
{
    if (network.kind == NetworkKind::Mlp) {
        const auto at = static_cast<std::size_t>(unit);
        const bool last = unit + 1 == unitCount(network);
        return std::string(unit == 0 ? "first "
                           : last    ? "last "
                                     : "") +
               std::to_string(network.sizes[at]) + 'x' + std::to_string(network.sizes[at + 1]);
    }
    const std::string width =
        " of " + std::to_string(network.hidden) + ", sequence " + std::to_string(network.sequence);
    if (unit == 0)
        return "embedding" + width;
    if (unit > network.layers)
        return (network.tied ? "tied head" : "head") + width;
    return "block" + width + ", " + std::to_string(network.heads) + " heads";
}

std::string passName(const Layout &layout, int device, const Instruction &instruction)
{
    constexpr std::string_view kNames[] = {"forward", "backward input", "backward weight"};
    std::string name(kNames[static_cast<std::size_t>(passOf(instruction.code))]);
    name += ' ' + unitName(layout.network, instruction.unit) + ", " +
            std::to_string(layout.samples) + " samples";
    if (layout.partners > 1)
        name += ", partner " + std::to_string(layout.partnerOf(device)) + " of " +
                std::to_string(layout.partners) + ", part " + std::to_string(instruction.part);
    if (instruction.code == Code::BackwardWeight && layout.accumulation == Accumulation::Exact)
        name += ", exact";
    return name;
}

} // namespace

Calibration nominalCalibration()
{
    const ThisComputer usual = usualComputer();
    return {usual.device, usual.link};
}

Scenario calibrated(Scenario scenario, const Calibration &calibration)
{
    putThisComputer(scenario.cluster, {calibration.device, calibration.link});
    return scenario;
}

std::string workName(const Layout &layout, int device, const OptimizerSpec &optimizer,
                     const Instruction &instruction)
{
    const bool isNoted = instruction.code == Code::Collect; // and added up by the last
    if (isNoted || (!isWork(instruction.code) && !charges(instruction.code)))
        return {};
    if (isPass(instruction.code))
        return passName(layout, device, instruction);
    const std::string exact = layout.accumulation == Accumulation::Exact ? ", exact" : "";
    const std::string elements = std::to_string(instruction.size());
    switch (instruction.code) {
    case Code::Load:
        return "load " + std::to_string(layout.samples) + " samples of " +
               std::to_string(inputWidth(layout.network));
    case Code::Update:
        return "update " + elements + ' ' +
               std::string(nameOf<TrainOptimizer>(optimizer.kind, kTrainOptimizerNames)) + exact +
               (instruction.clears ? ", clears" : "");
    default:
        if (instruction.clears)
            return "take gradients " + elements + " of " + std::to_string(instruction.terms) +
                   exact;
        return instruction.place == Place::Gradients ? "add gradients " + elements + exact
                                                     : "add " + elements;
    }
}

Costs steadyCosts(const Layout &layout, const std::vector<Program> &programs,
                  const OptimizerSpec &optimizer, const Calibration &calibration,
                  const std::vector<double> &speeds)
{
    const double workingSet = workingSetOf(layout.network, {.replicas = layout.replicas,
                                                            .ranks = layout.ranks(),
                                                            .samples = layout.samples,
                                                            .moments = momentsOf(optimizer.kind)});
    std::map<std::string, double> known; // names are long, and come again and again
    Costs costs;
    for (int device = 0; device < layout.devices(); ++device) {
        const auto index = static_cast<std::size_t>(device);
        std::vector<std::int64_t> &own = costs.emplace_back();
        for (const Instruction &instruction : programs[index]) {
            const std::string name = workName(layout, device, optimizer, instruction);
            if (name.empty()) {
                own.push_back(0);
                continue;
            }
            const auto [entry, isNew] = known.try_emplace(name, 0);
            if (isNew) {
                const auto measured = calibration.work.find(name);
                entry->second =
                    measured != calibration.work.end()
                        ? static_cast<double>(measured->second)
                        : 1e9 * kernelSeconds(workOf(layout, device, optimizer, instruction),
                                              calibration.device, workingSet);
            }
            own.push_back(std::llround(entry->second / speeds[index]));
        }
    }
    return costs;
}

} // namespace core::live
