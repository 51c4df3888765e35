// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/layout/timeline/timeline_shares.h"

#include "core/analysis/trace_index.h"
#include "ui/layout/timeline/timeline_spans.h"

#include <algorithm>
#include <cmath>

namespace ui {

namespace {

using Shares = std::vector<std::array<double, kWorkClassCount>>;

// Adds weight times the covered part of every column.
void spreadShares(const WorkPiece &piece, double columnsPerNano, double weight, Shares &shares)
{
    const double from = static_cast<double>(piece.time.begin) * columnsPerNano;
    const double to = static_cast<double>(piece.time.end) * columnsPerNano;
    const int last = static_cast<int>(shares.size()) - 1;
    for (int x = std::clamp(static_cast<int>(from), 0, last); x <= last && x < to; ++x) {
        const double covered = std::min(to, x + 1.0) - std::max(from, static_cast<double>(x));
        shares[static_cast<std::size_t>(x)][static_cast<std::size_t>(piece.work)] +=
            std::max(0.0, covered) * weight;
    }
}

void addIndexed(const core::RunView &run, int row, double weight, Shares &shares)
{
    const core::RowSums sums(run, *run.index(), row);
    const auto stop = static_cast<double>(run.trace().stop);
    const auto columns = static_cast<double>(shares.size());
    std::int64_t begin = 0;
    core::WorkTimes before;
    for (std::size_t x = 0; x < shares.size(); ++x) {
        const std::int64_t end = std::max<std::int64_t>(
            begin + 1, std::llround(stop * static_cast<double>(x + 1) / columns));
        const core::WorkTimes after = sums.upTo(end);
        const core::WorkTimes spent = after - before;
        for (std::size_t work = 0; work < spent.of.size(); ++work)
            shares[x][work] +=
                static_cast<double>(spent.of[work]) / static_cast<double>(end - begin) * weight;
        begin = end;
        before = after;
    }
}

} // namespace

Shares workShares(const core::RunView &run, int columns)
{
    Shares shares(static_cast<std::size_t>(std::max(0, columns)));
    const core::Trace &trace = run.trace();
    if (columns <= 0 || trace.stop <= 0 || trace.rows.empty())
        return shares;
    const double columnsPerNano = columns / static_cast<double>(trace.stop);
    // Of recordings every stream counts; of others that is the number of devices.
    double devices = 0;
    for (const core::RowInfo &row : trace.info)
        devices += static_cast<double>(row.devices.size());
    devices = std::max(1.0, devices);
    for (std::size_t row = 0; row < trace.rows.size(); ++row) {
        const core::RowInfo &info = trace.info[row];
        const double weight = static_cast<double>(info.devices.size()) / devices;
        if (run.index() && run.index()->hasRow(static_cast<int>(row)) && trace.stop >= columns) {
            addIndexed(run, static_cast<int>(row), weight, shares);
            continue;
        }
        const std::vector<TimeInterval> sync = syncIntervals(trace, info.group);
        visitPieces(
            trace, static_cast<int>(row), sync, {0, trace.stop},
            [&](const WorkPiece &piece) { spreadShares(piece, columnsPerNano, weight, shares); });
    }
    return shares;
}

} // namespace ui
