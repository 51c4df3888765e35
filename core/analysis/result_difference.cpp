// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/result_difference.h"

#include "core/analysis/link_use.h"

#include <cmath>

namespace core {
namespace {

Breakdown less(const Breakdown &one, const Breakdown &other)
{
    return {.forward = one.forward - other.forward,
            .backward = one.backward - other.backward,
            .recompute = one.recompute - other.recompute,
            .tensorComm = one.tensorComm - other.tensorComm,
            .pipelineComm = one.pipelineComm - other.pipelineComm,
            .dataComm = one.dataComm - other.dataComm,
            .contextComm = one.contextComm - other.contextComm,
            .expertComm = one.expertComm - other.expertComm,
            .optimizer = one.optimizer - other.optimizer,
            .host = one.host - other.host,
            .idle = one.idle - other.idle};
}

MemoryParts less(const MemoryParts &one, const MemoryParts &other)
{
    return {.parameters = one.parameters - other.parameters,
            .gradients = one.gradients - other.gradients,
            .optimizer = one.optimizer - other.optimizer,
            .activations = one.activations - other.activations,
            .buffers = one.buffers - other.buffers};
}

void compareTimes(const Snapshot &first, const Snapshot &second, ResultDifference &result)
{
    result.step = second.metrics.step - first.metrics.step;
    result.parts = less(second.metrics.breakdown, first.metrics.breakdown);
    const auto before = meanIdle(first);
    const auto after = meanIdle(second);
    for (std::size_t cause = 0; cause < result.idle.size(); ++cause)
        result.idle[cause] = after[cause] - before[cause];
    result.busyShare = second.metrics.busyShare - first.metrics.busyShare;
    result.sentFirst = sentInStep(first);
    result.sentSecond = sentInStep(second);
}

} // namespace

Bytes sentInStep(const Snapshot &snapshot)
{
    Bytes sent;
    for (const LinkUse &use : linkUses(snapshot, {})) {
        const std::int64_t times = std::int64_t{use.count} * (use.ring ? use.alike : 1);
        sent.count += times * (use.activations + use.gradients).count;
    }
    return sent;
}

std::array<Nanos, kIdleCauseCount> meanIdle(const Snapshot &snapshot)
{
    std::array<double, kIdleCauseCount> sums{};
    double devices = 0;
    for (std::size_t row = 0; row < snapshot.metrics.rows.size(); ++row) {
        const auto alike = static_cast<double>(snapshot.plan.rows[row].devices.size());
        devices += alike;
        for (std::size_t cause = 0; cause < sums.size(); ++cause)
            sums[cause] +=
                alike * static_cast<double>(snapshot.metrics.rows[row].idle[cause].count);
    }
    std::array<Nanos, kIdleCauseCount> means;
    for (std::size_t cause = 0; cause < sums.size(); ++cause)
        means[cause] = {devices > 0 ? std::llround(sums[cause] / devices) : 0};
    return means;
}

EqualWork equalWork(const Scenario &first, const Scenario &second)
{
    const TrainingSpec &one = first.training;
    const TrainingSpec &other = second.training;
    if (first.model.shape != second.model.shape || one.pass != other.pass)
        return EqualWork::None;
    return one.globalBatch == other.globalBatch && one.sequence == other.sequence
               ? EqualWork::Step
               : EqualWork::Model;
}

bool ResultDifference::isNone() const
{
    return firstRuns == secondRuns && step.count == 0 && peakMemory.count == 0 &&
           sentFirst == sentSecond;
}

ResultDifference resultDifference(const Snapshot &first, const Snapshot &second)
{
    ResultDifference result;
    result.firstRuns = first.metrics.runs();
    result.secondRuns = second.metrics.runs();
    const RowMetrics &before = first.metrics.fullest();
    const RowMetrics &after = second.metrics.fullest();
    result.peakMemory = after.peakMemory - before.peakMemory;
    result.atPeak = less(after.atPeak, before.atPeak);
    result.inFlight = after.inFlightPeak - before.inFlightPeak;
    const Snapshot &larger = result.peakMemory.count > 0 ? second : first;
    result.fullest =
        larger.plan.rows[static_cast<std::size_t>(larger.metrics.fullestRow)].devices.front();
    if (result.firstRuns && result.secondRuns)
        compareTimes(first, second, result);
    return result;
}

} // namespace core
