// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/cost/collective_price.h"

#include "core/cost/network_memory.h"
#include "core/cost/network_work.h"
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

// Of one pass: chunks fill the pipe.
double fillSeconds(double bytes, double bandwidth, const Fabric &fabric)
{
    return 0.5 * fabric.fill * std::sqrt(bytes * kFillRate / bandwidth);
}

double ringSeconds(double bytes, const Members &members, const Fabric &fabric, int passes)
{
    if (members.devices <= 1)
        return 0;
    const double bandwidth = ringBandwidth(members, fabric);
    const double n = members.devices;
    const double pass = stepsOf(members, fabric) + (n - 1) / n * bytes / bandwidth +
                        fillSeconds(bytes, bandwidth, fabric);
    return (passes == 2 ? 1 : kOnePass) * fabric.start + passes * pass;
}

// bytes/s
double addRate(const KernelTable &table, double farness)
{
    constexpr double kSumBytes = 4; // of an element
    return kSumBytes / elementNanos(table, Kernel::Add, farness) * 1e9;
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
    if (fabric.mostInNode > 0 && members.inNode > 1)
        bandwidth = std::min(bandwidth, fabric.mostInNode);
    if (fabric.mostBetween > 0 && members.nodes() > 1)
        bandwidth = std::min(bandwidth, fabric.mostBetween);
    return bandwidth;
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
    if (isPricedAsTrained(scenario)) // two are read and one is written
        fabric.addRate = cluster.device.memoryBandwidth / 3;
    fabric.takesSums = isPricedAsTrained(scenario);
    if (isPricedAsTrained(scenario) && !cluster.device.curve.table.empty()) {
        const KernelTable &table = cluster.device.curve.table;
        const double farness = farnessOf(table, workingSetOf(scenario));
        fabric.addRate = addRate(table, farness);
        fabric.addStep = elementNanos(table, Kernel::Instruction, farness) / 1e9;
    }
    fabric.allRails = software.allRails;
    fabric.devicesPerNode = cluster.devicesPerNode;
    return fabric;
}

Fabric fabricOfPartners(const Scenario &scenario)
{
    Fabric fabric = fabricOf(scenario);
    fabric.takesSums = false;
    if (isPricedAsTrained(scenario) && !scenario.cluster.device.curve.table.empty())
        fabric.addRate = addRate(scenario.cluster.device.curve.table, 0);
    return fabric;
}

Members membersAt(double devices, double stride, const Fabric &fabric)
{
    const double room = std::max(1.0, std::floor(fabric.devicesPerNode / stride));
    return {devices, std::min(devices, room)};
}

Members holdersOfExperts(const Members &members, int expertPartners)
{
    // In a group of fewer than there are partners nobody else holds them.
    const double copies = std::max(1.0, members.devices / expertPartners);
    return {copies, std::clamp(members.inNode / expertPartners, 1.0, copies)};
}

namespace {

// Each device adds n - 1 pieces that it got to its own. Where it takes them, n are read and as many
// are written; to add two by two, two are read and one is written.
double addSeconds(double bytes, const Members &members, const Fabric &fabric)
{
    const double n = members.devices;
    if (fabric.addRate <= 0)
        return 0;
    if (fabric.takesSums)
        return fabric.addStep + 2.0 / 3 * bytes / fabric.addRate;
    return (n - 1) * fabric.addStep + (n - 1) / n * bytes / fabric.addRate;
}

} // namespace

double allReduceSeconds(double bytes, const Members &members, const Fabric &fabric)
{
    return ringSeconds(bytes, members, fabric, 2) + addSeconds(bytes, members, fabric);
}

double reduceScatterSeconds(double bytes, const Members &members, const Fabric &fabric)
{
    return allGatherSeconds(bytes, members, fabric) + addSeconds(bytes, members, fabric);
}

double allGatherSeconds(double bytes, const Members &members, const Fabric &fabric)
{
    return ringSeconds(bytes, members, fabric, 1);
}

namespace {

double slowestPair(double bytes, double others, double most)
{
    return most > 0 && others > 0 ? bytes / others / most : 0;
}

} // namespace

double exchangeSeconds(double within, double beyond, const Members &members, const Fabric &fabric)
{
    if (members.devices <= 1)
        return 0;
    // Peers are written to one after the other without waiting for acknowledgement.
    const double steps = members.nodes() > 1 ? fabric.networkStep : fabric.inStep;
    return kOnePass * fabric.start + steps * std::log2(members.devices) +
           std::max({within / fabric.inNode, beyond / fabric.network,
                     slowestPair(within, members.inNode - 1, fabric.mostInNode),
                     slowestPair(beyond, members.devices - members.inNode, fabric.mostBetween)});
}

double allToAllSeconds(double bytes, const Members &members, const Fabric &fabric)
{
    const double n = members.devices;
    return exchangeSeconds((members.inNode - 1) / n * bytes, (n - members.inNode) / n * bytes,
                           members, fabric);
}

namespace {

// Links from a device up to the root of the tree: a chain within the node, a tree over the nodes.
struct TreeDepth
{
    double inNode = 0;
    double betweenNodes = 0;
};

TreeDepth treeDepth(const Members &members)
{
    return {members.inNode - 1, std::log2(std::max(1.0, members.nodes()))};
}

} // namespace

double treeAllReduceSeconds(double bytes, const Members &members, const Fabric &fabric)
{
    if (members.devices <= 1)
        return 0;
    const double bandwidth = kTreeShare * ringBandwidth(members, fabric);
    const TreeDepth depth = treeDepth(members);
    // A node sends what it has up one tree and down the other, a half of the array each. With more
    // than two nodes it has two children in one of them, and sends twice as much.
    const double sent = members.nodes() == 2 ? 0.5 * bytes : bytes;
    const double pass = depth.inNode * fabric.inStep + depth.betweenNodes * 2 * fabric.networkStep +
                        sent / bandwidth + fillSeconds(bytes, bandwidth, fabric);
    return fabric.start + 2 * pass;
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

AllReducePrice allReducePrice(AllReduce rule, double bytes, const Members &members,
                              const Fabric &fabric)
{
    if (rule == AllReduce::Hierarchical && members.nodes() > 1)
        return {rule, hierarchicalAllReduceSeconds(bytes, members, fabric)};
    const AllReducePrice ring = {AllReduce::Ring, allReduceSeconds(bytes, members, fabric)};
    // One node has no tree: NCCL chains its devices, which is never quicker than a ring.
    if (members.nodes() <= 1 || rule == AllReduce::Ring || rule == AllReduce::Hierarchical)
        return ring;
    const AllReducePrice tree = {AllReduce::Tree, treeAllReduceSeconds(bytes, members, fabric)};
    return rule == AllReduce::Tree || tree.seconds < ring.seconds ? tree : ring;
}

int allReduceSteps(AllReduce algorithm, const Members &members)
{
    const auto devices = static_cast<int>(members.devices);
    const auto inNode = static_cast<int>(members.inNode);
    const auto nodes = static_cast<int>(members.nodes());
    if (algorithm == AllReduce::Tree) {
        const TreeDepth depth = treeDepth(members);
        return std::max(1, 2 * static_cast<int>(depth.inNode + std::ceil(depth.betweenNodes)));
    }
    if (algorithm == AllReduce::Hierarchical)
        return std::max(1, 2 * (inNode - 1) + 2 * (nodes - 1));
    return std::max(1, 2 * (devices - 1));
}

Bytes ringAllReduceBytesSent(Bytes size, int devices)
{
    if (devices <= 1)
        return {};
    const double n = devices;
    return bytesFrom(2 * (n - 1) / n * static_cast<double>(size.count));
}

} // namespace core
