// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/plan/stage_sync.h"

#include "core/cost/network_work.h"
#include "core/memory/fully_sharded.h"
#include "core/memory/memory_parts.h"
#include "core/presets/price_constants.h"
#include "core/scenario/gradient_buckets.h"
#include "core/schedule/schedule.h"

#include <algorithm>

namespace core {
namespace {

constexpr std::int64_t kMostBuckets = 4096;

// Matrices of a stage: those of its blocks, of which most are. Each has one owner.
double matricesOf(const StagePlan &stage, const Scenario &scenario)
{
    const TransformerSpec *spec = scenario.model.transformer();
    if (!spec)
        return 0; // of other networks nothing is known
    const auto layers = static_cast<double>(stage.endLayer - stage.firstLayer);
    return (spec->gatedMlp ? 5 : 4) * std::min(layers, static_cast<double>(spec->layers));
}

} // namespace

bool broadcastsWeights(const Scenario &scenario)
{
    const ParallelSpec &parallel = scenario.parallel;
    return parallel.sharding == Sharding::Zero1 && parallel.framework != Framework::Megatron &&
           !scattersGradients(scenario) && scenario.cluster.software.gathersUnits &&
           scenario.training.pass == Pass::Training && sharersOf(scenario) > 1 &&
           scenario.model.transformer() != nullptr && !isPricedAsTrained(scenario);
}

StageSync::StageSync(const StagePlan &stage, const GradientRing &ring, const Scenario &scenario)
    : m_ring(ring), m_rule(scenario.parallel.allReduce), m_scatters(scattersGradients(scenario)),
      m_inVisits(scattersLayers(scenario)), m_sharers(sharersOf(scenario)),
      m_groups(sharesInGroups(scenario)), m_within(ring.members),
      m_partners(scenario.parallel.expert)
{
    const double parameters = static_cast<double>(std::max<std::int64_t>(1, stage.parameters));
    m_experts = static_cast<double>(stage.expertParameters) / parameters;
    if (broadcastsWeights(scenario))
        m_matrices = matricesOf(stage, scenario);
    if (m_groups) // neighbours share, so a group is in as few nodes as can be
        m_within = {static_cast<double>(m_sharers),
                    std::min<double>(m_sharers, ring.members.inNode)};
}

// Where groups divide the states, weights are gathered within each. Gradients are scattered within
// it, here or in the visits, and each share is added up with the same one of the other groups;
// software that does not scatter them adds up all.
BucketReach StageSync::reachOf(const GradientBucket &bucket) const
{
    if (!m_groups)
        return BucketReach::All;
    if (bucket.kind == BucketKind::Weights)
        return BucketReach::Within;
    if (m_inVisits)
        return BucketReach::Across;
    return m_scatters ? BucketReach::Both : BucketReach::All;
}

StageSync::Prices StageSync::priceOf(const GradientBucket &bucket, double bytes, int partners) const
{
    const bool adds = bucket.kind != BucketKind::Weights;
    if (bucket.reach == BucketReach::All)
        return part(bytes, bucket.onePass, adds, holdersOfExperts(m_ring.members, partners));
    const Members within = holdersOfExperts(m_within, partners);
    if (bucket.reach == BucketReach::Within)
        return part(bytes, true, adds, within, BucketReach::Within);
    Prices prices = part(bytes / within.devices, false, adds,
                         holdersOfExperts(m_ring.members, m_sharers), BucketReach::Across);
    if (bucket.reach == BucketReach::Both) {
        const Prices scatter = part(bytes, true, adds, within, BucketReach::Within);
        prices.seconds += scatter.seconds;
        prices.healthy += scatter.healthy;
    }
    return prices;
}

void StageSync::price(GradientBucket &bucket) const
{
    bucket.reach = reachOf(bucket);
    bucket.onePass = bucket.kind == BucketKind::Weights || (m_scatters && !m_groups);
    const double bytes = static_cast<double>(bucket.size.count);
    Prices prices = priceOf(bucket, bytes * (1 - m_experts), 1);
    if (bucket.kind == BucketKind::Weights)
        addBroadcasts(prices);
    bucket.algorithm = prices.algorithm; // of what all replicas share; experts may go another
    if (m_experts > 0) {
        const Prices experts = priceOf(bucket, bytes * m_experts, m_partners);
        prices.seconds += experts.seconds;
        prices.healthy += experts.healthy;
        bucket.experts = bytesFrom(bytes * m_experts);
        bucket.expertDuration = nanosFromSeconds(experts.seconds);
    }
    bucket.duration = nanosFromSeconds(prices.seconds);
    bucket.healthyDuration = nanosFromSeconds(prices.healthy);
}

// The bytes are those of a gather; each broadcast starts anew and fills the chain of all devices.
void StageSync::addBroadcasts(Prices &prices) const
{
    const double count = std::min(m_within.devices, m_matrices);
    if (count <= 0 || m_within.devices <= 1)
        return;
    const double more = count * (m_within.devices - 1) * kBroadcastHop;
    prices.seconds += more;
    prices.healthy += more;
}

// NCCL gathers and scatters on rings alone. It chooses an algorithm without knowing of slow
// links.
StageSync::Prices StageSync::part(double bytes, bool onePass, bool adds, const Members &members,
                                  BucketReach reach) const
{
    const auto seconds = adds ? reduceScatterSeconds : allGatherSeconds;
    if (onePass)
        return {AllReduce::Ring, seconds(bytes, members, m_ring.of(reach, AllReduce::Ring).fabric),
                seconds(bytes, members, m_ring.healthy)};
    const AllReducePrice healthy = allReducePrice(m_rule, bytes, members, m_ring.healthy);
    const Fabric &fabric = m_ring.of(reach, healthy.algorithm).fabric;
    return {healthy.algorithm, allReducePrice(healthy.algorithm, bytes, members, fabric).seconds,
            healthy.seconds};
}

namespace {

Nanos gatheredUnder(std::int64_t visits, Nanos whole, const StagePlan &stage,
                    const Scenario &scenario)
{
    const bool ahead = scenario.cluster.software.gathersAhead && scenario.parallel.overlap &&
                       !isPricedAsTrained(scenario);
    const Nanos forward = stage.visits[static_cast<std::size_t>(Op::Forward)].duration;
    return ahead ? std::min(whole, forward * visits) : Nanos{};
}

// Megatron's overlap of the parameter gather: each layer waits for its own weights, in the forward
// of the first micro-batch. Those of a later chunk are gathered while a group of micro-batches, one
// for each rank, passes the chunk before (param_sync_func in Megatron-Core's schedules.py).
std::int64_t visitsBefore(const GradientBucket &weights, const Scenario &scenario)
{
    const ParallelSpec &parallel = scenario.parallel;
    const ScheduleEntry *entry = findSchedule(parallel.schedule);
    const bool isLater = weights.stage >= parallel.pipeline && !parallel.own.order && entry &&
                         entry->placement == Placement::Loop;
    return isLater ? std::min<std::int64_t>(parallel.pipeline, microBatchCount(scenario)) : 1;
}

} // namespace

Nanos gatheredAhead(const GradientBucket &bucket, const StagePlan &stage, const Scenario &scenario)
{
    return bucket.kind == BucketKind::Weights
               ? gatheredUnder(visitsBefore(bucket, scenario), bucket.healthyDuration, stage,
                               scenario)
               : Nanos{};
}

std::int64_t sentBytesOfGradient(const Scenario &scenario)
{
    const bool asked = scenario.training.reduceBytes > 0 || scattersLayers(scenario);
    const bool kept = !asked || scenario.train; // the engine sends what it has
    if (!kept)
        return reduceBytesOf(scenario);
    return stateBytes(heldBy(scenario), scenario.training).gradient;
}

std::int64_t bucketBytesOf(const StagePlan &stage, const Scenario &scenario)
{
    const std::int64_t gradients = stage.parameters * sentBytesOfGradient(scenario);
    std::int64_t each = gradientBucketBytes(scenario);
    // PyTorch adds up a unit's share over the groups at once, whatever its size.
    if (sharesInGroups(scenario) && gathersLayers(scenario) && shardsAsPyTorch(scenario)) {
        const std::int64_t units = std::max(1, stage.endLayer - stage.firstLayer);
        each = std::max<std::int64_t>(1, (gradients + units - 1) / units); // no rest is one more
    }
    return std::max(each, gradients / kMostBuckets + 1);
}

SharingTime sharingTime(const StagePlan &stage, const GradientRing &ring, const Scenario &scenario)
{
    SharingTime time;
    const bool gathers = gathersLayers(scenario);
    const bool scatters = scattersLayers(scenario);
    const bool groups = sharesInGroups(scenario);
    if (ring.devices.size() < 2 || (gathers && scatters && !groups) || isPricedAsTrained(scenario))
        return time;
    const StageSync sync(stage, ring, scenario);
    const auto durationOf = [&sync](std::int64_t bytes, BucketKind kind) {
        GradientBucket bucket = {.size = {bytes}, .kind = kind};
        sync.price(bucket);
        return bucket.duration;
    };
    const std::int64_t total = stage.parameters * sentBytesOfGradient(scenario);
    if ((!scatters || groups) && total > 0) { // as planStage() cuts them
        const std::int64_t each = bucketBytesOf(stage, scenario);
        if (total >= each)
            time.gradients = durationOf(each, BucketKind::Gradients) * (total / each);
        if (total % each > 0)
            time.gradients += durationOf(total % each, BucketKind::Gradients);
    }
    if (scenario.parallel.sharding != Sharding::None && !gathers) {
        const Nanos whole = durationOf(stage.gathered.count, BucketKind::Weights);
        time.weights = whole - gatheredUnder(scenario.parallel.pipeline, whole, stage, scenario);
    }
    return time;
}

} // namespace core
