// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/early_snapshot.h"

#include "core/analysis/recording.h"
#include "core/analysis/row_checkpoints.h"
#include "core/analysis/trace_index.h"
#include "core/base/text.h"
#include "core/sim/simulate.h"

#include <chrono>
#include <new>

namespace core {
namespace {

// Only for Elapsed: no result depends on it.
Nanos now()
{
    const auto since = std::chrono::steady_clock::now().time_since_epoch();
    return {std::chrono::duration_cast<std::chrono::nanoseconds>(since).count()};
}

const Error kCancelled = {"cancelled"};

Result<EarlySnapshot> tryToRun(const Scenario &scenario, const std::stop_token &stop)
{
    const Nanos begin = now();
    Result<Plan> plan = makePlan(scenario);
    if (!plan)
        return plan.error();
    const Nanos planned = now();
    if (stop.stop_requested())
        return kCancelled;
    auto snapshot = std::make_shared<Snapshot>();
    snapshot->scenario = scenario;
    snapshot->plan = std::move(plan).value();
    if (snapshot->plan.fits)
        snapshot->trace = simulate(snapshot->plan, stop);
    else
        snapshot->trace.info = rowInfos(snapshot->plan);
    const Nanos simulated = now();
    if (stop.stop_requested())
        return kCancelled;
    snapshot->metrics = measure(scenario, snapshot->plan, snapshot->trace);
    snapshot->elapsed = {planned - begin, simulated - planned, now() - simulated};
    EarlySnapshot early;
    if (!snapshot->trace.rows.empty()) {
        snapshot->checkpoints = std::make_shared<RowCheckpoints>(snapshot->plan, snapshot->trace);
        early.index = std::make_shared<TraceIndex>();
        snapshot->index = early.index;
    }
    early.snapshot = std::move(snapshot);
    if (early.index && early.snapshot->trace.begin.size() < kIndexedLater) {
        early.index->make(*early.snapshot);
        early.index.reset();
    }
    return early;
}

Error notEnoughMemory(const Scenario &scenario)
{
    return {"There is not enough memory on this machine to simulate " +
            figureOfCount(microBatchCount(scenario)) +
            " micro-batches: use larger micro-batches or a smaller batch."};
}

} // namespace

Result<EarlySnapshot> runEarly(const Scenario &scenario, std::stop_token stop)
{
    try {
        return tryToRun(scenario, stop);
    } catch (const std::bad_alloc &) {
        return notEnoughMemory(scenario);
    }
}

Result<SnapshotPtr> completed(const EarlySnapshot &early)
{
    try {
        if (early.index)
            early.index->make(*early.snapshot);
        return early.snapshot;
    } catch (const std::bad_alloc &) {
        return notEnoughMemory(early.snapshot->scenario);
    }
}

} // namespace core
