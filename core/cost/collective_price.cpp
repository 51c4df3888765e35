// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/cost/collective_price.h"

#include "core/presets/price_constants.h"

#include <algorithm>
#include <cmath>

namespace core {
namespace {

double stepsOf(const Members &members, const Fabric &fabric)
{
    const double nodes = members.nodes();
    if (nodes <= 1)
        return (members.devices - 1) * fabric.inStep;
    return (members.devices - nodes) * fabric.inStep + nodes * fabric.networkStep;
}

double ringSeconds(double bytes, const Members &members, const Fabric &fabric, int passes)
{
    if (members.devices <= 1)
        return 0;
    const double bandwidth = ringBandwidth(members, fabric);
    const double n = members.devices;
    const double fill = 0.5 * fabric.fill * std::sqrt(bytes * kFillRate / bandwidth);
    const double pass = stepsOf(members, fabric) + (n - 1) / n * bytes / bandwidth + fill;
    return (passes == 2 ? 1 : kOnePass) * fabric.start + passes * pass;
}

} // namespace

double Members::nodes() const
{
    return std::ceil(devices / inNode);
}

double ringBandwidth(const Members &members, const Fabric &fabric)
{
    double bandwidth = fabric.inNode * (1 - fabric.ends / members.devices);
    if (members.nodes() > 1)
        bandwidth = std::min(bandwidth, fabric.network * (fabric.allRails ? members.inNode : 1));
    return fabric.most > 0 ? std::min(bandwidth, fabric.most) : bandwidth;
}

Fabric fabricOf(const Scenario &scenario)
{
    const ClusterSpec &cluster = scenario.cluster;
    const SoftwareSpec &software = cluster.software;
    Fabric fabric;
    fabric.inNode = cluster.intraLink.bandwidth * cluster.intraLink.efficiency;
    fabric.network = cluster.interLink.bandwidth * cluster.interLink.efficiency;
    if (cluster.interLink.sharedByNode)
        fabric.network /= std::min(cluster.devices, cluster.devicesPerNode);
    fabric.inStep = software.ringStep * seconds(cluster.intraLink.latency);
    fabric.networkStep = software.ringStep * seconds(cluster.interLink.latency);
    fabric.start = seconds(software.collectiveStart);
    fabric.fill = software.collectiveFill;
    fabric.ends = software.ringEnds;
    fabric.allRails = software.allRails;
    fabric.devicesPerNode = cluster.devicesPerNode;
    return fabric;
}

Members membersAt(double devices, double stride, const Fabric &fabric)
{
    const double room = std::max(1.0, std::floor(fabric.devicesPerNode / stride));
    return {devices, std::min(devices, room)};
}

double allReduceSeconds(double bytes, const Members &members, const Fabric &fabric)
{
    return ringSeconds(bytes, members, fabric, 2);
}

double allGatherSeconds(double bytes, const Members &members, const Fabric &fabric)
{
    return ringSeconds(bytes, members, fabric, 1);
}

double allToAllSeconds(double bytes, const Members &members, const Fabric &fabric)
{
    const double n = members.devices;
    if (n <= 1)
        return 0;
    const double within = (members.inNode - 1) / n * bytes / fabric.inNode;
    const double beyond = (n - members.inNode) / n * bytes / fabric.network;
    // Peers are written to one after the other without waiting for answers.
    const double steps = members.nodes() > 1 ? fabric.networkStep : fabric.inStep;
    return kOnePass * fabric.start + steps * std::log2(n) + std::max(within, beyond);
}

double treeAllReduceSeconds(double bytes, const Members &members, const Fabric &fabric)
{
    if (members.devices <= 1)
        return 0;
    // Up and down: a chain within the node, a tree over the nodes; two trees share the bandwidth,
    // of which NCCL's tuning counts 0.92.
    constexpr double kTreeShare = 0.92;
    const double depth = (members.inNode - 1) * fabric.inStep +
                         std::log2(std::max(1.0, members.nodes())) * 2 * fabric.networkStep;
    return fabric.start + 2 * depth + 2 * bytes / (kTreeShare * ringBandwidth(members, fabric));
}

double hierarchicalAllReduceSeconds(double bytes, const Members &members, const Fabric &fabric)
{
    if (members.nodes() <= 1)
        return allReduceSeconds(bytes, members, fabric);
    const Members node = {members.inNode, members.inNode};
    const Members across = {members.nodes(), 1};
    return reduceScatterSeconds(bytes, node, fabric) +
           allReduceSeconds(bytes / members.inNode, across, fabric) +
           allGatherSeconds(bytes, node, fabric);
}

Bytes ringAllReduceBytesSent(Bytes size, int devices)
{
    if (devices <= 1)
        return {};
    const double n = devices;
    return bytesFrom(2 * (n - 1) / n * static_cast<double>(size.count));
}

} // namespace core
