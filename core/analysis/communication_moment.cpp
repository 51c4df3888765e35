// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/communication_moment.h"

#include <algorithm>
#include <tuple>

namespace core {
namespace {

double shareOf(std::int64_t time, std::int64_t begin, std::int64_t end)
{
    if (end <= begin)
        return 1;
    return static_cast<double>(time - begin) / static_cast<double>(end - begin);
}

void appendTransfer(std::vector<TransferMoment> &moments, const Plan &plan,
                    const Transfer &transfer, std::int64_t time)
{
    const RowPlan &from = plan.rows[static_cast<std::size_t>(transfer.fromRow)];
    const RowPlan &to = plan.rows[static_cast<std::size_t>(transfer.toRow)];
    for (std::size_t i = 0; i < from.devices.size(); ++i)
        moments.push_back({.fromDevice = from.devices[i],
                           .toDevice = to.devices[i],
                           .microBatch = static_cast<int>(transfer.microBatch),
                           .gradient = transfer.gradient,
                           .progress = shareOf(time, transfer.begin, transfer.end)});
}

} // namespace

std::vector<TransferMoment> transfersAt(const Snapshot &snapshot, Nanos time)
{
    // Few transfers of a row overlap: a link carries one at a time, and a row has few links.
    constexpr int kLookBack = 1024;
    std::vector<TransferMoment> moments;
    for (const std::vector<Transfer> &row : snapshot.trace.transfers) {
        auto next = std::ranges::upper_bound(row, time.count, {}, &Transfer::begin);
        const auto oldest = next - std::min<std::ptrdiff_t>(kLookBack, next - row.begin());
        while (next != oldest) {
            --next;
            if (next->end > time.count)
                appendTransfer(moments, snapshot.plan, *next, time.count);
        }
    }
    return moments;
}

std::optional<CollectiveMoment> collectiveAt(const Snapshot &snapshot, int pipelineRank, Nanos time)
{
    const std::vector<Collective> &all = snapshot.trace.collectives; // by group, then by begin
    const int group = snapshot.plan.syncGroup(pipelineRank);
    const auto key = [](const Collective &at) { return std::tuple(at.group, at.begin); };
    const auto after = std::ranges::upper_bound(all, std::tuple(group, time.count), {}, key);
    if (after == all.begin())
        return std::nullopt;
    const Collective &found = *std::prev(after);
    if (found.group != group || found.end <= time.count)
        return std::nullopt;
    const GradientSync &sync = snapshot.plan.sync[static_cast<std::size_t>(group)];
    CollectiveMoment moment;
    moment.pipelineRank = pipelineRank;
    moment.bucket = found.bucket;
    moment.buckets = static_cast<int>(sync.buckets.size());
    const GradientBucket &bucket = sync.buckets[static_cast<std::size_t>(found.bucket)];
    moment.algorithm = bucket.algorithm;
    moment.ringSize = std::max(2, static_cast<int>(membersOfBucket(sync, bucket).devices));
    moment.steps = stepsOfBucket(sync, bucket);
    const double position = shareOf(time.count, found.begin, found.end) * moment.steps;
    moment.step = std::min(moment.steps - 1, static_cast<int>(position));
    moment.progress = position - moment.step;
    moment.weights = bucket.kind == BucketKind::Weights;
    moment.ringStep = moment.step + (moment.weights ? moment.ringSize - 1 : 0);
    return moment;
}

} // namespace core
