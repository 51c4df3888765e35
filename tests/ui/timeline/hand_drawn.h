// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/analysis/snapshot.h"
#include "core/presets/presets.h"

#include <vector>

// Snapshots drawn by hand, one unit being a millisecond, and small real ones.
namespace handdrawn {

constexpr std::int64_t kUnit = 1'000'000; // ns

struct DrawnSpan
{
    int begin = 0; // units
    int end = 0;
    core::SpanKind kind = core::SpanKind::Wait;
    std::uint32_t microBatch = 0;
    core::IdleCause cause = core::IdleCause::Dependency;
};

// After a change of the plan: whom the rows of the trace stand for.
inline void nameRows(core::Snapshot &snapshot)
{
    snapshot.trace.info = core::rowInfos(snapshot.plan);
    snapshot.trace.shape = core::shapeOf(snapshot.plan);
}

// One device a row; the spans of a row tile [0, stop).
inline core::Snapshot snapshotOf(const std::vector<std::vector<DrawnSpan>> &rows, int stop,
                                 int microBatches)
{
    core::Snapshot snapshot;
    core::Trace &trace = snapshot.trace;
    std::size_t count = 0;
    for (const auto &row : rows)
        count += row.size();
    trace.begin = core::Column<std::int64_t>(count);
    trace.end = core::Column<std::int64_t>(count);
    trace.tag = core::Column<core::SpanTag>(count);
    trace.wait = core::Column<std::int32_t>(count);
    trace.stop = stop * kUnit;
    snapshot.metrics.step = {trace.stop};
    snapshot.plan.order.ranks = static_cast<int>(rows.size());
    snapshot.plan.order.stages = static_cast<int>(rows.size());
    snapshot.plan.order.microBatches = microBatches;
    std::size_t next = 0;
    for (std::size_t row = 0; row < rows.size(); ++row) {
        trace.rows.push_back({next, rows[row].size()});
        core::RowPlan plan;
        plan.pipelineRank = static_cast<int>(row);
        plan.lead = plan.pipelineRank;
        plan.devices = {static_cast<int>(row)};
        plan.replicas = {0};
        snapshot.plan.rows.push_back(plan);
        snapshot.plan.rowOfDevice.push_back(static_cast<int>(row));
        core::RowMetrics metrics{};
        for (const DrawnSpan &span : rows[row]) {
            trace.begin[next] = span.begin * kUnit;
            trace.end[next] = span.end * kUnit;
            trace.tag[next] = {span.microBatch, static_cast<std::uint16_t>(row), span.kind,
                               span.cause};
            trace.wait[next] = -1;
            ++next;
            const core::Nanos time{(span.end - span.begin) * kUnit};
            metrics.spent[static_cast<std::size_t>(span.kind)] += time;
            if (span.kind == core::SpanKind::Wait)
                metrics.idle[static_cast<std::size_t>(span.cause)] += time;
        }
        snapshot.metrics.rows.push_back(metrics);
    }
    nameRows(snapshot);
    return snapshot;
}

// 1F1B with two ranks, two micro-batches, F = B = 1 and no hop time, drawn on paper:
//   rank 0: F1 F2 .. B1 .. B2
//   rank 1: .. F1 B1 F2 B2 ..
inline core::Snapshot oneForwardOneBackward()
{
    using enum core::SpanKind;
    return snapshotOf({{{0, 1, Forward, 0},
                        {1, 2, Forward, 1},
                        {2, 3, Wait},
                        {3, 4, Backward, 0},
                        {4, 5, Wait},
                        {5, 6, Backward, 1}},
                       {{0, 1, Wait, 0, core::IdleCause::Fill},
                        {1, 2, Forward, 0},
                        {2, 3, Backward, 0},
                        {3, 4, Forward, 1},
                        {4, 5, Backward, 1},
                        {5, 6, Wait, 0, core::IdleCause::Drain}}},
                      6, 2);
}

// A real result: GPT-2 on this many pipeline stages and replicas.
inline core::SnapshotPtr realStep(int pipeline, int data, int microBatches)
{
    core::Scenario scenario;
    scenario.model = *core::findModel("gpt2-124m");
    scenario.cluster.device = *core::findDevice("a100-80g");
    scenario.cluster.devices = pipeline * data;
    scenario.cluster.intraLink = *core::findLink("nvlink3");
    scenario.cluster.interLink = *core::findLink("ib-hdr");
    scenario.cluster.software = *core::findSoftware("2022");
    scenario.training.microBatch = 4;
    scenario.training.sequence = 1024;
    scenario.training.globalBatch = 4 * microBatches * data;
    scenario.parallel.data = data;
    scenario.parallel.pipeline = pipeline;
    const core::Result<core::SnapshotPtr> result = core::run(scenario);
    return result ? result.value() : nullptr;
}

} // namespace handdrawn
