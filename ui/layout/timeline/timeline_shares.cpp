// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/layout/timeline/timeline_shares.h"

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
        const std::vector<TimeInterval> sync = syncIntervals(trace, info.group);
        visitPieces(
            trace, static_cast<int>(row), sync, {0, trace.stop},
            [&](const WorkPiece &piece) { spreadShares(piece, columnsPerNano, weight, shares); });
    }
    return shares;
}

} // namespace ui
