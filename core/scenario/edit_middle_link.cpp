// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/scenario/edits.h"

#include <algorithm>
#include <utility>

namespace core {
namespace {

constexpr double kSlowLinkShare = 0.05;

// The two devices in the middle of the (first) pipeline, or of the ring of replicas.
std::pair<int, int> middleDevices(const Scenario &scenario)
{
    const ParallelSpec &parallel = scenario.parallel;
    const int length = parallel.pipeline > 1 ? parallel.pipeline : parallel.data;
    const int before = std::max(0, length / 2 - 1);
    const int after = std::min(length - 1, before + 1);
    const int group = groupSize(parallel);
    if (!parallel.placement.empty())
        return {group * parallel.placement[static_cast<std::size_t>(before)],
                group * parallel.placement[static_cast<std::size_t>(after)]};
    // The replicas of a rank lie between it and the next one.
    const int apart = group * (parallel.pipeline > 1 ? parallel.data : 1);
    return {before * apart, after * apart};
}

bool joins(const LinkFault &fault, int a, int b)
{
    return (fault.from == a && fault.to == b) || (fault.from == b && fault.to == a);
}

} // namespace

Scenario withLinkState(Scenario scenario, int from, int to, LinkState state)
{
    std::vector<LinkFault> &faults = scenario.faults.links;
    std::erase_if(faults, [from, to](const LinkFault &fault) { return joins(fault, from, to); });
    if (state == LinkState::Slow && from != to)
        faults.push_back({.from = from, .to = to, .bandwidth = kSlowLinkShare});
    else if (state == LinkState::Cut && from != to)
        faults.push_back({.from = from, .to = to, .down = true});
    return scenario;
}

LinkState linkState(const Scenario &scenario, int from, int to)
{
    for (const LinkFault &fault : scenario.faults.links) {
        if (joins(fault, from, to))
            return fault.down ? LinkState::Cut : LinkState::Slow;
    }
    return LinkState::Healthy;
}

Scenario withMiddleLink(Scenario scenario, LinkState state)
{
    const auto [from, to] = middleDevices(scenario);
    return withLinkState(std::move(scenario), from, to, state);
}

LinkState middleLink(const Scenario &scenario)
{
    const auto [from, to] = middleDevices(scenario);
    return linkState(scenario, from, to);
}

Scenario withStagesInOrder(Scenario scenario, bool inOrder)
{
    std::vector<int> &placement = scenario.parallel.placement;
    placement.clear();
    if (inOrder || scenario.parallel.data > 1 || scenario.parallel.pipeline < 3)
        return scenario;
    for (const int first : {0, 1}) {
        for (int device = first; device < scenario.parallel.pipeline; device += 2)
            placement.push_back(device);
    }
    return scenario;
}

} // namespace core
