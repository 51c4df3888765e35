// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/layout/timeline/timeline_shares.h"

#include "core/analysis/breakdown.h"
#include "core/analysis/trace_index.h"

#include <algorithm>
#include <cmath>
#include <optional>
#include <span>

namespace ui {

namespace {

constexpr auto kSync = static_cast<std::size_t>(WorkClass::Sync);

core::TimeInterval wholeOf(const core::RunView &run, const TimeColumns &columns)
{
    const auto at = [&](int column) {
        return std::clamp<std::int64_t>(std::llround(columns.begin + column * columns.each), 0,
                                        run.trace().stop);
    };
    return {at(0), at(columns.count)};
}

void addWalked(const core::RunView &run, int traceRow, double weight, const TimeColumns &columns,
               ColumnShares &shares)
{
    std::optional<core::ExchangeShares> exchanges; // where a plan tells them
    if (const core::Snapshot *snapshot = run.snapshot())
        exchanges.emplace(snapshot->plan, snapshot->trace, static_cast<std::size_t>(traceRow));
    const core::IntervalSet sync = core::syncIntervals(run.trace(), run.row(traceRow).group);
    const auto columnOf = [&](std::int64_t time) {
        return (static_cast<double>(time) - columns.begin) / columns.each;
    };
    core::visitPieces(
        run.trace(), traceRow, sync.intervals(), wholeOf(run, columns),
        [&](const core::WorkPiece &piece) {
            const double exchange = exchanges ? exchanges->of(piece.span) : 0;
            const double from = std::max(0.0, columnOf(piece.time.begin));
            const double to = std::min<double>(columns.count, columnOf(piece.time.end));
            for (int x = static_cast<int>(from); x < to; ++x) {
                const double covered = weight * (std::min(to, x + 1.0) - std::max(from, double(x)));
                WorkShares &column = shares.work[static_cast<std::size_t>(x)];
                column[static_cast<std::size_t>(piece.work)] += covered * (1 - exchange);
                column[kSync] += covered * exchange;
            }
        });
}

} // namespace

std::vector<std::int64_t> momentsOf(const core::RunView &run, const TimeColumns &columns)
{
    const core::TimeInterval whole = wholeOf(run, columns);
    std::vector<std::int64_t> moments(static_cast<std::size_t>(columns.count) + 1, whole.begin);
    for (int column = 1; column <= columns.count; ++column) {
        // Of positive numbers this rounds, and at once.
        const auto end = static_cast<std::int64_t>(columns.begin + column * columns.each + 0.5);
        moments[static_cast<std::size_t>(column)] = std::min(whole.end, end);
    }
    return moments;
}

namespace {

void addDense(const core::RunView &run, int traceRow, double weight, const TimeColumns &columns,
              ColumnShares &shares)
{
    const core::RowSums sums(run, *run.index(), traceRow);
    const std::span<const WorkClass> kinds = run.index()->kinds();
    core::visitStretches(
        sums, momentsOf(run, columns),
        [&](std::size_t at, core::TimeInterval time, const core::WorkTimes &spent) {
            const double share = weight / static_cast<double>(time.length());
            for (const WorkClass kind : kinds) {
                const auto work = static_cast<std::size_t>(kind);
                shares.work[at][work] += static_cast<double>(spent.of[work]) * share;
            }
        });
}

} // namespace

void addShares(const core::RunView &run, int traceRow, double weight, const TimeColumns &columns,
               ColumnShares &shares)
{
    if (columns.count <= 0 || core::isTooLongToWalk(run, traceRow, wholeOf(run, columns)))
        return;
    const bool dense = core::isDense(run, traceRow, wholeOf(run, columns),
                                     static_cast<std::size_t>(columns.count));
    (dense ? addDense : addWalked)(run, traceRow, weight, columns, shares);
}

std::vector<WorkShares> workShares(const core::RunView &run, int columns)
{
    ColumnShares shares(std::max(0, columns));
    const core::Trace &trace = run.trace();
    if (columns <= 0 || trace.stop <= 0 || trace.rows.empty())
        return shares.work;
    // Of recordings every stream counts; of others that is the number of devices.
    double devices = 0;
    for (const core::RowInfo &row : trace.info)
        devices += static_cast<double>(row.devices.size());
    devices = std::max(1.0, devices);
    const TimeColumns step = {0, static_cast<double>(trace.stop) / columns, columns};
    for (std::size_t row = 0; row < trace.rows.size(); ++row)
        addShares(run, static_cast<int>(row),
                  static_cast<double>(trace.info[row].devices.size()) / devices, step, shares);
    return shares.work;
}

} // namespace ui
