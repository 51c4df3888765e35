// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/step_end_operations.h"

#include "core/plan/plan_parts.h"
#include "core/presets/presets.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace core {
namespace {

// Alike buckets together: all but the last of a stage are of one size.
bool alike(const GradientBucket &a, const GradientBucket &b)
{
    return a.kind == b.kind && a.size == b.size && a.duration == b.duration;
}

// Without bytes, over healthy links. Of two collectives behind each other, or of experts that go
// another way, it is not told.
double latencyOf(const GradientBucket &bucket, const Members &members, const Fabric &fabric)
{
    if (bucket.reach == BucketReach::Both || bucket.experts > Bytes{})
        return 0;
    if (bucket.onePass)
        return allGatherSeconds(0, members, fabric);
    return allReducePrice(bucket.algorithm, 0, members, fabric).seconds;
}

Operation operationOf(const Plan &plan, const GradientSync &sync, const GradientBucket &bucket,
                      double count, const Fabric &fabric)
{
    const OperationName name = bucket.kind == BucketKind::Weights ? OperationName::WeightGather
                               : bucket.kind == BucketKind::TiedEmbedding
                                   ? OperationName::TiedReduce
                               : bucket.onePass ? OperationName::GradientScatter
                                                : OperationName::GradientReduce;
    const CollectiveKind kind = bucket.kind == BucketKind::Weights ? CollectiveKind::AllGather
                                : bucket.onePass                   ? CollectiveKind::ReduceScatter
                                                                   : CollectiveKind::AllReduce;
    const Members members = bucket.kind == BucketKind::TiedEmbedding
                                ? membersOfTied(plan)
                                : membersOfBucket(sync, bucket);
    return {.name = name,
            .part = CostPart::DataComm,
            .count = count,
            .seconds = count * seconds(bucket.duration),
            .bytes = count * static_cast<double>(sentOfBucket(sync, bucket).count),
            .way = {.kind = kind,
                    .algorithm = bucket.algorithm,
                    .devices = members.devices,
                    .nodes = members.nodes(),
                    .latency = count * latencyOf(bucket, members, fabric)}};
}

std::vector<Operation> sharingOf(const Plan &plan, int rank, int stage, const Scenario &scenario)
{
    std::vector<Operation> operations;
    if (plan.sync.empty())
        return operations;
    const GradientSync &sync = plan.syncOfRank(rank);
    std::vector<std::pair<const GradientBucket *, int>> groups;
    for (const GradientBucket &bucket : sync.buckets) {
        if (bucket.stage != stage)
            continue;
        const auto group = std::ranges::find_if(
            groups, [&](const auto &each) { return alike(*each.first, bucket); });
        if (group != groups.end())
            ++group->second;
        else
            groups.push_back({&bucket, 1});
    }
    const Fabric fabric = fabricOf(scenario);
    for (const auto &[bucket, count] : groups)
        operations.push_back(operationOf(plan, sync, *bucket, count, fabric));
    return operations;
}

// Of all that the stages of a rank share, what it waits for.
double exposedShare(const Snapshot &snapshot, int rank)
{
    Nanos whole;
    const Plan &plan = snapshot.plan;
    for (const GradientBucket &bucket : plan.syncOfRank(rank).buckets)
        whole += bucket.duration;
    const Nanos waited = snapshot.metrics.rows[static_cast<std::size_t>(rank)].sharing();
    return whole > Nanos{} ? std::min(1.0, seconds(waited) / seconds(whole)) : 0;
}

// Of states in host memory its processors do the work, and what the device moves is the weights
// that come back.
std::vector<StageOperation> updates(const Snapshot &snapshot, int stage)
{
    const OptimizerWork work =
        optimizerWork(snapshot.plan.stages[static_cast<std::size_t>(stage)], snapshot.scenario);
    const auto row = [](OperationName name, CostPart part, Nanos time, double bytes) {
        return StageOperation{
            .operation = {.name = name, .part = part, .seconds = seconds(time), .bytes = bytes},
            .time = time};
    };
    if (!snapshot.scenario.parallel.offloadOptimizer)
        return {row(OperationName::Update, CostPart::MemoryBound, work.time, work.bytes)};
    const Nanos back = nanosFromSeconds(work.bytes / hostRate(snapshot.scenario.cluster.device));
    return {row(OperationName::HostUpdate, CostPart::Host, work.time - back, 0),
            row(OperationName::WeightReturn, CostPart::Host, back, work.bytes)};
}

} // namespace

StageCosts stepEndCosts(const Snapshot &snapshot, int stage)
{
    const Plan &plan = snapshot.plan;
    const int rank = plan.order.routes.front()[static_cast<std::size_t>(stage)];
    StageCosts costs = {.stage = stage, .kind = SpanKind::Optimizer};
    if (!plan.training)
        return costs;
    costs.rows = updates(snapshot, stage);
    if (plan.hostStep > Nanos{} && plan.stagesOf[static_cast<std::size_t>(rank)].front() == stage)
        costs.rows.push_back({.operation = {.name = OperationName::HostStep,
                                            .part = CostPart::Host,
                                            .seconds = seconds(plan.hostStep)},
                              .time = plan.hostStep});
    const std::vector<Operation> sharing = sharingOf(plan, rank, stage, snapshot.scenario);
    const double exposed =
        sharing.empty() || snapshot.metrics.rows.empty() ? 0 : exposedShare(snapshot, rank);
    for (const Operation &operation : sharing) {
        const Nanos whole = nanosFromSeconds(operation.seconds);
        const Nanos time = nanosFromSeconds(exposed * operation.seconds);
        costs.rows.push_back({.operation = operation, .time = time, .hidden = whole - time});
    }
    for (const StageOperation &row : costs.rows)
        costs.total += row.time;
    return costs;
}

} // namespace core
