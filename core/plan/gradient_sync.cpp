// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/plan/gradient_sync.h"

#include "core/memory/memory_parts.h"
#include "core/plan/placement.h"
#include "core/plan/plan_order.h"

#include <algorithm>

namespace core {
namespace {

// Start of a collective, and the share of a message's latency that one ring step adds inside a
// node: t = 45 us + 1.5 us x 2(n-1) + bytes (COST_MODEL 1.5, fitted on 8 A100 over NVLink).
constexpr Nanos kCollectiveStart = {45'000};
constexpr std::int64_t kStepsPerMessageLatency = 4;
constexpr std::int64_t kMostBuckets = 4096;

struct RingPlan
{
    Ring ring;
    Ring healthy;
    bool down = false;
    int downFrom = -1;
    int downTo = -1;
};

// Bandwidth between neighbours of the ring: every device of a node that takes part brings its
// own network card, unless the node shares one.
double crossingBandwidth(const Scenario &scenario, int ringDevicesPerNode, int rings)
{
    const LinkSpec &link = scenario.cluster.interLink;
    const double card = link.bandwidth * link.efficiency;
    return link.sharedByNode ? card / rings : card * ringDevicesPerNode;
}

// Every device that holds a stage of the group, replica by replica.
std::vector<int> ringDevicesOf(const Plan &plan, const Scenario &scenario,
                               const std::vector<int> &ranks)
{
    std::vector<int> devices;
    for (int replica = 0; replica < plan.replicas; ++replica) {
        for (const int rank : ranks)
            devices.push_back(deviceOf(scenario, replica, rank));
    }
    return devices;
}

int mostInOneNode(const Plan &plan, const std::vector<int> &devices)
{
    std::vector<int> perNode(plan.wiring.nodeOfDevice.size() + 1, 0);
    int largest = 1;
    for (const int device : devices) {
        int &count = perNode[static_cast<std::size_t>(
            plan.wiring.nodeOfDevice[static_cast<std::size_t>(device)])];
        largest = std::max(largest, ++count);
    }
    return largest;
}

RingPlan ringThrough(const Plan &plan, const Scenario &scenario, const std::vector<int> &devices)
{
    RingPlan result;
    result.ring = {.devices = static_cast<int>(devices.size()),
                   .bandwidth = plan.wiring.inNode.bandwidth,
                   .stepLatency = {plan.wiring.inNode.latency.count / kStepsPerMessageLatency},
                   .baseLatency = kCollectiveStart};
    const double crossing = crossingBandwidth(scenario, mostInOneNode(plan, devices),
                                              static_cast<int>(plan.sync.size()));
    result.healthy = result.ring;
    for (std::size_t i = 0; i < devices.size(); ++i) {
        const int from = devices[i];
        const int to = devices[(i + 1) % devices.size()];
        const Hop hop = plan.wiring.between(from, to);
        const double nominal = hop.betweenNodes ? std::min(crossing, result.healthy.bandwidth)
                                                : plan.wiring.inNode.bandwidth;
        if (hop.betweenNodes)
            result.ring.stepLatency = plan.wiring.betweenNodes.latency;
        result.healthy.bandwidth = std::min(result.healthy.bandwidth, nominal);
        const double whole =
            hop.betweenNodes ? plan.wiring.betweenNodes.bandwidth : plan.wiring.inNode.bandwidth;
        const double share = whole > 0 ? hop.bandwidth / whole : 1;
        result.ring.bandwidth = std::min(result.ring.bandwidth, nominal * share);
        if (hop.down) {
            result.down = true;
            result.downFrom = from;
            result.downTo = to;
        }
    }
    result.healthy.stepLatency = result.ring.stepLatency;
    return result;
}

// Parameters of the stage that belong to none of its layers: the copy of a tied embedding.
std::int64_t extraParameters(const Plan &plan, const StagePlan &stage)
{
    std::int64_t extra = stage.parameters;
    for (int layer = stage.firstLayer; layer < stage.endLayer; ++layer)
        extra -= plan.layers[static_cast<std::size_t>(layer)].parameters;
    return extra;
}

// When the share of a layer's gradients is there, before the end of the visit.
Nanos beforeEnd(const VisitProfile &visit, std::size_t segment, double share)
{
    const VisitSegment &layer = visit.segments[segment];
    const double length = static_cast<double>((layer.end - layer.begin).count);
    return visit.duration - layer.begin - Nanos{static_cast<std::int64_t>(length * share + 0.5)};
}

// Backward makes a layer's gradients evenly over its stretch of the visit; a bucket is ready when
// its last byte is. Last layer first.
void cutIntoBuckets(GradientSync &sync, const Plan &plan, int stage, std::int64_t bytesEach,
                    std::int64_t bucketBytes)
{
    const StagePlan &at = plan.stages[static_cast<std::size_t>(stage)];
    const VisitProfile &backward = at.visits[static_cast<std::size_t>(Op::Backward)];
    const VisitProfile &weight = at.visits[static_cast<std::size_t>(Op::BackwardWeight)];
    std::int64_t extra = extraParameters(plan, at);
    std::int64_t pending = 0;
    for (std::size_t i = 0; i < backward.segments.size(); ++i) {
        const int index = backward.segments[i].layer;
        const LayerPrice &layer = plan.layers[static_cast<std::size_t>(index)];
        const std::int64_t layerBytes = (layer.parameters + extra) * bytesEach;
        extra = 0;
        std::int64_t taken = 0;
        while (layerBytes - taken >= bucketBytes - pending) {
            taken += bucketBytes - pending;
            pending = 0;
            const double share = static_cast<double>(taken) / static_cast<double>(layerBytes);
            sync.buckets.push_back({.stage = stage,
                                    .beforeEndOfBackward = beforeEnd(backward, i, share),
                                    .beforeEndOfWeight = beforeEnd(weight, i, share),
                                    .size = {bucketBytes}});
        }
        pending += layerBytes - taken;
    }
    if (pending > 0)
        sync.buckets.push_back({.stage = stage, .size = {pending}});
}

// Ranks that hold the same stages, directly or over others, are one group. In order of their
// first rank.
void groupRanks(Plan &plan)
{
    std::vector<int> first(static_cast<std::size_t>(plan.ranks()));
    for (int rank = 0; rank < plan.ranks(); ++rank)
        first[static_cast<std::size_t>(rank)] = rank;
    for (int stage = 0; stage < plan.order.stages; ++stage) {
        const std::vector<int> holders = holdersOf(plan.order, stage);
        for (const int holder : holders) {
            const int a = first[static_cast<std::size_t>(holders.front())];
            const int b = first[static_cast<std::size_t>(holder)];
            if (a != b)
                std::ranges::replace(first, std::max(a, b), std::min(a, b));
        }
    }
    plan.syncOf.assign(first.size(), 0);
    for (int rank = 0; rank < plan.ranks(); ++rank) {
        const auto at = static_cast<std::size_t>(rank);
        if (first[at] == rank) {
            plan.syncOf[at] = static_cast<int>(plan.sync.size());
            plan.sync.emplace_back();
        } else {
            plan.syncOf[at] = plan.syncOf[static_cast<std::size_t>(first[at])];
        }
        plan.sync[static_cast<std::size_t>(plan.syncOf[at])].ranks.push_back(rank);
    }
}

void planStage(GradientSync &sync, const Plan &plan, const Scenario &scenario, int stage)
{
    const std::vector<int> devices = ringDevicesOf(plan, scenario, holdersOf(plan.order, stage));
    if (devices.size() < 2)
        return;
    const RingPlan ring = ringThrough(plan, scenario, devices);
    sync.ringDevices = devices;
    sync.ring = ring.ring;
    sync.down = sync.down || ring.down;
    if (ring.down) {
        sync.downFrom = ring.downFrom;
        sync.downTo = ring.downTo;
    }
    const std::int64_t bytesEach = stateBytes(scenario.training).gradient;
    const std::int64_t total = plan.stages[static_cast<std::size_t>(stage)].parameters * bytesEach;
    const std::int64_t bucketBytes =
        std::max(scenario.parallel.bucketBytes, total / kMostBuckets + 1);
    const std::size_t first = sync.buckets.size();
    cutIntoBuckets(sync, plan, stage, bytesEach, bucketBytes);
    for (std::size_t i = first; i < sync.buckets.size(); ++i) {
        GradientBucket &bucket = sync.buckets[i];
        bucket.duration = ringAllReduceTime(bucket.size, ring.ring);
        bucket.healthyDuration = ringAllReduceTime(bucket.size, ring.healthy);
    }
}

} // namespace

void planGradientSync(Plan &plan, const Scenario &scenario)
{
    groupRanks(plan);
    plan.overlapSync = scenario.parallel.overlap;
    if (!plan.training)
        return;
    for (int stage = plan.order.stages - 1; stage >= 0; --stage) { // as backward completes them
        const int holder = plan.order.routes.front()[static_cast<std::size_t>(stage)];
        planStage(plan.sync[static_cast<std::size_t>(plan.syncGroup(holder))], plan, scenario,
                  stage);
    }
}

} // namespace core
