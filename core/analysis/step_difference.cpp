// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/step_difference.h"

#include <algorithm>

namespace core {
namespace {

struct Spent
{
    std::array<std::int64_t, kSpanKindCount> kinds{}; // ns by SpanKind
    std::int64_t sync = 0;                            // of the waits
};

void add(Spent &spent, const SpanTag &tag, std::int64_t time)
{
    spent.kinds[static_cast<std::size_t>(tag.kind)] += time;
    if (tag.kind == SpanKind::Wait && tag.cause == IdleCause::GradientSync)
        spent.sync += time;
}

// Of each row; devices of one row share it.
std::vector<Spent> spentOfRows(const Trace &trace)
{
    std::vector<Spent> rows(trace.rows.size());
    for (std::size_t row = 0; row < rows.size(); ++row) {
        const Trace::RowRange range = trace.rows[row];
        for (std::size_t i = range.first; i < range.first + range.count; ++i)
            add(rows[row], trace.tag[i], trace.end[i] - trace.begin[i]);
    }
    return rows;
}

bool has(const RunView &run, int device)
{
    return device < run.deviceCount() && run.rowOf(device) >= 0 &&
           static_cast<std::size_t>(run.rowOf(device)) < run.trace().rows.size();
}

DeviceDifference differenceOf(int device, const Spent &predicted, const Spent &measured)
{
    DeviceDifference difference;
    difference.device = device;
    difference.sync = {{predicted.sync}, {measured.sync}};
    for (std::size_t kind = 0; kind < kSpanKindCount; ++kind) {
        difference.kinds[kind] = {{predicted.kinds[kind]}, {measured.kinds[kind]}};
        if (static_cast<SpanKind>(kind) == SpanKind::Wait)
            continue;
        difference.busy.predicted += Nanos{predicted.kinds[kind]};
        difference.busy.measured += Nanos{measured.kinds[kind]};
    }
    return difference;
}

void add(Compared &sum, const Compared &part)
{
    sum.predicted += part.predicted;
    sum.measured += part.measured;
}

} // namespace

StepDifference stepDifference(const RunView &predicted, const RunView &measured)
{
    StepDifference result;
    result.step = {{predicted.trace().stop}, {measured.trace().stop}};
    const std::vector<Spent> before = spentOfRows(predicted.trace());
    const std::vector<Spent> after = spentOfRows(measured.trace());
    const int devices = std::max(predicted.deviceCount(), measured.deviceCount());
    for (int device = 0; device < devices; ++device) {
        const bool inFirst = has(predicted, device);
        const bool inSecond = has(measured, device);
        result.onlyPredicted += inFirst && !inSecond;
        result.onlyMeasured += inSecond && !inFirst;
        if (!inFirst || !inSecond)
            continue;
        const DeviceDifference difference =
            differenceOf(device, before[static_cast<std::size_t>(predicted.rowOf(device))],
                         after[static_cast<std::size_t>(measured.rowOf(device))]);
        add(result.busy, difference.busy);
        add(result.sync, difference.sync);
        for (std::size_t kind = 0; kind < kSpanKindCount; ++kind)
            add(result.kinds[kind], difference.kinds[kind]);
        result.devices.push_back(difference);
    }
    return result;
}

} // namespace core
