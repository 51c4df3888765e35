// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/layout/timeline/timeline_bands.h"

#include "ui/layout/timeline/timeline_pixels.h"

#include <algorithm>
#include <cmath>
#include <iterator>
#include <map>
#include <utility>

namespace ui {

namespace {

bool isSlowRow(const core::RunView &run, int traceRow)
{
    return run.row(traceRow).ownSpeed < 1;
}

// When the last visit of a row ends.
std::int64_t lastWorkOf(const core::RunView &run, std::size_t row)
{
    if (run.snapshot())
        return run.snapshot()->metrics.rows[row].lastWork.count;
    const core::Trace &trace = run.trace();
    const core::Trace::RowRange range = trace.rows[row];
    for (std::size_t i = range.first + range.count; i-- > range.first;) {
        if (core::opOf(trace.tag[i].kind))
            return trace.end[i];
    }
    return 0;
}

// Of all rows of a class of replicas.
struct ClassPace
{
    double speed = 1; // of its slowest device
    std::int64_t end = 0;
};

// The class of replicas that sets the pace: the slowest device, else the latest end. -1: they are
// all one class.
int slowestClass(const core::RunView &run)
{
    std::map<int, ClassPace> classes;
    const std::vector<core::RowInfo> &rows = run.trace().info;
    for (std::size_t row = 0; row < rows.size(); ++row) {
        const bool leads = rows[row].lead < 0 || rows[row].lead == static_cast<int>(row);
        if (!leads || rows[row].stream != 0)
            continue;
        ClassPace &pace = classes[rows[row].replicaClass];
        pace.speed = std::min(pace.speed, rows[row].speed);
        pace.end = std::max(pace.end, lastWorkOf(run, row));
    }
    if (classes.size() < 2)
        return -1;
    return std::ranges::min_element(
               classes, {},
               [](const auto &each) { return std::pair(each.second.speed, -each.second.end); })
        ->first;
}

// The row of a class and a rank that its group follows; -1: it has none.
int leadOf(const core::RunView &run, int replicaClass, int rank)
{
    const std::vector<core::RowInfo> &rows = run.trace().info;
    for (std::size_t row = 0; row < rows.size(); ++row) {
        if (rows[row].replicaClass == replicaClass && rows[row].rank == rank &&
            rows[row].stream == 0 &&
            (rows[row].lead < 0 || rows[row].lead == static_cast<int>(row)))
            return static_cast<int>(row);
    }
    return -1;
}

// All rows of a stage in one.
TimelineRow bandOf(const std::vector<TimelineRow> &members)
{
    TimelineRow band = *std::ranges::max_element(members, {}, &TimelineRow::deviceCount);
    // Slow devices that are all of a stage have rows below it.
    const bool isSlow = band.problem == RowProblem::Slow && band.deviceCount > 1;
    if (members.size() == 1 && !isSlow)
        return band;
    band.deviceCount = 0;
    for (const TimelineRow &member : members) {
        band.parts.push_back({member.traceRow, member.deviceCount});
        band.deviceCount += member.deviceCount;
        if (member.problem == RowProblem::Cut)
            band.problem = member.problem;
    }
    if (band.problem == RowProblem::Slow) // its own row says so
        band.problem = RowProblem::None;
    return band;
}

// A row for each of its devices.
std::vector<TimelineRow> oneByOne(const core::RunView &run, const TimelineRow &row)
{
    const core::RowInfo &info = run.row(row.traceRow);
    std::vector<TimelineRow> rows(info.devices.size(), row);
    for (std::size_t i = 0; i < rows.size(); ++i) {
        rows[i].device = info.devices[i];
        rows[i].deviceCount = 1;
        if (i < info.replicas.size())
            rows[i].replica = rows[i].lastReplica = info.replicas[i];
    }
    return rows;
}

// So few slow devices that each has a row of its own; of more, those that are alike share one.
bool areNamed(const core::RunView &run, const std::vector<TimelineRow> &rows)
{
    constexpr int most = 16;
    int slow = 0;
    for (const TimelineRow &row : rows)
        slow += isSlowRow(run, row.traceRow) ? row.deviceCount : 0;
    return slow <= most;
}

} // namespace

std::vector<TimelineRow> withBands(const core::RunView &run, const std::vector<TimelineRow> &rows)
{
    const int slowest = slowestClass(run);
    const int ranks = run.trace().shape.ranks;
    const bool named = areNamed(run, rows);
    std::vector<TimelineRow> shown;
    for (int rank = 0; rank < ranks; ++rank) {
        std::vector<TimelineRow> members;
        std::vector<TimelineRow> slow;
        for (const TimelineRow &row : rows) {
            if (row.pipelineRank != rank)
                continue;
            const bool alone = isSlowRow(run, row.traceRow);
            if (alone && named)
                std::ranges::copy(oneByOne(run, row), std::back_inserter(slow));
            else if (alone)
                slow.push_back(row);
            // Without stages the others are alike, and the slow ones are below them.
            if (!alone || ranks > 1)
                members.push_back(row);
        }
        if (!members.empty()) {
            shown.push_back(bandOf(members));
            const int line = slowest < 0 ? -1 : leadOf(run, slowest, rank);
            const int lineClass = run.row(shown.back().traceRow).replicaClass;
            if (lineClass != slowest)
                shown.back().slowestRow = line;
        }
        for (TimelineRow &row : slow) {
            const bool same = !shown.empty() && shown.back().traceRow == row.traceRow &&
                              shown.back().device == row.device && shown.back().parts.empty();
            if (!same)
                shown.push_back(row);
        }
    }
    // More rows than a low window shows at once: a slow device is seen without scrolling.
    if (shown.size() > kMostDeviceRows)
        std::ranges::stable_partition(shown, [](const TimelineRow &row) {
            return row.problem == RowProblem::Slow && row.parts.empty();
        });
    return shown;
}

void nameBands(const core::RunView &run, int number, const std::vector<TimelineRow> &rows,
               TimelineLayout &layout)
{
    for (const TimelineRow &row : rows) {
        if (row.run != number || row.group.by != RowGrouping::None)
            continue;
        if (row.slowestRow >= 0) {
            const core::RowInfo &line = run.row(row.slowestRow);
            layout.slowestReplica = line.replicas.front();
            layout.slowestDevice = line.devices.front();
        }
        if (!row.parts.empty() || row.slowestRow >= 0) {
            layout.bandReplicas = run.trace().shape.ranks > 1 ? run.trace().shape.replicas : 0;
            layout.bandDevices = row.deviceCount;
        }
    }
}

void layoutBand(const core::RunView &run, int row, const TimelineLayout &layout, RowSpans &spans)
{
    const TimelineRow &band = layout.rows[static_cast<std::size_t>(row)];
    const PixelRange range = laidOutPixels(layout);
    ColumnShares shares(range.count);
    for (const BandPart &part : band.parts)
        addShares(run, part.traceRow, static_cast<double>(part.devices) / band.deviceCount,
                  columnsOf(layout, range), shares);
    addStrips(shares, range, band.rect, row, spans);
}

void layoutThinLine(const core::RunView &run, int row, const TimelineLayout &layout,
                    RowSpans &spans)
{
    const TimelineRow &band = layout.rows[static_cast<std::size_t>(row)];
    const PixelRange range = laidOutPixels(layout);
    ColumnShares shares(range.count);
    addShares(run, band.slowestRow, 1, columnsOf(layout, range), shares);
    addStrips(shares, range, band.thin, row, spans);
}

} // namespace ui
