// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/live/session/calibrate.h"

#include "core/base/median.h"
#include "core/cost/kernel_seconds.h"
#include "core/cost/network_memory.h"
#include "core/io/scenario/scenario_json.h"
#include "core/live/compute/blas.h"
#include "core/live/run/hand_off.h"
#include "core/live/run/processor_time.h"
#include "core/live/run/room.h"
#include "core/live/session/measure_work.h"
#include "core/presets/this_computer.h"

#include <algorithm>
#include <cmath>
#include <cstring>

namespace core::live {
namespace {

double flopsOf(const MeasuredProduct &product)
{
    return 2.0 * product.rows * product.columns * product.inner;
}

double curveRate(const MeasuredProduct &product, const DeviceSpec &device)
{
    KernelWork work;
    work.products.push_back({.m = static_cast<double>(product.rows),
                             .n = static_cast<double>(product.columns),
                             .k = static_cast<double>(product.inner)});
    return flopsOf(product) / kernelSeconds(work, device);
}

// Mean of the squared logarithms by which curve and measurement differ.
double misfit(const std::vector<MeasuredProduct> &products, const DeviceSpec &device)
{
    double sum = 0;
    for (const MeasuredProduct &product : products) {
        const double off = std::log(curveRate(product, device) / product.measured);
        sum += off * off;
    }
    return sum / static_cast<double>(products.size());
}

// Each number of the curve in turn a step up or down, as long as it helps; then smaller steps.
void fitCurve(const std::vector<MeasuredProduct> &products, DeviceSpec &device)
{
    double start = static_cast<double>(device.curve.start.count);
    double *const numbers[] = {&device.peakSingleFlops, &device.curve.halfRows,
                               &device.curve.halfColumns, &device.curve.halfInner, &start};
    const auto current = [&] {
        device.curve.start = {std::max<std::int64_t>(1, std::llround(start))};
        return misfit(products, device);
    };
    double best = current();
    for (double step = 2; step > 1.001; step = std::sqrt(step)) {
        for (bool better = true; better;) {
            better = false;
            for (double *number : numbers) {
                for (const double factor : {step, 1 / step}) {
                    const double before = *number;
                    *number *= factor;
                    if (const double now = current(); now < best) {
                        best = now;
                        better = true;
                    } else {
                        *number = before;
                    }
                }
            }
        }
    }
    (void)current();
}

// By sizes: the mean of the three kinds, which training makes of each layer.
std::vector<MeasuredProduct> productsOf(const KernelTable &table)
{
    std::vector<MeasuredProduct> products;
    const std::span<const int> sizes = productSizesOf(table);
    for (const int rows : sizes) {
        for (const int columns : sizes) {
            for (const int inner : sizes) {
                MeasuredProduct product = {rows, columns, inner};
                double time = 0; // ns
                for (int kind = 0; kind < kProductKinds; ++kind)
                    time +=
                        productNanos(table, static_cast<ProductKind>(kind), rows, columns, inner) /
                        kProductKinds;
                product.measured = flopsOf(product) / time * 1e9;
                products.push_back(product);
            }
        }
    }
    return products;
}

// Rates of what lies between products, in bytes that are read and written as
// core/cost/network_work counts them.
void takeMemory(const KernelTable &table, DeviceSpec &device)
{
    const auto each = [&](Kernel kernel) {
        return table.elements[static_cast<std::size_t>(kernel)];
    };
    device.memoryBandwidth = 3 * sizeof(float) / each(Kernel::Add) * 1e9;
    device.curve.functionRate = 2 / (each(Kernel::Gelu) + each(Kernel::GeluBackward)) * 1e9;
}

void measureCopies(LinkSpec &link)
{
    constexpr std::size_t kSize = 1U << 20U; // bytes
    Buffer<std::byte> original(kSize);
    Buffer<std::byte> copy(kSize);
    std::ranges::fill(original.all(), std::byte{1});
    std::vector<std::int64_t> times;
    for (int i = 0; i < 21; ++i) {
        const std::int64_t before = threadProcessorTime();
        std::memcpy(copy.data(), original.data(), kSize);
        times.push_back(threadProcessorTime() - before);
    }
    const std::int64_t time = std::max<std::int64_t>(1, medianOf(std::move(times)));
    link.bandwidth = static_cast<double>(kSize) / static_cast<double>(time) * 1e9;
}

// What the engine takes for an instruction beside what its kernels take again and again, in ns.
struct InstructionCosts
{
    double near = 1;
    double far = 1;
};

constexpr std::int64_t kShortly = 60'000'000; // ns of processor time, for an instruction

// What the passes of a layer take longer than the table has it, of sizes that were measured.
double beyondKernels(Calibration calibration, const std::stop_token &stop)
{
    const Result<Scenario> loaded =
        loadScenario("train-digits-1", {"train.network.sizes=[64, 16, 16, 16, 10]",
                                        "training.micro_batch=16", "training.global_batch=64"});
    if (!loaded || !measureWorkFor(kShortly, loaded.value(), calibration, stop))
        return 1;
    const Scenario &scenario = loaded.value();
    constexpr std::pair<UnitPass, const char *> kPasses[] = {
        {UnitPass::Forward, "forward 16x16, 16 samples"},
        {UnitPass::BackwardInput, "backward input 16x16, 16 samples"},
        {UnitPass::BackwardWeight, "backward weight 16x16, 16 samples"}};
    double sum = 0;
    for (const auto &[pass, name] : kPasses) {
        const auto found = calibration.work.find(name);
        if (found == calibration.work.end())
            return 1;
        sum += static_cast<double>(found->second);
        for (const KernelWork &part : unitWork(scenario.train->network, 1, pass, {16, 0, 1}))
            sum -= 1e9 * kernelSeconds(part, calibration.device, workingSetOf(scenario));
    }
    return std::max(sum / static_cast<double>(std::size(kPasses)), 1.0);
}

// A backward pass that has no kernels, since nobody wants the gradient of what is first. Where a
// step passes through as much as a block of a gpt does, the engine's own code and data have left
// the nearest caches as well.
double timeOfNothing(Calibration calibration, const std::stop_token &stop)
{
    const Result<Scenario> scenario = loadScenario(
        "train-gpt-pp4", {"parallel.pipeline=1", "cluster.devices=1", "train.network.layers=1"});
    if (!scenario || !measureWorkFor(kShortly, scenario.value(), calibration, stop))
        return 1;
    const auto found =
        calibration.work.find("backward input embedding of 64, sequence 64, 2 samples");
    return found == calibration.work.end() ? 1 : static_cast<double>(found->second);
}

InstructionCosts measureInstruction(const Calibration &calibration, const std::stop_token &stop)
{
    const double near = beyondKernels(calibration, stop);
    return {near, std::max(near, timeOfNothing(calibration, stop))};
}

// While others hold the processors, every message takes longer: before the rest, and behind it.
std::int64_t handOffOfOneThread()
{
    useOneThread();
    return handOffTime();
}

} // namespace

Calibrator::Calibrator() : m_handOff(handOffOfOneThread()) {}

bool Calibrator::sit(const std::stop_token &stop)
{
    if (!m_kernels->sit(stop))
        return false;
    m_handOff = std::min(m_handOff, handOffTime());
    return true;
}

ComputerCurve Calibrator::curve(const std::stop_token &stop) const
{
    ComputerCurve curve = {nominalCalibration(), {}};
    KernelTable table = m_kernels->table();
    curve.calibration.pace = pace();
    curve.calibration.kernels = kernelsInUse();
    const std::vector<MeasuredProduct> products = productsOf(table);
    DeviceSpec &device = curve.calibration.device;
    takeMemory(table, device);
    fitCurve(products, device);
    device.peakHalfFlops = device.peakSingleFlops; // there are no faster units
    device.source = kMeasuredHere;
    device.verified = true;
    measureCopies(curve.calibration.link);
    curve.calibration.link.source = device.source;
    curve.calibration.link.verified = true;
    device.curve.table = std::move(table); // the curve is no longer asked where it is
    constexpr auto kInstruction = static_cast<std::size_t>(Kernel::Instruction);
    const InstructionCosts instruction = measureInstruction(curve.calibration, stop);
    if (stop.stop_requested()) // what was not measured costs nothing there
        return {nominalCalibration(), {}};
    device.curve.table.nearElements[kInstruction] = instruction.near;
    device.curve.table.elements[kInstruction] = instruction.far;
    curve.calibration.link.latency = {m_handOff};
    return curveOf(curve.calibration);
}

ComputerCurve calibrate(const std::stop_token &stop)
{
    const ComputerCurve nominal = {nominalCalibration(), {}};
    if (!checkRoom())
        return nominal;
    Calibrator calibrator;
    for (int sitting = 0; sitting < kSittings; ++sitting) {
        if (!calibrator.sit(stop))
            return nominal;
    }
    return calibrator.curve(stop);
}

std::string kernelsInUse()
{
    constexpr const char *kEngine = ", engine 2"; // 1: on the registers that every processor has
    return kernelsOfLibrary() + kEngine;
}

ComputerCurve curveOf(const Calibration &calibration)
{
    ComputerCurve curve = {calibration, {}};
    if (calibration.device.curve.table.empty())
        return curve;
    DeviceSpec smooth = calibration.device;
    smooth.curve.table = {}; // else its products are priced by what was measured
    curve.products = productsOf(calibration.device.curve.table);
    for (MeasuredProduct &product : curve.products) {
        product.curve = curveRate(product, smooth);
        curve.error += std::abs(product.curve / product.measured - 1);
    }
    curve.error /= static_cast<double>(curve.products.size());
    return curve;
}

} // namespace core::live
