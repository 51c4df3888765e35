// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/layout/timeline/timeline_spans.h"

#include "core/analysis/breakdown.h"
#include "core/analysis/trace_index.h"
#include "core/runner/share_out.h"
#include "ui/layout/timeline/dense_rows.h"
#include "ui/layout/timeline/timeline_bands.h"
#include "ui/layout/timeline/timeline_pixels.h"

#include <algorithm>
#include <cmath>
#include <iterator>
#include <map>
#include <optional>

namespace ui {

namespace {

// Narrower pieces share their pixels with their neighbours; logical pixels at scale 1.
constexpr double kNarrowestCell = 3;
// In rows too low for outlines and gaps strips show as much, at a fraction of the work.
constexpr double kLowRow = 6;
constexpr double kNarrowestLowCell = 12;
constexpr double kSyncLineHeight = 3.5;
// Of a low row, so that the line leaves the foot of its numbers free.
constexpr double kSyncLineShare = 0.17;

class RowBuilder
{
public:
    RowBuilder(const core::RunView &run, const TimelineLayout &layout, int row, RowSpans &spans)
        : m_run(run), m_layout(layout), m_spans(spans), m_row(row), m_body(layout.viewport.body()),
          m_ratio(layout.viewport.pixelRatio),
          m_narrowest((layout.rowHeight < kLowRow * layout.viewport.scale ? kNarrowestLowCell
                                                                          : kNarrowestCell) *
                      layout.viewport.scale / layout.viewport.pixelsPerNano()),
          m_pixelsPerNano(layout.viewport.pixelsPerNano() * m_ratio),
          m_begin(
              roundedPixels(static_cast<double>(layout.viewport.begin.count) * m_pixelsPerNano) -
              m_body.left() * m_ratio)
    {
        const int traceRow = layout.rows[static_cast<std::size_t>(row)].traceRow;
        if (const core::Snapshot *snapshot = run.snapshot())
            m_exchange.emplace(snapshot->plan, snapshot->trace, static_cast<std::size_t>(traceRow));
    }

    void add(const WorkPiece &piece)
    {
        const double length = static_cast<double>(piece.time.end - piece.time.begin);
        if (length < m_narrowest) {
            spread(piece);
            return;
        }
        finishStrip();
        if (piece.work != WorkClass::Idle)
            addCell(piece);
    }

    void addSyncLine(TimeInterval time)
    {
        QRectF rect = rectOf(time);
        rect.setTop(rect.bottom() - syncLineHeight(rect.height(), m_layout.viewport.scale));
        if (!m_spans.syncLines.empty()) {
            TimelineSyncLine &last = m_spans.syncLines.back();
            if (last.row == m_row && rect.left() - last.rect.right() < 1) {
                last.rect.setRight(rect.right());
                return;
            }
        }
        m_spans.syncLines.push_back({rect, m_row});
    }

    void finishStrip()
    {
        if (m_stripHasWork) {
            TimelineStrip strip;
            const QRectF band = m_layout.rows[static_cast<std::size_t>(m_row)].rect;
            strip.rect = QRectF(m_stripBegin / m_ratio, band.top(),
                                static_cast<double>(m_pixels.size()) / m_ratio, band.height());
            strip.row = m_row;
            strip.pixels = ShareColumns(m_pixels);
            m_spans.strips.push_back(std::move(strip));
        }
        m_pixels.clear();
        m_stripHasWork = false;
    }

private:
    void addCell(const WorkPiece &piece)
    {
        const core::Trace &trace = m_run.trace();
        const core::SpanTag tag = trace.tag[piece.span];
        TimelineCell cell;
        cell.rect = rectOf(piece.time);
        cell.begin = {piece.time.begin};
        cell.end = {piece.time.end};
        cell.row = m_row;
        cell.microBatch = piece.microBatch;
        cell.work = piece.work;
        cell.kind = tag.kind;
        cell.exchange = exchangeOf(piece.span);
        // The piece itself may be cut to what is seen; its span is not.
        cell.beganBefore = trace.begin[piece.span] < m_layout.viewport.begin.count &&
                           piece.time.begin <= m_layout.viewport.begin.count;
        cell.endsLater = trace.end[piece.span] > m_layout.viewport.end.count &&
                         piece.time.end >= m_layout.viewport.end.count;
        if (piece.microBatch >= 0) {
            if (m_run.snapshot())
                addChunk(cell, m_run.snapshot()->plan, tag.stage);
            if (trace.pairedWithNext(piece.span))
                cell.join = CellJoin::WithNext;
            else if (piece.span > 0 && trace.pairedWithNext(piece.span - 1))
                cell.join = CellJoin::WithPrevious;
        }
        m_spans.cells.push_back(cell);
    }

    void addChunk(TimelineCell &cell, const core::Plan &plan, int stage) const
    {
        const int rank = m_layout.rows[static_cast<std::size_t>(m_row)].pipelineRank;
        cell.chunk = core::chunkNumber(plan, rank, stage);
        if (cell.chunk > 0)
            cell.chunks = static_cast<int>(plan.stagesOf[static_cast<std::size_t>(rank)].size());
        cell.upward = goesUp(plan.order, cell.microBatch);
    }

    [[nodiscard]] double exchangeOf(std::size_t span) const
    {
        return m_exchange ? m_exchange->of(span) : 0;
    }

    [[nodiscard]] static bool goesUp(const core::ScheduleOrder &order, int microBatch)
    {
        return order.routes.size() > 1 &&
               order.rankOf(0, microBatch) > order.rankOf(order.stages - 1, microBatch);
    }

    [[nodiscard]] QRectF rectOf(TimeInterval time) const
    {
        const double left = std::max(m_body.left(), pixelOf(time.begin) / m_ratio);
        const double right = std::min(m_body.right(), pixelOf(time.end) / m_ratio);
        const QRectF band = m_layout.rows[static_cast<std::size_t>(m_row)].rect;
        return {left, band.top(), std::max(0.0, right - left), band.height()};
    }

    // In device pixels. Views that lie whole pixels apart have the same parts of pixels.
    [[nodiscard]] double pixelOf(std::int64_t time) const
    {
        return static_cast<double>(time) * m_pixelsPerNano - m_begin;
    }

    // Adds the share of every device pixel that the piece covers.
    void spread(const WorkPiece &piece)
    {
        const double from = std::max(m_body.left() * m_ratio, pixelOf(piece.time.begin));
        const double to = std::min(m_body.right() * m_ratio, pixelOf(piece.time.end));
        if (to <= from)
            return;
        const int first = static_cast<int>(from); // neither is negative
        const int end = static_cast<int>(to) + (to > static_cast<int>(to) ? 1 : 0);
        if (m_pixels.empty())
            m_stripBegin = first;
        const int needed = end - m_stripBegin;
        if (needed > static_cast<int>(m_pixels.size()))
            m_pixels.resize(static_cast<std::size_t>(needed));
        const double exchange = exchangeOf(piece.span);
        for (int x = first; x < end; ++x) {
            const double covered = std::min(to, x + 1.0) - std::max(from, double(x));
            auto &shares = m_pixels[static_cast<std::size_t>(x - m_stripBegin)];
            shares[static_cast<std::size_t>(piece.work)] +=
                static_cast<float>(covered * (1 - exchange));
            if (exchange > 0)
                shares[static_cast<std::size_t>(WorkClass::Sync)] +=
                    static_cast<float>(covered * exchange);
        }
        m_stripHasWork = m_stripHasWork || piece.work != WorkClass::Idle;
    }

    core::RunView m_run;
    const TimelineLayout &m_layout;
    RowSpans &m_spans;
    int m_row;
    std::optional<core::ExchangeShares> m_exchange; // where a plan tells them
    QRectF m_body;
    double m_ratio;
    double m_narrowest;     // ns
    double m_pixelsPerNano; // device pixels
    double m_begin;         // of the picture, device pixels from the begin of the step
    int m_stripBegin = 0;   // device pixels
    bool m_stripHasWork = false;
    std::vector<ShareColumns::Shares> m_pixels;
};

// The parts of whole that none of holes covers; both sorted and disjoint.
std::vector<TimeInterval> without(std::span<const TimeInterval> whole,
                                  const std::vector<TimeInterval> &holes, TimeInterval range)
{
    std::vector<TimeInterval> rest;
    std::size_t hole = 0;
    for (TimeInterval part : whole) {
        part = {std::max(part.begin, range.begin), std::min(part.end, range.end)};
        while (hole < holes.size() && holes[hole].end <= part.begin)
            ++hole;
        for (std::size_t i = hole; i < holes.size() && holes[i].begin < part.end; ++i) {
            if (holes[i].begin > part.begin)
                rest.push_back({part.begin, holes[i].begin});
            part.begin = std::max(part.begin, holes[i].end);
        }
        if (part.begin < part.end)
            rest.push_back(part);
    }
    return rest;
}

} // namespace

double syncLineHeight(double rowHeight, double scale)
{
    return std::min(kSyncLineHeight * scale, kSyncLineShare * rowHeight);
}

bool isDense(const core::RunView &run, int traceRow, const TimelineLayout &layout)
{
    constexpr std::size_t kLowPixels = 6; // to a span: narrower ones are in strips anyway
    const TimelineViewport &view = layout.viewport;
    const bool low = layout.rowHeight < kLowRow * view.scale;
    const auto pixels = static_cast<std::size_t>(pixelsOf(layout).count);
    return core::isDense(run, traceRow, {view.begin.count, view.end.count},
                         low ? pixels / kLowPixels : pixels);
}

bool isPending(const core::RunView &run, const TimelineRow &row, const TimelineLayout &layout)
{
    const TimeInterval seen{layout.viewport.begin.count, layout.viewport.end.count};
    const auto isTooLong = [&](int traceRow) {
        return traceRow >= 0 && core::isTooLongToWalk(run, traceRow, seen);
    };
    return isTooLong(row.traceRow) || isTooLong(row.slowestRow) ||
           std::ranges::any_of(row.parts, isTooLong, &BandPart::traceRow);
}

namespace {

// What of the time in sight is laid out.
TimeInterval laidOutTime(const TimelineLayout &layout)
{
    const TimelineViewport &view = layout.viewport;
    TimeInterval range{view.begin.count, view.end.count};
    if (!layout.part)
        return range;
    // A run of narrow pieces looks the same from here on.
    constexpr double kBeside = 32; // logical pixels at scale 1
    const auto beside = static_cast<int>(std::ceil(kBeside * view.scale * view.pixelRatio));
    const PixelRange pixels = laidOutPixels(layout, beside);
    const TimeColumns columns = columnsOf(layout, pixels);
    const double end = columns.begin + columns.count * columns.each;
    range.begin = std::max(range.begin, static_cast<std::int64_t>(std::floor(columns.begin)));
    range.end = std::min(range.end, static_cast<std::int64_t>(std::ceil(end)));
    return range;
}

// When collectives run, by group.
class SyncTimes
{
public:
    explicit SyncTimes(const core::RunView &run) : m_run(run)
    {
        if (run.index())
            return;
        for (const core::RowInfo &info : run.trace().info) {
            if (!m_times.contains(info.group))
                m_times.emplace(info.group, syncIntervals(run.trace(), info.group));
        }
    }
    [[nodiscard]] std::span<const TimeInterval> of(int group) const
    {
        return m_run.index() ? m_run.index()->syncOf(group).intervals()
                             : m_times.at(group).intervals();
    }

private:
    core::RunView m_run;
    std::map<int, core::IntervalSet> m_times; // where there is no index
};

void layoutRow(const core::RunView &run, std::span<const TimeInterval> sync, int row,
               const TimelineLayout &layout, RowSpans &spans)
{
    const int traceRow = layout.rows[static_cast<std::size_t>(row)].traceRow;
    const TimeInterval range = laidOutTime(layout);
    RowBuilder builder(run, layout, row, spans);
    std::vector<TimeInterval> exposed;
    visitPieces(run.trace(), traceRow, sync, range, [&](const WorkPiece &piece) {
        builder.add(piece);
        if (piece.work == WorkClass::Sync)
            exposed.push_back(piece.time);
    });
    builder.finishStrip();
    for (const TimeInterval &beside : without(sync, exposed, range))
        builder.addSyncLine(beside);
}

// Cells, strips and lines of rows of one run.
class RowLayouts
{
public:
    RowLayouts(const core::RunView &run, int number, const TimelineLayout &frame)
        : m_run(run), m_number(number), m_frame(frame), m_times(run), m_columns(run, frame)
    {}

    void add(int at, RowSpans &spans) const
    {
        const TimelineRow &row = m_frame.rows[static_cast<std::size_t>(at)];
        if (row.run != m_number || row.pending)
            return;
        if (!row.parts.empty())
            layoutBand(m_run, at, m_frame, spans);
        else if (row.dense)
            layoutDenseRow(m_run, m_columns, at, m_frame, spans);
        else
            layoutRow(m_run, m_times.of(m_run.row(row.traceRow).group), at, m_frame, spans);
        if (!row.thin.isEmpty())
            layoutThinLine(m_run, at, m_frame, spans);
    }

private:
    core::RunView m_run;
    int m_number;
    const TimelineLayout &m_frame;
    SyncTimes m_times;
    DenseColumns m_columns;
};

// All pieces of one kind, in order.
template <class Piece>
void append(std::vector<Piece> &to, std::vector<RowSpans> &parts,
            std::vector<Piece> RowSpans::*pieces)
{
    std::size_t count = to.size();
    for (const RowSpans &part : parts)
        count += (part.*pieces).size();
    to.reserve(count);
    for (RowSpans &part : parts)
        std::ranges::move(part.*pieces, std::back_inserter(to));
}

// All rows of one run. Rows that stand together are made by one thread.
void layoutRows(const core::RunView &run, int number, TimelineLayout &layout)
{
    const RowLayouts rows(run, number, layout);
    const auto columns = static_cast<std::size_t>(std::max(1, laidOutPixels(layout).count));
    const std::size_t each = std::max<std::size_t>(1, kSharedPixels / columns);
    std::vector<RowSpans> parts((layout.rows.size() + each - 1) / each);
    core::shareOut(parts.size(), [&](std::size_t part) {
        const std::size_t end = std::min(layout.rows.size(), (part + 1) * each);
        for (std::size_t row = part * each; row < end; ++row)
            rows.add(static_cast<int>(row), parts[part]);
    });
    append(layout.cells, parts, &RowSpans::cells);
    append(layout.strips, parts, &RowSpans::strips);
    append(layout.syncLines, parts, &RowSpans::syncLines);
}

} // namespace

TimelineLayout layoutSpans(const TimelineRuns &runs, TimelineLayout frame,
                           std::optional<PixelColumns> part)
{
    frame.part = part;
    frame.cells.clear();
    frame.strips.clear();
    frame.syncLines.clear();
    layoutRows(runs.first, 0, frame);
    if (runs.second)
        layoutRows(*runs.second, 1, frame);
    return frame;
}

} // namespace ui
