// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/layout/timeline/timeline_layout.h"

#include "core/analysis/ideal_finish.h"
#include "ui/layout/timeline/timeline_bands.h"
#include "ui/layout/timeline/timeline_spans.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace ui {

namespace {

// Logical pixels at scale 1.
constexpr double kTallestRow = 44;
constexpr double kTallestOfOne = 80; // the height that nobody else needs
constexpr double kShortestRow = 2;
constexpr double kReadableRow = 10; // in which a number can still be read
constexpr double kThinLine = 2;
constexpr double kWithThinLine = 5; // height of a band that has room for one
constexpr double kRowGap = 5;
constexpr double kTickSpacing = 84;

double onPixel(double position, double ratio)
{
    return std::round(position * ratio) / ratio;
}

bool isStoppedByCut(const core::Trace &trace, int row)
{
    if (static_cast<std::size_t>(row) >= trace.waits.size())
        return false;
    const std::vector<core::WaitDetail> &waits = trace.waits[static_cast<std::size_t>(row)];
    return !waits.empty() && waits.back().cut;
}

TimelineRow rowOf(const core::RunView &run, int traceRow)
{
    const core::RowInfo &info = run.row(traceRow);
    TimelineRow row;
    row.traceRow = traceRow;
    row.label = info.label;
    row.stop = {run.trace().stop};
    row.device = info.devices.front();
    if (!info.replicas.empty()) {
        const auto [first, last] = std::ranges::minmax(info.replicas);
        row.replica = first;
        row.lastReplica = last;
    }
    row.pipelineRank = info.rank;
    row.ranks = run.trace().shape.ranks;
    if (isStoppedByCut(run.trace(), traceRow))
        row.problem = RowProblem::Cut;
    else if (info.speed < 1)
        row.problem = RowProblem::Slow;
    return row;
}

TimelineRow rowOfDevice(const core::RunView &run, int device)
{
    TimelineRow row = rowOf(run, run.rowOf(device));
    const core::RowInfo &info = run.row(row.traceRow);
    row.device = device;
    for (std::size_t i = 0; i < std::min(info.devices.size(), info.replicas.size()); ++i) {
        if (info.devices[i] == device)
            row.replica = info.replicas[i];
    }
    row.lastReplica = row.replica;
    return row;
}

// The gap shrinks before the rows do, to one pixel and at last to none.
double gapOf(double pitch, double scale)
{
    if (pitch < (kReadableRow + 1) * scale)
        return std::clamp(pitch - kShortestRow * scale, 0.0, scale);
    return std::clamp(pitch - kReadableRow * scale, scale, kRowGap * scale);
}

// Its slowest replica has a line along the foot of a band.
void placeThinLine(TimelineRow &row, const TimelineViewport &view)
{
    if (row.slowestRow < 0 || row.rect.height() < kWithThinLine * view.scale)
        return;
    const double height =
        std::max(1.0, std::round(kThinLine * view.scale * view.pixelRatio)) / view.pixelRatio;
    row.thin = row.rect;
    row.thin.setTop(row.rect.bottom() - height);
    row.rect.setBottom(row.thin.top() - 1 / view.pixelRatio);
}

// Where units of rows lie: one row each or, of two runs, two.
struct Pitch
{
    double unit = 0; // from one to the next
    double gap = 0;
    double height = 0; // of a row
    double within = 0; // between the two rows of a unit
};

Pitch pitchOf(const TimelineLayout &layout)
{
    const TimelineViewport &view = layout.viewport;
    const double body = view.body().height();
    const double scale = view.scale;
    const double rows = layout.twoRuns ? 2 : 1;
    // Low rows that are all seen at once rather than higher ones of which some are not.
    const double least = std::max(body / layout.rowCount, rows * view.shortestRow * scale);
    Pitch pitch;
    pitch.gap = gapOf(least, scale);
    const double tallest = layout.rowCount > 1 ? kTallestRow : kTallestOfOne;
    pitch.unit = std::min(least - pitch.gap, tallest * scale) + pitch.gap;
    // Units that scroll: as many as are seen, are seen whole.
    if (pitch.unit * layout.rowCount > body && body > pitch.unit)
        pitch.unit = body / std::floor(body / pitch.unit);
    pitch.within = layout.twoRuns && pitch.unit - pitch.gap > 3 * scale ? scale : 0;
    pitch.height = (pitch.unit - pitch.gap - pitch.within) / rows;
    return pitch;
}

// At most half of what is seen stays on top; the rest of them comes first of what is scrolled.
void countPinned(TimelineLayout &layout, const std::vector<TimelineRow> &rows, double unit)
{
    const auto most = static_cast<int>(layout.viewport.body().height() / std::max(1.0, unit) / 2);
    for (const TimelineRow &row : rows) {
        if (row.pinned)
            layout.pinnedCount = std::min(most, row.index + 1);
    }
}

// By how much rows that are not pinned are scrolled: below pinned ones by whole rows, so that none
// is seen in part above its place.
double scrollOf(const TimelineLayout &layout)
{
    const double hidden = layout.contentHeight - layout.viewport.body().height();
    const double scroll = std::clamp(layout.viewport.scroll, 0.0, std::max(0.0, hidden));
    const double pitch = layout.contentHeight / std::max(1, layout.rowCount);
    if (layout.pinnedCount == 0 || pitch <= 0)
        return scroll;
    return std::min(std::round(scroll / pitch), std::ceil(hidden / pitch - 1e-6)) * pitch;
}

// rows[i].index says which unit a row belongs to.
void placeRows(TimelineLayout &layout, std::vector<TimelineRow> rows)
{
    const TimelineViewport &view = layout.viewport;
    const QRectF body = view.body();
    layout.rowCount = rows.empty() ? 0 : rows.back().index + 1;
    if (rows.empty())
        return;
    const Pitch pitch = pitchOf(layout);
    layout.rowHeight = pitch.height;
    layout.contentHeight = pitch.unit * layout.rowCount;
    layout.rowsArea = body;
    layout.rowsArea.setHeight(std::min(body.height(), layout.contentHeight));
    countPinned(layout, rows, pitch.unit);
    const double scroll = scrollOf(layout);
    const double underPinned = body.top() + layout.pinnedCount * pitch.unit;
    for (TimelineRow &row : rows) {
        row.pinned = row.index < layout.pinnedCount;
        const double top = body.top() + row.index * pitch.unit + pitch.gap / 2 -
                           (row.pinned ? 0 : scroll) + row.run * (pitch.height + pitch.within);
        const double least = row.pinned ? body.top() : underPinned;
        if (top + layout.rowHeight <= least || top >= body.bottom())
            continue;
        const double from = onPixel(top, view.pixelRatio);
        // All of one height where the gap allows it: what has room in one has room in each.
        const bool even = pitch.gap * view.pixelRatio >= 1;
        const double to = even ? from + onPixel(layout.rowHeight, view.pixelRatio)
                               : onPixel(top + layout.rowHeight, view.pixelRatio);
        row.rect = QRectF(body.left(), from, body.width(), to - from);
        placeThinLine(row, view);
        layout.rows.push_back(row);
    }
}

bool hasSplitBackward(const core::Trace &trace)
{
    constexpr std::size_t kLookedAt = 4096; // spans
    const std::size_t count = std::min(trace.tag.size(), kLookedAt);
    return std::any_of(trace.tag.data(), trace.tag.data() + count, [](const core::SpanTag &tag) {
        return tag.kind == core::SpanKind::BackwardInput || tag.kind == core::SpanKind::Recompute;
    });
}

// Split backwards, recomputation, several chunks or two directions: then a cell says what it is.
bool kindsNeedNames(const core::RunView &run)
{
    const core::Snapshot *snapshot = run.snapshot();
    if (!snapshot) // a few thousand spans tell what there is
        return run.trace().shape.stages > run.trace().shape.ranks || hasSplitBackward(run.trace());
    const core::Plan &plan = snapshot->plan;
    if (plan.recomputes || plan.order.stages > plan.ranks() || plan.order.routes.size() > 1)
        return true;
    constexpr auto input = static_cast<std::size_t>(core::SpanKind::BackwardInput);
    return std::ranges::any_of(snapshot->metrics.rows, [](const core::RowMetrics &row) {
        return row.spent[input].count > 0;
    });
}

} // namespace

std::vector<TimelineRow> traceRows(const core::RunView &run)
{
    std::vector<TimelineRow> rows;
    const bool foldable = run.deviceCount() > kMostDeviceRows;
    if (!foldable && run.snapshot())
        return deviceRows(run);
    for (int traceRow = 0; traceRow < static_cast<int>(run.trace().info.size()); ++traceRow) {
        const core::RowInfo &info = run.row(traceRow);
        if (info.devices.empty())
            continue;
        rows.push_back(rowOf(run, traceRow));
        rows.back().deviceCount = static_cast<int>(info.devices.size());
    }
    return rows;
}

std::vector<TimelineRow> deviceRows(const core::RunView &run)
{
    if (!run.snapshot())
        return traceRows(run);
    std::vector<TimelineRow> rows;
    for (int device = 0; device < run.deviceCount(); ++device)
        rows.push_back(rowOfDevice(run, device));
    return rows;
}

std::vector<TimelineRow> timelineRows(const core::RunView &run)
{
    std::vector<TimelineRow> rows = traceRows(run);
    return run.deviceCount() <= kMostDeviceRows ? rows : withBands(run, rows);
}

int timelineRowOf(const core::RunView &run, const std::vector<TimelineRow> &rows, int device)
{
    const int traceRow = run.rowOf(device);
    int found = -1;
    for (std::size_t i = 0; i < rows.size(); ++i) {
        const TimelineRow &row = rows[i];
        if (row.deviceCount == 1 && row.device == device)
            return static_cast<int>(i);
        const bool inBand =
            std::ranges::find(row.parts, traceRow, &BandPart::traceRow) != row.parts.end();
        if (inBand || (row.traceRow == traceRow && row.deviceCount > 1))
            found = static_cast<int>(i);
    }
    return found;
}

QRectF unitRect(const TimelineLayout &layout, int index)
{
    const TimelineViewport &view = layout.viewport;
    const QRectF body = view.body();
    const double pitch = layout.contentHeight / std::max(1, layout.rowCount);
    const double scroll = index < layout.pinnedCount ? 0 : scrollOf(layout);
    return {body.left(), body.top() + index * pitch - scroll, body.width(), pitch};
}

namespace {

// What is said of micro-batches and of marks that a single run has.
void describeRuns(const TimelineRuns &runs, TimelineLayout &layout)
{
    const core::TraceShape &shape = runs.first.trace().shape;
    const core::Snapshot *snapshot = runs.first.snapshot();
    layout.twoRuns = runs.second.has_value();
    layout.stop = std::max(runs.stop(), runs.axisEnd);
    layout.numbers = {runs.first.deviceCount(), std::max(1, shape.replicas),
                      std::max(1, shape.microBatches)};
    layout.twoWays = snapshot && snapshot->plan.order.routes.size() > 1;
    layout.kindsNeedNames =
        kindsNeedNames(runs.first) || (runs.second && kindsNeedNames(*runs.second));
    if (snapshot && !runs.second)
        layout.ideal = idealFinish(*snapshot);
}

// By how many pixels the begin of the step has moved out of sight: 0 where all of it is seen.
int textureShift(const TimelineViewport &view)
{
    constexpr double kRepeats = 1 << 30;
    const double moved = static_cast<double>(view.begin.count) * view.pixelsPerNano();
    return -static_cast<int>(std::fmod(std::round(moved * view.pixelRatio), kRepeats));
}

} // namespace

TimelineLayout layoutTimeline(const TimelineRuns &runs, const TimelineViewport &viewport,
                              const RowArrangement &arrangement)
{
    const bool empty = runs.first.trace().rows.empty() || viewport.end <= viewport.begin;
    return layoutTimeline(runs, viewport,
                          empty ? std::vector<TimelineRow>() : arrangedRows(runs, arrangement));
}

TimelineLayout layoutTimeline(const TimelineRuns &runs, const TimelineViewport &viewport,
                              std::vector<TimelineRow> rows)
{
    return layoutSpans(runs, layoutFrame(runs, viewport, std::move(rows)));
}

TimelineLayout layoutFrame(const TimelineRuns &runs, const TimelineViewport &viewport,
                           std::vector<TimelineRow> rows)
{
    TimelineLayout layout;
    layout.viewport = viewport;
    layout.rowsArea = viewport.body();
    layout.textureShift = textureShift(viewport);
    describeRuns(runs, layout);
    if (runs.first.trace().rows.empty() || viewport.end <= viewport.begin)
        return layout;
    layout.grouped = !rows.empty() && rows.front().group.by != RowGrouping::None;
    nameBands(runs.first, 0, rows, layout);
    if (runs.second)
        nameBands(*runs.second, 1, rows, layout);
    placeRows(layout, std::move(rows));
    for (TimelineRow &row : layout.rows) {
        layout.largestNumber =
            std::max(layout.largestNumber,
                     layout.numbers.of(row.lastReplica, layout.numbers.microBatches - 1));
        row.pending = isPending(runs.of(row), row, layout);
        row.dense = row.parts.empty() && isDense(runs.of(row), row.traceRow, layout);
    }
    layout.ticks = timeTicks(viewport.begin, viewport.end, layout.stop, viewport.body().width(),
                             kTickSpacing * viewport.scale);
    return layout;
}

std::optional<TimelineHit> hitTimeline(const TimelineRuns &runs, const TimelineLayout &layout,
                                       const QPointF &position)
{
    const QRectF body = layout.viewport.body();
    if (position.x() < body.left() || position.x() >= body.right())
        return {};
    for (std::size_t i = 0; i < layout.rows.size(); ++i) {
        const TimelineRow &row = layout.rows[i];
        if (!row.rect.contains(position))
            continue;
        const core::Nanos time = layout.viewport.timeAt(position.x());
        const core::Trace &trace = runs.of(row).trace();
        if (time > row.stop || trace.rows[static_cast<std::size_t>(row.traceRow)].count == 0)
            return {};
        TimelineHit hit{static_cast<int>(i),
                        row.device,
                        trace.span(trace.spanAt(row.traceRow, time.count)),
                        {}};
        const WorkClass work = workClassOf(hit.span.tag);
        if (work <= WorkClass::WeightGradient)
            hit.batch = TimelineBatch{row.deviceCount > 1 ? -1 : row.replica,
                                      static_cast<int>(hit.span.tag.microBatch)};
        return hit;
    }
    return {};
}

} // namespace ui
