// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/views/timeline/timeline_sheet.h"

#include "ui/layout/timeline/row_arrangement.h"
#include "ui/paint/timeline/area_painter.h"
#include "ui/paint/timeline/group_labels.h"
#include "ui/paint/timeline/pending_rows.h"
#include "ui/paint/timeline/timeline_marks_painter.h"
#include "ui/paint/timeline/timeline_painter.h"
#include "ui/paint/timeline/timeline_pairs.h"
#include "ui/paint/vector_device.h"
#include "ui/words/timeline_readout.h"

#include <QPainter>

#include <algorithm>
#include <cmath>
#include <utility>

namespace ui {

namespace {

bool canBeShown(const core::RunPtr &run)
{
    return run && run.trace().stop > 0 && !run.trace().rows.empty();
}

} // namespace

void TimelineSheet::setRuns(core::RunPtr first, core::RunPtr second)
{
    if (!canBeShown(first) && canBeShown(second))
        std::swap(first, second);
    m_first = std::move(first);
    m_second = canBeShown(m_first) && canBeShown(second) ? std::move(second) : core::RunPtr();
    m_path.forget();
    m_arranged.reset();
    m_history.clear();
    m_difference.reset();
    if (m_second)
        m_difference = core::stepDifference(m_first.view(), m_second.view());
    keepInSight();
}

void TimelineSheet::keepInSight()
{
    if (hasPicture())
        setViewport(m_fitted || m_viewport.begin >= stop() ? fitted(m_viewport, stop())
                                                           : panned(m_viewport, 0, stop()));
    invalidate();
}

void TimelineSheet::setAxisEnd(core::Nanos end)
{
    if (end == m_axisEnd)
        return;
    m_axisEnd = end;
    keepInSight();
}

void TimelineSheet::setLook(const Look &look)
{
    m_look = look;
    m_arranged.reset();
    invalidate();
}

void TimelineSheet::setOptions(const TimelineOptions &options)
{
    if (options != m_options)
        m_made = Made::Nothing;
    m_options = options;
    if (!options.criticalPath)
        m_path.forget();
}

void TimelineSheet::setTrail(const std::optional<TimelineBatch> &batch)
{
    m_trailBatch = batch;
    placeTrail();
}

void TimelineSheet::setSurface(const QSizeF &size, double pixelRatio)
{
    if (m_viewport.size == size && m_viewport.pixelRatio == pixelRatio)
        return;
    m_viewport.size = size;
    m_viewport.pixelRatio = pixelRatio;
    m_made = Made::Nothing;
}

void TimelineSheet::setViewport(const TimelineViewport &viewport)
{
    m_fitted = viewport.begin.count == 0 && viewport.end >= stop();
    const QSizeF size = m_viewport.size;
    m_viewport = viewport;
    m_viewport.size = size;
    m_made = Made::Nothing;
}

void TimelineSheet::goTo(const TimelineViewport &viewport, ViewHistory::Change change)
{
    m_history.leave(m_viewport, viewport, change);
    setViewport(viewport);
}

void TimelineSheet::goBack()
{
    if (const auto viewport = m_history.back(m_viewport))
        setViewport(*viewport);
}

void TimelineSheet::goForward()
{
    if (const auto viewport = m_history.forward(m_viewport))
        setViewport(*viewport);
}

void TimelineSheet::setArrangement(const RowArrangement &arrangement)
{
    if (arrangement == m_arrangement)
        return;
    m_arrangement = arrangement;
    m_arranged.reset();
    invalidate();
}

const TimelineSheet::Arranged &TimelineSheet::arranged() const
{
    if (!m_arranged) {
        std::vector<TimelineRow> rows = arrangedRows(runs(), m_arrangement);
        std::vector<TimelineRow> first = rows;
        std::erase_if(first, [](const TimelineRow &row) { return row.run != 0; });
        const double labels = timelineLabelWidth(rows, m_look);
        const double groups = groupLabelWidth(rows, m_look);
        m_arranged = {std::move(rows), std::move(first), labels, groups};
    }
    return *m_arranged;
}

const std::vector<TimelineRow> &TimelineSheet::firstRows() const
{
    static const std::vector<TimelineRow> none;
    return hasPicture() ? arranged().first : none;
}

void TimelineSheet::setScroll(double scroll)
{
    m_viewport.scroll = scroll;
    m_made = Made::Nothing;
}

void TimelineSheet::invalidate()
{
    m_made = Made::Nothing;
    m_layers.invalidate();
}

bool TimelineSheet::hasPicture() const
{
    return canBeShown(m_first);
}

bool TimelineSheet::isTooLarge() const
{
    return m_first.snapshot && !m_first.snapshot->metrics.fits;
}

core::Nanos TimelineSheet::stop() const
{
    return m_first ? std::max(runs().stop(), m_axisEnd) : core::Nanos{};
}

TimelineRuns TimelineSheet::runs() const
{
    TimelineRuns shown =
        m_second ? TimelineRuns(m_first.view(), m_second.view()) : TimelineRuns(m_first.view());
    shown.axisEnd = m_axisEnd;
    return shown;
}

const TimelineLayout &TimelineSheet::frame()
{
    if (m_made != Made::Nothing || !hasPicture())
        return m_layout;
    const TimelineRuns shown = runs();
    m_viewport.scale = m_look.scale;
    m_viewport.labelWidth = arranged().labelWidth;
    m_viewport.groupWidth = arranged().groupWidth;
    m_viewport.headRoom = m_second ? pairHeadRoom(m_look) : 0;
    m_viewport.noteWidth = m_second ? pairNoteWidth(m_look) : 0;
    m_layout = layoutFrame(shown, m_viewport, arranged().rows);
    const double hidden = std::ceil(m_layout.contentHeight - m_layout.rowsArea.height());
    m_viewport.scroll = std::clamp(m_viewport.scroll, 0.0, std::max(0.0, hidden));
    m_made = Made::Frame;
    m_parts = {};
    placeTrail();
    layoutMarks();
    return m_layout;
}

const TimelineLayout &TimelineSheet::layout()
{
    (void)frame();
    if (m_made == Made::Frame) {
        m_layout = layoutSpans(runs(), std::move(m_layout));
        m_made = Made::All;
    }
    return m_layout;
}

// The layout where these columns are laid out.
const TimelineLayout &TimelineSheet::part(const PixelColumns &columns)
{
    const double ratio = m_viewport.pixelRatio;
    const QRectF rows = m_layout.rowsArea;
    if (m_made == Made::All ||
        (columns.first <= rows.left() * ratio && columns.end >= rows.right() * ratio))
        return layout();
    for (const TimelineLayout &part : m_parts) {
        if (part.part && part.part->first <= columns.first && part.part->end >= columns.end)
            return part;
    }
    std::ranges::rotate(m_parts, m_parts.begin() + 1); // the oldest one goes
    m_parts.back() = layoutSpans(runs(), m_layout, columns);
    return m_parts.back();
}

void TimelineSheet::placeTrail()
{
    m_trail =
        m_trailBatch && hasPicture() ? trailOf(runs(), m_layout, *m_trailBatch) : TimelineTrail{};
}

QRect TimelineSheet::trailArea() const
{
    return ui::trailArea(m_layout, m_trail, m_look).toAlignedRect();
}

const core::Snapshot *TimelineSheet::marked() const
{
    return m_first.snapshot && !m_second ? m_first.snapshot.get() : nullptr;
}

const core::CriticalPath *TimelineSheet::criticalPath()
{
    return m_options.criticalPath ? m_path.of(m_first.snapshot) : nullptr;
}

void TimelineSheet::refreshMarks()
{
    if (m_made != Made::Nothing)
        layoutMarks();
}

void TimelineSheet::layoutMarks()
{
    const core::Snapshot *snapshot = marked();
    m_bubbleMarks = snapshot && m_options.bubble
                        ? bubbleMarks(*snapshot, m_layout, *m_options.bubble)
                        : BubbleMarks{};
    const core::CriticalPath *path = snapshot ? criticalPath() : nullptr;
    m_pathMarks = path ? pathMarks(*path, m_layout) : PathMarks{};
    m_notes = m_difference ? differenceNotes(runs(), m_layout, *m_difference)
                           : std::vector<DifferenceNote>();
}

QStringList TimelineSheet::readout()
{
    const core::Snapshot *snapshot = marked();
    if (!hasPicture() || !snapshot)
        return {};
    QStringList lines = readoutLines(*snapshot, m_options, criticalPath());
    if (m_path.progress())
        lines.append(pathUnderWay(*m_path.progress()));
    return lines;
}

// Whose row is marked: the selected device's, or that of the band which it is a part of.
std::optional<int> TimelineSheet::markedDevice(std::optional<int> selected) const
{
    const core::RunView run = m_first.view();
    if (!selected || *selected >= run.deviceCount())
        return {};
    const std::vector<TimelineRow> &rows = firstRows();
    const int row = arrangedRowOf(run, rows, *selected);
    return row < 0 ? std::nullopt : std::optional(rows[static_cast<std::size_t>(row)].device);
}

TimelineLayers::Content TimelineSheet::content(const Accents &accents)
{
    return {
        frame(), markedDevice(accents.selectedDevice), m_look,
        [this](const PixelColumns &columns) -> const TimelineLayout & { return part(columns); }};
}

void TimelineSheet::paintBase(QPainter &painter, const Accents &accents)
{
    const TimelineLayers::Content shown = content(accents);
    if (paintsVectors(painter) || !m_layers.follows(shown.frame))
        m_layers.paintOnce(painter, shown, accents.moment);
    else
        m_layers.paint(painter, shown, accents.moment);
}

std::optional<QRegion> TimelineSheet::overRows(const Accents &accents) const
{
    return ui::overRows(m_layout, accents, m_options, trailArea(), m_look);
}

std::optional<TimelineMove> TimelineSheet::follow(const Accents &accents)
{
    if (!hasPicture())
        return {};
    const std::optional<QRegion> before = overRows(accents);
    const std::optional<TimelineLayers::Kept> kept = m_layers.follow(content(accents));
    return moveOf(m_layout, kept, before, overRows(accents));
}

void TimelineSheet::paint(QPainter &painter, const Accents &accents)
{
    paintBase(painter, accents);
    paintPendingWords(painter, m_layout, m_look);
    paintBandSentence(painter, m_layout, accents.moment, m_look);
    paintBubbleMarks(painter, m_layout, m_bubbleMarks, m_look);
    paintPathMarks(painter, m_layout, m_pathMarks, m_look);
    if (m_difference)
        paintDifference(painter, m_layout, m_notes, *m_difference, m_look);
    paintTrail(painter, m_layout, m_trail, m_look);
    if (accents.hits)
        paintHits(painter, m_layout, *accents.hits, m_look);
    if (accents.area)
        paintArea(painter, m_layout, *accents.area, m_look);
    if (accents.measure)
        paintMeasure(painter, m_layout, accents.measure->interval(),
                     stretchSentence(m_first.view(), accents.measure->interval()), m_look);
    if (accents.endBefore)
        paintEndBefore(painter, m_layout, *accents.endBefore, accents.moment, m_look);
    if (accents.end)
        paintEnd(painter, m_layout, *accents.end, m_look);
    paintPlayhead(painter, m_layout, accents.moment, m_look);
}

// What the playhead leaves, crosses and enters, and the cells that it cut or cuts.
std::optional<QRect> TimelineSheet::movedArea(core::Nanos from, core::Nanos to,
                                              bool withEndBefore) const
{
    const double centre = m_layout.rowsArea.center().x();
    const bool crosses = (m_viewport.xOf(from) < centre) != (m_viewport.xOf(to) < centre);
    // What gives way to the label of the playhead: that of the end before, the words above bands.
    if (m_made != Made::All || withEndBefore || crosses)
        return {};
    QRectF area = playheadArea(m_layout, from, m_look).united(playheadArea(m_layout, to, m_look));
    for (const TimelineCell &cell : m_layout.cells) {
        if ((cell.begin <= from && cell.end >= from) || (cell.begin <= to && cell.end >= to))
            area = area.united(cell.rect.adjusted(-2, 0, 2, 0));
    }
    return area.toAlignedRect();
}

} // namespace ui
