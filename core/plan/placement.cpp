// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/plan/placement.h"

#include <algorithm>
#include <map>

namespace core {

Nanos Hop::carryTime(Bytes size) const
{
    if (bandwidth <= 0)
        return {};
    return nanosFromSeconds(static_cast<double>(size.count) / bandwidth);
}

Hop Wiring::between(int fromDevice, int toDevice) const
{
    if (fromDevice == toDevice)
        return {};
    const bool crossing = nodeOfDevice[static_cast<std::size_t>(fromDevice)] !=
                          nodeOfDevice[static_cast<std::size_t>(toDevice)];
    Hop hop = crossing ? betweenNodes : inNode;
    for (const LinkFault &fault : faults) {
        const bool same = (fault.from == fromDevice && fault.to == toDevice) ||
                          (fault.from == toDevice && fault.to == fromDevice);
        if (!same)
            continue;
        hop.bandwidth *= fault.bandwidth;
        hop.slowed = hop.slowed || fault.bandwidth < 1;
        hop.down = hop.down || fault.down;
    }
    return hop;
}

Wiring makeWiring(const Scenario &scenario)
{
    const ClusterSpec &cluster = scenario.cluster;
    Wiring wiring;
    wiring.inNode = {.latency = cluster.intraLink.latency,
                     .bandwidth = cluster.intraLink.bandwidth * cluster.intraLink.efficiency};
    wiring.betweenNodes = {.latency = cluster.interLink.latency,
                           .bandwidth = cluster.interLink.bandwidth * cluster.interLink.efficiency,
                           .betweenNodes = true};
    for (int device = 0; device < cluster.devices; ++device)
        wiring.nodeOfDevice.push_back(device / std::max(1, cluster.devicesPerNode));
    wiring.faults = scenario.faults.links;
    return wiring;
}

int deviceOf(const Scenario &scenario, int replica, int pipelineRank)
{
    const int position = replica * scenario.parallel.pipeline + pipelineRank;
    const std::vector<int> &placement = scenario.parallel.placement;
    return placement.empty() ? position : placement[static_cast<std::size_t>(position)];
}

namespace {

double speedOf(const Scenario &scenario, int device)
{
    double speed = 1;
    for (const DeviceFault &fault : scenario.faults.devices) {
        if (fault.device == device)
            speed *= fault.speed;
    }
    return speed;
}

// Everything in which two replicas can differ: speeds of their devices and kinds of their hops.
std::vector<double> behaviourOf(const Plan &plan, const Scenario &scenario, int replica)
{
    std::vector<double> key;
    for (int rank = 0; rank < plan.ranks(); ++rank)
        key.push_back(speedOf(scenario, deviceOf(scenario, replica, rank)));
    for (const std::vector<std::uint16_t> &route : plan.order.routes) {
        for (std::size_t stage = 0; stage + 1 < route.size(); ++stage) {
            const Hop hop = plan.wiring.between(deviceOf(scenario, replica, route[stage]),
                                                deviceOf(scenario, replica, route[stage + 1]));
            key.push_back(hop.down ? -1 : hop.bandwidth);
            key.push_back(hop.betweenNodes ? 1 : 0);
        }
    }
    return key;
}

void appendClass(Plan &plan, const Scenario &scenario, const std::vector<int> &replicas)
{
    for (int rank = 0; rank < plan.ranks(); ++rank) {
        RowPlan row;
        row.pipelineRank = rank;
        row.replicaClass = plan.replicaClasses;
        row.replicas = replicas;
        for (const int replica : replicas) {
            const int device = deviceOf(scenario, replica, rank);
            row.devices.push_back(device);
            plan.rowOfDevice[static_cast<std::size_t>(device)] = static_cast<int>(plan.rows.size());
        }
        row.speed = speedOf(scenario, row.devices.front());
        plan.rows.push_back(std::move(row));
    }
    ++plan.replicaClasses;
}

} // namespace

void placeRows(Plan &plan, const Scenario &scenario)
{
    plan.replicas = scenario.parallel.data;
    plan.replicaClasses = 0;
    plan.rowOfDevice.assign(static_cast<std::size_t>(scenario.cluster.devices), 0);
    std::map<std::vector<double>, std::size_t> classes;
    std::vector<std::vector<int>> members; // in order of their first replica
    for (int replica = 0; replica < plan.replicas; ++replica) {
        const auto [found, isNew] =
            classes.try_emplace(behaviourOf(plan, scenario, replica), members.size());
        if (isNew)
            members.emplace_back();
        members[found->second].push_back(replica);
    }
    for (const std::vector<int> &replicas : members)
        appendClass(plan, scenario, replicas);
}

} // namespace core
