// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/classroom/mystery.h"

#include "core/base/language.h"
#include "core/base/text.h"
#include "core/classroom/seeded_draw.h"
#include "core/io/scenario/scenario_json.h"

#include <algorithm>
#include <cassert>

namespace core {
namespace {

using Settings = std::vector<std::string>;

// A built-in scenario without its fault, and what brings one.
struct Case
{
    const char *scenario;
    Settings healthy;
    Settings faulty;
};

Settings slowDevice(SeededDraw &draw, std::size_t devices)
{
    constexpr const char *speeds[] = {"0.5", "0.6", "0.7"};
    return {"faults=[{\"device\": " + std::to_string(draw.below(devices)) +
            ", \"speed\": " + draw.oneOf(speeds) + "}]"};
}

Settings link(SeededDraw &draw, std::size_t devices, const std::string &state)
{
    const std::size_t from = draw.below(devices - 1);
    return {"faults=[{\"link\": [" + std::to_string(from) + ", " + std::to_string(from + 1) +
            "], " + state + "}]"};
}

// 24 layers on four stages: one of them has half as many again.
Settings unevenLayers(SeededDraw &draw)
{
    std::vector<std::string> layers(4, "5");
    layers[draw.below(layers.size())] = "9";
    return {"parallel.partition=[" + layers[0] + ',' + layers[1] + ',' + layers[2] + ',' +
            layers[3] + ']'};
}

Case caseOf(MysteryFault fault, SeededDraw &draw)
{
    switch (fault) {
    case MysteryFault::SlowDevice:
        return draw.below(2) == 0 ? Case{"dp8-straggler", {"faults=[]"}, slowDevice(draw, 8)}
                                  : Case{"pp4-straggler", {"faults=[]"}, slowDevice(draw, 4)};
    case MysteryFault::SlowLink:
        return {"gpipe-4-8", {}, link(draw, 4, "\"bandwidth\": 0.01")};
    case MysteryFault::CutLink:
        return {"gpipe-4-8", {}, link(draw, 4, "\"down\": true")};
    case MysteryFault::UnevenLayers:
        return {"1f1b-4-8", {}, unevenLayers(draw)};
    case MysteryFault::MisplacedStages:
        // Nodes of two joined by a slow network: in order, one hand-over crosses it, not three.
        return {"naive-4-misplaced",
                {"parallel.placement=[]", "cluster.inter_link.gbps=2"},
                {"parallel.placement=[0,2,1,3]"}};
    case MysteryFault::FewMicroBatches:
        return {"round-gpipe-4",
                {},
                {"training.micro_batch=" + std::string(draw.below(2) == 0 ? "32" : "16")}};
    case MysteryFault::StatesTooLarge:
        return {"llama7b-zero1-8", {}, {"parallel.sharding=none"}};
    }
    return {"gpipe-4-8", {}, {}};
}

// Index of the row with the most of something.
template <class Measure>
std::size_t rowWithMost(const Snapshot &snapshot, Measure measure)
{
    std::size_t most = 0;
    for (std::size_t row = 1; row < snapshot.metrics.rows.size(); ++row) {
        if (measure(row) > measure(most))
            most = row;
    }
    return most;
}

std::int64_t idleOf(const Snapshot &snapshot, std::size_t row, IdleCause cause)
{
    return snapshot.metrics.rows[row].idle[static_cast<std::size_t>(cause)].count;
}

std::string linkWait(const Snapshot &snapshot, std::size_t row)
{
    return figureOf(Nanos{idleOf(snapshot, row, IdleCause::Link)}).text();
}

// Busy as no other is, and nobody waits longer for it than all the others.
std::string clueOfBusiest(const Snapshot &snapshot, const Words &words)
{
    const std::size_t row =
        rowWithMost(snapshot, [&](std::size_t i) { return snapshot.metrics.rows[i].busy().count; });
    const double step = seconds(snapshot.metrics.step);
    const auto share = [&](std::size_t i) {
        return seconds(snapshot.metrics.rows[i].busy()) / step;
    };
    double others = 0;
    for (std::size_t i = 0; i < snapshot.metrics.rows.size(); ++i)
        others = i == row ? others : std::max(others, share(i));
    return phrase(words, {deviceName(snapshot.plan.rows[row].devices.front()),
                          figureOfShare(share(row)), figureOfShare(others)});
}

} // namespace

std::string nameOf(MysteryFault fault)
{
    constexpr Words names[kMysteryFaultCount] = {
        inContext("Mystery", "A slow GPU"),
        inContext("Mystery", "A slow link"),
        inContext("Mystery", "A cut link"),
        inContext("Mystery", "Layers divided unevenly"),
        inContext("Mystery", "Stages placed on far-apart GPUs"),
        inContext("Mystery", "Too few micro-batches"),
        inContext("Mystery", "States too large for one GPU")};
    return phrase(names[static_cast<std::size_t>(fault)]);
}

Mystery makeMystery(std::uint64_t seed)
{
    SeededDraw draw(seed);
    Mystery mystery;
    mystery.seed = seed;
    mystery.fault = static_cast<MysteryFault>(draw.below(kMysteryFaultCount));
    const Case chosen = caseOf(mystery.fault, draw);
    Settings faulty = chosen.healthy;
    faulty.insert(faulty.end(), chosen.faulty.begin(), chosen.faulty.end());
    const Result<Scenario> healthy = loadScenario(chosen.scenario, chosen.healthy);
    const Result<Scenario> broken = loadScenario(chosen.scenario, faulty);
    assert(healthy && broken);
    mystery.healthy = healthy.value();
    mystery.faulty = broken.value();
    mystery.healthy.title = mystery.faulty.title = "Mystery box " + std::to_string(seed);
    return mystery;
}

std::string clueOf(const Mystery &mystery, const Snapshot &faulty)
{
    switch (mystery.fault) {
    case MysteryFault::SlowDevice:
        return clueOfBusiest(
            faulty, inContext("Mystery", "%1 is busy %2 of the step, and no other more than %3: it "
                                         "never waits, the others wait for it."));
    case MysteryFault::UnevenLayers:
        return clueOfBusiest(
            faulty, inContext("Mystery", "%1 is busy %2 of the step, and no other more than %3: it "
                                         "has more layers than they."));
    case MysteryFault::SlowLink: {
        const std::size_t row =
            rowWithMost(faulty, [&](std::size_t i) { return idleOf(faulty, i, IdleCause::Link); });
        const LinkFault &link = mystery.faulty.faults.links.front();
        return phrase(inContext("Mystery", "%1 waits %2 of the step for messages: whatever crosses "
                                           "the link between %3 and %4 arrives late."),
                      {deviceName(faulty.plan.rows[row].devices.front()), linkWait(faulty, row),
                       deviceName(link.from), deviceName(link.to)});
    }
    case MysteryFault::CutLink:
        return faulty.trace.diagnosis;
    case MysteryFault::MisplacedStages:
        return phrase(inContext("Mystery",
                                "Every hand-over leaves its node: the devices wait %1 of the step "
                                "for links, although each link is as fast as it should be."),
                      {linkWait(faulty, 0)});
    case MysteryFault::FewMicroBatches:
        return phrase(
            inContext("Mystery",
                      "Nobody is slow and no link is, and yet %1 of the time is idle, at the begin "
                      "and at the end of the step: the pipeline fills and drains for few "
                      "micro-batches."),
            {figureOfShare(faulty.metrics.bubble.idleOverStep)});
    case MysteryFault::StatesTooLarge:
        return phrase(
            inContext("Mystery",
                      "Each GPU needs %1, more than it has, and most of that are weights, "
                      "gradients and optimizer states, which every GPU holds in full."),
            {figureOf(faulty.metrics.rows.front().peakMemory).text()});
    }
    return {};
}

Nanos longestRepaired(const Snapshot &healthy)
{
    return {healthy.metrics.step.count + healthy.metrics.step.count / 20};
}

bool isRepaired(const Mystery &mystery, const Snapshot &now, const Snapshot &healthy)
{
    const bool sameWork =
        now.scenario.training.globalBatch == mystery.healthy.training.globalBatch &&
        now.scenario.training.sequence == mystery.healthy.training.sequence &&
        now.scenario.model == mystery.healthy.model &&
        now.scenario.cluster.devices == mystery.healthy.cluster.devices &&
        now.scenario.cluster.device == mystery.healthy.cluster.device;
    return sameWork && now.metrics.runs() && now.metrics.step <= longestRepaired(healthy);
}

} // namespace core
