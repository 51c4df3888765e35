// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/interval_set.h"
#include "core/sim/trace.h"

#include <algorithm>
#include <span>

namespace core {

// What a stretch of a row is coloured by.
enum class WorkClass : std::uint8_t {
    Forward,
    Recompute,
    Backward,
    WeightGradient,
    Sync,
    Optimizer,
    Product, // this and the next three of recorded traces: their names say what
    Attention,
    Copy,
    Other,
    Idle
};
constexpr int kWorkClassCount = 11;

// Asked of every span that is looked at.
[[nodiscard]] constexpr WorkClass workClassOf(const SpanTag &tag)
{
    using enum WorkClass;
    // In the order of SpanKind.
    constexpr WorkClass kClasses[kSpanKindCount] = {Forward,   Backward,  Backward,  WeightGradient,
                                                    Recompute, Optimizer, Idle,      Sync,
                                                    Other,     Product,   Attention, Copy};
    if (tag.kind == SpanKind::Wait && tag.cause == IdleCause::GradientSync)
        return Sync;
    return kClasses[static_cast<std::size_t>(tag.kind)];
}

// When at least one collective of the group of ranks runs.
[[nodiscard]] IntervalSet syncIntervals(const Trace &trace, int group);

// A stretch of a row with one colour.
struct WorkPiece
{
    TimeInterval time;
    WorkClass work = WorkClass::Idle;
    int microBatch = -1;
    std::size_t span = 0; // index into the trace
};

// Calls visit for the pieces of the row that overlap [begin, end), in order, without a gap. A wait
// for gradients is cut into sync while a collective runs and idle while none does.
template <class Visit>
void visitPieces(const Trace &trace, int row, std::span<const TimeInterval> sync,
                 TimeInterval range, Visit visit)
{
    const Trace::RowRange &rows = trace.rows[static_cast<std::size_t>(row)];
    if (rows.count == 0)
        return;
    std::size_t nextSync = 0;
    for (std::size_t i = trace.spanAt(row, range.begin); i < rows.first + rows.count; ++i) {
        const SpanTag tag = trace.tag[i];
        TimeInterval span{trace.begin[i], trace.end[i]};
        if (span.begin >= range.end)
            return;
        if (span.end <= span.begin)
            continue;
        const WorkClass work = workClassOf(tag);
        if (work != WorkClass::Sync || tag.kind != SpanKind::Wait) {
            const bool counted = work <= WorkClass::WeightGradient;
            visit(WorkPiece{span, work, counted ? static_cast<int>(tag.microBatch) : -1, i});
            continue;
        }
        while (nextSync < sync.size() && sync[nextSync].end <= span.begin)
            ++nextSync;
        for (; nextSync < sync.size() && sync[nextSync].begin < span.end; ++nextSync) {
            const TimeInterval busy{std::max(span.begin, sync[nextSync].begin),
                                    std::min(span.end, sync[nextSync].end)};
            if (busy.begin > span.begin)
                visit(WorkPiece{{span.begin, busy.begin}, WorkClass::Idle, -1, i});
            visit(WorkPiece{busy, WorkClass::Sync, -1, i});
            span.begin = busy.end;
            if (sync[nextSync].end > span.end)
                break;
        }
        if (span.begin < span.end)
            visit(WorkPiece{span, WorkClass::Idle, -1, i});
    }
}

} // namespace core
