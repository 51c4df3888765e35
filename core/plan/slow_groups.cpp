// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/plan/slow_groups.h"

#include "core/plan/placement.h"

#include <algorithm>

namespace core {
namespace {

// Replicas that gather each other's weights layer by layer. What is really trained gathers them in
// another order (core/live).
int replicasTogether(const Scenario &scenario)
{
    const int sharers = sharersOf(scenario);
    const int context = scenario.parallel.context; // partners, who go on together anyway
    const bool whole = gathersLayers(scenario) && !scenario.train && sharers % context == 0;
    return whole ? sharers / context : 1;
}

} // namespace

SlowGroups::SlowGroups(const Scenario &scenario, int pipelineRanks) : m_ranks(pipelineRanks)
{
    if (scenario.faults.devices.empty())
        return;
    m_together = replicasTogether(scenario);
    const PositionTable positions(scenario);
    const auto size = static_cast<std::size_t>(groupSize(scenario.parallel));
    m_at.assign(placeOf(scenario.parallel.data, 0), kHealthy);
    for (const DeviceFault &fault : scenario.faults.devices) {
        const Position at = positions.at(fault.device);
        std::int32_t &group = m_at[placeOf(at.replica, at.pipelineRank)];
        if (group == kHealthy) {
            group = static_cast<std::int32_t>(m_groups.size());
            m_groups.push_back({at.replica, at.pipelineRank, std::vector<double>(size, 1)});
        }
        m_groups[static_cast<std::size_t>(group)].speeds[static_cast<std::size_t>(at.partner)] *=
            fault.speed;
    }
    m_pace.assign(placeOf((scenario.parallel.data - 1) / m_together + 1, 0), 1);
    for (const Group &group : m_groups) {
        double &pace = m_pace[placeOf(group.replica / m_together, group.pipelineRank)];
        pace = std::min(pace, speed(group.replica, group.pipelineRank));
    }
}

const SlowGroups::Group *SlowGroups::find(int replica, int pipelineRank) const
{
    if (m_at.empty())
        return nullptr;
    const std::int32_t group = m_at[placeOf(replica, pipelineRank)];
    return group == kHealthy ? nullptr : &m_groups[static_cast<std::size_t>(group)];
}

double SlowGroups::speed(int replica, int pipelineRank) const
{
    const Group *group = find(replica, pipelineRank);
    return group ? *std::ranges::min_element(group->speeds) : 1;
}

double SlowGroups::pace(int replica, int pipelineRank) const
{
    return m_pace.empty() ? 1 : m_pace[placeOf(replica / m_together, pipelineRank)];
}

} // namespace core
