// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/layout/timeline/timeline_layout.h"

#include "core/analysis/ideal_finish.h"
#include "ui/layout/timeline/timeline_bands.h"
#include "ui/layout/timeline/timeline_spans.h"

#include <algorithm>
#include <cmath>

namespace ui {

namespace {

// Logical pixels at scale 1.
constexpr double kTallestRow = 44;
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

TimelineRow rowOfDevice(const core::Snapshot &snapshot, int device)
{
    TimelineRow row;
    row.device = device;
    row.traceRow = snapshot.rowOf(device);
    const core::RowPlan &plan = snapshot.plan.rows[static_cast<std::size_t>(row.traceRow)];
    for (std::size_t i = 0; i < plan.devices.size(); ++i) {
        if (plan.devices[i] == device)
            row.replica = plan.replicas[i];
    }
    row.pipelineRank = plan.pipelineRank;
    row.ranks = snapshot.plan.ranks();
    if (isStoppedByCut(snapshot.trace, row.traceRow))
        row.problem = RowProblem::Cut;
    else if (plan.speed < 1)
        row.problem = RowProblem::Slow;
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

void placeRows(TimelineLayout &layout, std::vector<TimelineRow> rows)
{
    const TimelineViewport &view = layout.viewport;
    const QRectF body = view.body();
    layout.rowCount = static_cast<int>(rows.size());
    if (rows.empty())
        return;
    const double scale = view.scale;
    const double share = body.height() / static_cast<double>(rows.size());
    // Low rows that are all seen at once rather than higher ones of which some are not.
    const double least = std::max(share, view.shortestRow * scale);
    const double gap = gapOf(least, scale);
    layout.rowHeight = std::min(least - gap, kTallestRow * scale);
    double pitch = layout.rowHeight + gap;
    // Rows that scroll: as many as are seen, are seen whole.
    if (pitch * static_cast<double>(rows.size()) > body.height() && body.height() > pitch) {
        pitch = body.height() / std::floor(body.height() / pitch);
        layout.rowHeight = pitch - gap;
    }
    layout.contentHeight = pitch * static_cast<double>(rows.size());
    layout.rowsArea = body;
    layout.rowsArea.setHeight(std::min(body.height(), layout.contentHeight));
    const double scroll =
        std::clamp(view.scroll, 0.0, std::max(0.0, layout.contentHeight - body.height()));
    for (std::size_t i = 0; i < rows.size(); ++i) {
        const double top = body.top() + static_cast<double>(i) * pitch + gap / 2 - scroll;
        if (top + layout.rowHeight <= body.top() || top >= body.bottom())
            continue;
        const double from = onPixel(top, view.pixelRatio);
        const double to = onPixel(top + layout.rowHeight, view.pixelRatio);
        rows[i].index = static_cast<int>(i);
        rows[i].rect = QRectF(body.left(), from, body.width(), to - from);
        placeThinLine(rows[i], view);
        layout.rows.push_back(rows[i]);
    }
}

// Split backwards, recomputation, several chunks or two directions: then a cell says what it is.
bool kindsNeedNames(const core::Snapshot &snapshot)
{
    const core::Plan &plan = snapshot.plan;
    if (plan.recomputes || plan.order.stages > plan.ranks() || plan.order.routes.size() > 1)
        return true;
    constexpr auto input = static_cast<std::size_t>(core::SpanKind::BackwardInput);
    return std::ranges::any_of(snapshot.metrics.rows, [](const core::RowMetrics &row) {
        return row.spent[input].count > 0;
    });
}

} // namespace

WorkClass workClassOf(const core::SpanTag &tag)
{
    using enum WorkClass;
    // In the order of SpanKind.
    constexpr WorkClass classes[core::kSpanKindCount] = {
        Forward, Backward, Backward, WeightGradient, Recompute, Optimizer, Idle, Sync, Other};
    if (tag.kind == core::SpanKind::Wait && tag.cause == core::IdleCause::GradientSync)
        return Sync;
    return classes[static_cast<std::size_t>(tag.kind)];
}

std::vector<TimelineRow> traceRows(const core::Snapshot &snapshot)
{
    std::vector<TimelineRow> rows;
    if (snapshot.deviceCount() <= kMostDeviceRows) {
        for (int device = 0; device < snapshot.deviceCount(); ++device)
            rows.push_back(rowOfDevice(snapshot, device));
        return rows;
    }
    for (const core::RowPlan &plan : snapshot.plan.rows) {
        if (plan.devices.empty())
            continue;
        rows.push_back(rowOfDevice(snapshot, plan.devices.front()));
        rows.back().deviceCount = static_cast<int>(plan.devices.size());
    }
    return rows;
}

std::vector<TimelineRow> timelineRows(const core::Snapshot &snapshot)
{
    std::vector<TimelineRow> rows = traceRows(snapshot);
    return snapshot.deviceCount() <= kMostDeviceRows ? rows : withBands(snapshot, rows);
}

int timelineRowOf(const core::Snapshot &snapshot, const std::vector<TimelineRow> &rows, int device)
{
    const int traceRow = snapshot.rowOf(device);
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

TimelineLayout layoutTimeline(const core::Snapshot &snapshot, const TimelineViewport &viewport)
{
    TimelineLayout layout;
    layout.viewport = viewport;
    layout.stop = {snapshot.trace.stop};
    layout.rowsArea = viewport.body();
    layout.microBatches = std::max(1, snapshot.plan.order.microBatches);
    layout.batchCount = layout.microBatches * std::max(1, snapshot.plan.replicas);
    layout.twoWays = snapshot.plan.order.routes.size() > 1;
    layout.kindsNeedNames = kindsNeedNames(snapshot);
    if (snapshot.trace.rows.empty() || viewport.end <= viewport.begin)
        return layout;
    std::vector<TimelineRow> rows = timelineRows(snapshot);
    nameBands(snapshot, rows, layout);
    placeRows(layout, std::move(rows));
    for (const TimelineRow &row : layout.rows)
        layout.largestNumber =
            std::max(layout.largestNumber, (row.replica + 1) * layout.microBatches);
    layout.ticks = timeTicks(viewport.begin, viewport.end, layout.stop, viewport.body().width(),
                             kTickSpacing * viewport.scale);
    layout.ideal = idealFinish(snapshot);
    std::vector<std::vector<TimeInterval>> sync(static_cast<std::size_t>(snapshot.plan.ranks()));
    for (std::size_t rank = 0; rank < sync.size(); ++rank)
        sync[rank] = syncIntervals(snapshot.trace, snapshot.plan.syncGroup(static_cast<int>(rank)));
    for (std::size_t row = 0; row < layout.rows.size(); ++row) {
        const auto traceRow = static_cast<std::size_t>(layout.rows[row].traceRow);
        const auto rank = static_cast<std::size_t>(snapshot.plan.rows[traceRow].pipelineRank);
        if (layout.rows[row].parts.empty())
            layoutRowSpans(snapshot, sync[rank], static_cast<int>(row), layout);
        else
            layoutBand(snapshot, sync[rank], static_cast<int>(row), layout);
        if (!layout.rows[row].thin.isEmpty())
            layoutThinLine(snapshot, sync[rank], static_cast<int>(row), layout);
    }
    return layout;
}

std::optional<TimelineHit> hitTimeline(const core::Snapshot &snapshot, const TimelineLayout &layout,
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
        const core::Trace &trace = snapshot.trace;
        if (trace.rows[static_cast<std::size_t>(row.traceRow)].count == 0)
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
