// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/plan/gradient_sync.h"

#include "core/base/text.h"
#include "core/cost/network_work.h"
#include "core/memory/memory_parts.h"
#include "core/plan/gradient_ring.h"
#include "core/plan/plan_order.h"
#include "core/plan/plan_parts.h"
#include "core/plan/stage_sync.h"

#include <algorithm>

namespace core {
namespace {

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

// Networks that are trained here divide their states layer by layer, behind the last visit.
void cutByLayer(GradientSync &sync, const Plan &plan, int stage, std::int64_t bytesEach,
                BucketKind kind)
{
    const StagePlan &at = plan.stages[static_cast<std::size_t>(stage)];
    std::int64_t extra = extraParameters(plan, at);
    for (int layer = at.endLayer - 1; layer >= at.firstLayer; --layer) {
        const std::int64_t parameters =
            plan.layers[static_cast<std::size_t>(layer)].parameters + extra;
        extra = 0;
        sync.buckets.push_back({.stage = stage, .size = {parameters * bytesEach}, .kind = kind});
    }
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

// The rings of a plan; chunks of the same ranks have the same.
class Rings
{
public:
    Rings(const Plan &plan, const Scenario &scenario) : m_plan(plan), m_scenario(scenario) {}

    const GradientRing &of(const std::vector<int> &ranks)
    {
        const auto found = std::ranges::find(m_ranks, ranks);
        const auto at = static_cast<std::size_t>(found - m_ranks.begin());
        if (found == m_ranks.end()) {
            m_ranks.push_back(ranks);
            m_rings.push_back(gradientRing(m_plan, m_scenario, ranks));
        }
        return m_rings[at];
    }

private:
    const Plan &m_plan;
    const Scenario &m_scenario;
    std::vector<std::vector<int>> m_ranks;
    std::vector<GradientRing> m_rings;
};

// How faults affect the algorithm of a bucket.
void takeAlgorithm(GradientSync &sync, const GradientRing &ring, const GradientBucket &bucket)
{
    if (bucket.reach == BucketReach::Both) { // scattered, then added up
        for (const BucketReach part : {BucketReach::Within, BucketReach::Across})
            takeAlgorithm(sync, ring, {.algorithm = bucket.algorithm, .reach = part});
        return;
    }
    const AlgorithmState &state = ring.of(bucket.reach, bucket.algorithm);
    const double bandwidth = ringBandwidth(membersOfBucket(sync, bucket), state.fabric);
    sync.ring.bandwidth =
        sync.ring.bandwidth > 0 ? std::min(sync.ring.bandwidth, bandwidth) : bandwidth;
    if (state.down) {
        sync.down = true;
        sync.downFrom = state.downFrom;
        sync.downTo = state.downTo;
    }
}

void planStage(GradientSync &sync, const Plan &plan, const Scenario &scenario,
               const GradientRing &ring, int stage)
{
    if (ring.devices.size() < 2)
        return;
    if (sync.ringDevices != ring.devices)
        sync.ringDevices = ring.devices;
    sync.ring = {.devices = static_cast<int>(ring.devices.size()),
                 .inNode = static_cast<int>(ring.members.inNode)};
    sync.expertCopies = std::max(1, sync.ring.devices / scenario.parallel.expert);
    const bool gathers = gathersLayers(scenario);
    const bool scatters = scattersLayers(scenario);
    const bool groups = sharesInGroups(scenario);
    sync.sharers = sharersOf(scenario);
    if (gathers || scatters) // in the visits, among all or within groups
        takeAlgorithm(sync, ring, {.reach = groups ? BucketReach::Within : BucketReach::All});
    if (gathers && scatters && !groups)
        return; // within the visits
    const StagePlan &at = plan.stages[static_cast<std::size_t>(stage)];
    const std::int64_t bytesEach = sentBytesOfGradient(scenario);
    const bool byLayer =
        isPricedAsTrained(scenario) && scenario.parallel.sharding != Sharding::None;
    const std::int64_t bucketBytes = bucketBytesOf(at, scenario);
    const std::size_t first = sync.buckets.size();
    if (byLayer)
        cutByLayer(sync, plan, stage, bytesEach, BucketKind::Gradients);
    else if (!scatters || groups) // shares are added up over the groups
        cutIntoBuckets(sync, plan, stage, bytesEach, bucketBytes);
    if (byLayer && !gathers)
        cutByLayer(sync, plan, stage, bytesEach, BucketKind::Weights);
    else if (scenario.parallel.sharding != Sharding::None && !gathers)
        sync.buckets.push_back({.stage = stage, .size = at.gathered, .kind = BucketKind::Weights});
    const StageSync price(at, ring, scenario);
    for (std::size_t i = first; i < sync.buckets.size(); ++i) {
        GradientBucket &bucket = sync.buckets[i];
        const GradientBucket *before = i > first ? &sync.buckets[i - 1] : nullptr;
        if (before && before->size == bucket.size && before->kind == bucket.kind) {
            bucket.algorithm = before->algorithm;
            bucket.onePass = before->onePass;
            bucket.reach = before->reach;
            bucket.duration = before->duration;
            bucket.healthyDuration = before->healthyDuration;
            bucket.experts = before->experts;
            bucket.expertDuration = before->expertDuration;
        } else {
            price.price(bucket);
            bucket.ahead = gatheredAhead(bucket, at, scenario);
            takeAlgorithm(sync, ring, bucket);
        }
    }
}

// A tied head apart from the embedding: both have a copy of the table, whose gradients they add up.
void shareTiedEmbedding(Plan &plan, const Scenario &scenario)
{
    const TransformerSpec *spec = scenario.model.transformer();
    if (!spec || !spec->tiedEmbedding || spec->vocab == 0 || plan.order.routes.size() > 1)
        return;
    const int first = plan.order.routes.front().front();
    const int last = plan.order.routes.front().back();
    if (first == last)
        return;
    const Bytes size = {spec->vocab * spec->hidden / plan.tensor *
                        stateBytes(scenario.training).gradient};
    const Nanos duration = nanosFromSeconds(
        allReduceSeconds(static_cast<double>(size.count), membersOfTied(plan), fabricOf(scenario)));
    for (const int rank : {first, last})
        plan.sync[static_cast<std::size_t>(plan.syncGroup(rank))].buckets.push_back(
            {.stage = rank == first ? 0 : plan.order.stages - 1,
             .size = size,
             .duration = duration,
             .healthyDuration = duration,
             .kind = BucketKind::TiedEmbedding});
}

void warnOfUnusedAlgorithm(Plan &plan, const Scenario &scenario)
{
    const auto sums = [](const GradientSync &sync) {
        return std::ranges::any_of(sync.buckets, [](const GradientBucket &bucket) {
            return bucket.kind == BucketKind::Gradients && !bucket.onePass;
        });
    };
    if (scenario.parallel.allReduce != AllReduce::Quickest && !scenario.train &&
        std::ranges::none_of(plan.sync, sums))
        plan.warnings.push_back("all_reduce has no effect: gradients are reduce-scattered, which "
                                "NCCL does in rings alone.");
}

// NCCL compares ring and tree by nominal link speeds (tuning.cc), so its choice may cross a slow
// link that the other avoids.
void warnOfSlowWay(Plan &plan, const Scenario &scenario, Rings &rings)
{
    constexpr double kWorthTelling = 0.9;
    const ParallelSpec &parallel = scenario.parallel;
    if (scenario.faults.links.empty() || parallel.allReduce != AllReduce::Quickest ||
        parallel.expert > 1)
        return;
    for (const GradientSync &sync : plan.sync) {
        const auto bucket = std::ranges::find_if(sync.buckets, [](const GradientBucket &each) {
            return each.kind == BucketKind::Gradients && !each.onePass;
        });
        if (bucket == sync.buckets.end())
            continue;
        const bool tree = bucket->algorithm == AllReduce::Tree;
        const AllReduce other = tree ? AllReduce::Ring : AllReduce::Tree;
        const GradientRing &ring = rings.of(holdersOf(plan.order, bucket->stage));
        // Of groups of sharers, what is added up between them; a scatter before it takes the same
        // time either way.
        const bool groups = bucket->reach != BucketReach::All;
        const BucketReach reach = groups ? BucketReach::Across : BucketReach::All;
        const Members members =
            groups ? holdersOfExperts(ring.members, sync.sharers) : ring.members;
        const double bytes = static_cast<double>(bucket->size.count) / (groups ? sync.sharers : 1);
        const auto timeOf = [&](AllReduce algorithm) {
            return allReducePrice(algorithm, bytes, members, ring.of(reach, algorithm).fabric);
        };
        const AllReducePrice price = timeOf(other);
        const double saved = timeOf(bucket->algorithm).seconds - price.seconds;
        if (price.algorithm != other || ring.of(reach, other).down ||
            saved < (1 - kWorthTelling) * seconds(bucket->duration))
            continue;
        const Nanos instead = nanosFromSeconds(seconds(bucket->duration) - saved);
        plan.warnings.push_back(std::string("NCCL compares ring and tree by nominal link speeds, "
                                            "not by achieved ones. It takes the ") +
                                (tree ? "tree" : "ring") + ", which passes the slow link: " +
                                figureOf(bucket->duration).text() + " per bucket. The " +
                                (tree ? "ring" : "tree") + " would take " +
                                figureOf(instead, bucket->duration).text() +
                                ": set all_reduce to " + (tree ? "ring." : "tree."));
        return;
    }
}

} // namespace

namespace {

// Of so much of the bucket, where so many partners have other parts of it.
Bytes sentOfPart(const GradientSync &sync, const GradientBucket &bucket, Bytes size, int partners)
{
    if (bucket.reach == BucketReach::All) {
        const int devices = bucket.kind == BucketKind::TiedEmbedding ? 2 : sync.ring.devices;
        const Bytes both = ringAllReduceBytesSent(size, std::max(1, devices / partners));
        return bucket.onePass ? Bytes{both.count / 2} : both;
    }
    const int sharers = std::max(1, sync.sharers / partners);
    const Bytes onePass = {ringAllReduceBytesSent(size, sharers).count / 2};
    if (bucket.reach == BucketReach::Within)
        return onePass;
    const Bytes across =
        ringAllReduceBytesSent({size.count / sharers}, sync.ring.devices / sync.sharers);
    return bucket.reach == BucketReach::Both ? onePass + across : across;
}

} // namespace

// Neighbours share, so a group is in as few nodes as can be.
Members membersOfBucket(const GradientSync &sync, const GradientBucket &bucket)
{
    const Members all = {static_cast<double>(sync.ring.devices),
                         static_cast<double>(sync.ring.inNode)};
    if (bucket.kind == BucketKind::TiedEmbedding)
        return {2, 2}; // or in two nodes: membersOfTied() knows
    switch (bucket.reach) {
    case BucketReach::Within:
        return {static_cast<double>(sync.sharers), std::min<double>(sync.sharers, all.inNode)};
    case BucketReach::Across:
        return holdersOfExperts(all, sync.sharers);
    case BucketReach::All:
    case BucketReach::Both:
        break;
    }
    return all;
}

Members membersOfTied(const Plan &plan)
{
    const std::vector<std::uint16_t> &route = plan.order.routes.front();
    return {2, plan.hop(0, route.front(), route.back()).betweenNodes ? 1.0 : 2.0};
}

int stepsOfBucket(const GradientSync &sync, const GradientBucket &bucket)
{
    if (bucket.kind == BucketKind::TiedEmbedding)
        return 2; // there and back between two
    const Members members = membersOfBucket(sync, bucket);
    if (bucket.reach == BucketReach::Both)
        return sync.sharers - 1 +
               allReduceSteps(bucket.algorithm, holdersOfExperts(members, sync.sharers));
    return bucket.onePass ? std::max(1, static_cast<int>(members.devices) - 1)
                          : allReduceSteps(bucket.algorithm, members);
}

Bytes sentOfBucket(const GradientSync &sync, const GradientBucket &bucket)
{
    return sentOfPart(sync, bucket, bucket.size - bucket.experts, 1) +
           expertsSentOfBucket(sync, bucket);
}

Bytes expertsSentOfBucket(const GradientSync &sync, const GradientBucket &bucket)
{
    return sentOfPart(sync, bucket, bucket.experts,
                      std::max(1, sync.ring.devices / sync.expertCopies));
}

void planGradientSync(Plan &plan, const Scenario &scenario)
{
    if (plan.syncOf.empty()) // follows from the order alone
        groupRanks(plan);
    plan.overlapSync = scenario.parallel.overlap;
    if (!plan.training)
        return;
    // A single copy of everything: no gradients to reduce. Or each copy trains for itself, as the
    // engine lets those that hold all of their states.
    const bool alone =
        (plan.replicas * scenario.parallel.context == 1 && plan.order.routes.size() == 1) ||
        (scenario.train && !scenario.train->shareGradients &&
         scenario.parallel.sharding == Sharding::None);
    if (alone) {
        shareTiedEmbedding(plan, scenario);
        return;
    }
    Rings rings(plan, scenario);
    for (int stage = plan.order.stages - 1; stage >= 0; --stage) { // as backward completes them
        const int holder = plan.order.routes.front()[static_cast<std::size_t>(stage)];
        planStage(plan.sync[static_cast<std::size_t>(plan.syncGroup(holder))], plan, scenario,
                  rings.of(holdersOf(plan.order, stage)), stage);
    }
    warnOfUnusedAlgorithm(plan, scenario);
    shareTiedEmbedding(plan, scenario);
    warnOfSlowWay(plan, scenario, rings);
}

} // namespace core
