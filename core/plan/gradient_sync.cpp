// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/plan/gradient_sync.h"

#include "core/memory/memory_parts.h"
#include "core/plan/placement.h"

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

RingPlan ringOfRank(const Plan &plan, const Scenario &scenario, int rank)
{
    const int replicas = plan.replicas;
    RingPlan result;
    result.ring = {.devices = replicas,
                   .bandwidth = plan.wiring.inNode.bandwidth,
                   .stepLatency = {plan.wiring.inNode.latency.count / kStepsPerMessageLatency},
                   .baseLatency = kCollectiveStart};
    std::vector<int> perNode(plan.wiring.nodeOfDevice.size() + 1, 0);
    int largest = 1;
    for (int replica = 0; replica < replicas; ++replica) {
        const int device = deviceOf(scenario, replica, rank);
        int &count = perNode[static_cast<std::size_t>(
            plan.wiring.nodeOfDevice[static_cast<std::size_t>(device)])];
        largest = std::max(largest, ++count);
    }
    const double crossing = crossingBandwidth(scenario, largest, plan.ranks());
    result.healthy = result.ring;
    for (int replica = 0; replica < replicas; ++replica) {
        const int from = deviceOf(scenario, replica, rank);
        const int to = deviceOf(scenario, (replica + 1) % replicas, rank);
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

// Backward makes a layer's gradients evenly over its stretch of the visit; a bucket is ready when
// its last byte is. Last layer first.
void cutIntoBuckets(GradientSync &sync, const Plan &plan, int stage, std::int64_t bytesEach,
                    std::int64_t bucketBytes)
{
    const StagePlan &at = plan.stages[static_cast<std::size_t>(stage)];
    const VisitProfile &visit = at.visits[static_cast<std::size_t>(Op::Backward)];
    std::int64_t extra = extraParameters(plan, at);
    std::int64_t pending = 0;
    for (const VisitSegment &segment : visit.segments) {
        const LayerPrice &layer = plan.layers[static_cast<std::size_t>(segment.layer)];
        const std::int64_t layerBytes = (layer.parameters + extra) * bytesEach;
        extra = 0;
        std::int64_t taken = 0;
        while (layerBytes - taken >= bucketBytes - pending) {
            taken += bucketBytes - pending;
            pending = 0;
            const double share = static_cast<double>(taken) / static_cast<double>(layerBytes);
            const double length = static_cast<double>((segment.end - segment.begin).count);
            const Nanos ready =
                segment.begin + Nanos{static_cast<std::int64_t>(length * share + 0.5)};
            sync.buckets.push_back(
                {.stage = stage, .readyBeforeEnd = visit.duration - ready, .size = {bucketBytes}});
        }
        pending += layerBytes - taken;
    }
    if (pending > 0)
        sync.buckets.push_back({.stage = stage, .size = {pending}});
}

} // namespace

void planGradientSync(Plan &plan, const Scenario &scenario)
{
    plan.sync.resize(static_cast<std::size_t>(plan.ranks()));
    plan.overlapSync = scenario.parallel.overlap;
    if (plan.replicas <= 1 || !plan.training)
        return;
    const std::int64_t bytesEach = stateBytes(scenario.training).gradient;
    for (int stage = 0; stage < plan.order.stages; ++stage) {
        const int rank = plan.order.routes.front()[static_cast<std::size_t>(stage)];
        GradientSync &sync = plan.sync[static_cast<std::size_t>(rank)];
        const RingPlan ring = ringOfRank(plan, scenario, rank);
        sync.ring = ring.ring;
        sync.down = ring.down;
        sync.downFrom = ring.downFrom;
        sync.downTo = ring.downTo;
        const std::int64_t total =
            plan.stages[static_cast<std::size_t>(stage)].parameters * bytesEach;
        const std::int64_t bucketBytes =
            std::max(scenario.parallel.bucketBytes, total / kMostBuckets + 1);
        cutIntoBuckets(sync, plan, stage, bytesEach, bucketBytes);
        for (GradientBucket &bucket : sync.buckets) {
            bucket.duration = ringAllReduceTime(bucket.size, ring.ring);
            bucket.healthyDuration = ringAllReduceTime(bucket.size, ring.healthy);
        }
    }
}

} // namespace core
