// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/views/timeline/timeline_view.h"
#include "ui/words/timeline_readout.h"

#include "core/base/text.h"
#include "ui/paint/primitives.h"
#include "ui/paint/timeline/timeline_marks_painter.h"
#include "ui/paint/timeline/timeline_overlays.h"
#include "ui/paint/timeline/timeline_painter.h"
#include "ui/paint/timeline/timeline_rows.h"

#include <QPaintEvent>
#include <QPainter>

#include <algorithm>
#include <cmath>

namespace ui {

TimelineView::TimelineView(QWidget *parent) : QWidget(parent), m_scrollBar(Qt::Vertical, this)
{
    installAccessibleItems(); // before a name is given, which makes it known
    setMouseTracking(true);
    setFocusPolicy(Qt::StrongFocus);
    setAttribute(Qt::WA_OpaquePaintEvent);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Expanding);
    setAccessibleName(tr("Timeline"));
    setWhatsThis(
        tr("One row per GPU, time from left to right; hatched is idle. Drag moves the "
           "playhead, the wheel zooms, Shift and wheel pans, a double click shows all, Ctrl "
           "and drag measures. The dash-dot line is when the busiest GPU would be done if it "
           "never waited."));
    m_scrollBar.hide();
    connect(&m_scrollBar, &QScrollBar::valueChanged, this, [this](int value) {
        m_viewport.scroll = value;
        invalidate();
    });
}

QSize TimelineView::sizeHint() const
{
    return {m_look.ipx(1000), m_look.ipx(190)};
}

QSize TimelineView::minimumSizeHint() const
{
    return {m_look.ipx(240), m_look.ipx(90)};
}

bool TimelineView::hasPicture() const
{
    return m_snapshot && m_snapshot->trace.stop > 0 && !m_snapshot->trace.rows.empty();
}

core::Nanos TimelineView::stop() const
{
    return {m_snapshot ? m_snapshot->trace.stop : 0};
}

void TimelineView::setSnapshot(const core::SnapshotPtr &snapshot)
{
    m_snapshot = snapshot;
    m_path.reset();
    m_hover.reset();
    m_measure.reset();
    if (hasPicture()) {
        if (m_fitted || m_viewport.begin >= stop())
            fit();
        else
            m_viewport = panned(m_viewport, 0, stop());
    }
    updateDescription();
    invalidate();
}

void TimelineView::setMoment(core::Nanos moment)
{
    if (moment == m_moment)
        return;
    const core::Nanos before = m_moment;
    m_moment = moment;
    if (!hasPicture())
        return;
    // A zoomed-in view turns the page when the playhead leaves it.
    if (m_drag == Drag::None && !m_fitted &&
        (moment < m_viewport.begin || moment > m_viewport.end)) {
        const double x = m_viewport.xOf(moment) - m_viewport.body().left();
        setViewport(panned(m_viewport, x - m_viewport.body().width() / 10, stop()));
        return;
    }
    updateMovedArea(before, moment);
}

void TimelineView::setLook(const Look &look)
{
    m_look = look;
    m_scrollBar.setLook(look);
    updateGeometry();
    invalidate();
}

void TimelineView::setSelectedDevice(std::optional<int> device)
{
    if (device == m_selectedDevice)
        return;
    m_selectedDevice = device;
    showSelectedRow();
    if (device && hasPicture()) {
        const int row = timelineRowOf(*m_snapshot, timelineRows(*m_snapshot), *device);
        if (row >= 0)
            announceItem(this, row);
    }
    invalidate();
}

void TimelineView::showSelectedRow()
{
    if (!m_selectedDevice || !hasPicture() || !m_scrollBar.isVisible())
        return;
    const int row = timelineRowOf(*m_snapshot, timelineRows(*m_snapshot), *m_selectedDevice);
    if (row < 0)
        return;
    const double pitch = m_layout.contentHeight / std::max(1, m_layout.rowCount);
    const double top = row * pitch;
    const double area = m_layout.rowsArea.height();
    if (top < m_viewport.scroll)
        m_scrollBar.setValue(static_cast<int>(std::floor(top)));
    else if (top + pitch > m_viewport.scroll + area)
        m_scrollBar.setValue(static_cast<int>(std::ceil(top + pitch - area)));
}

// Whose row is marked: the selected device's, or that of the band which it is a part of.
std::optional<int> TimelineView::markedDevice() const
{
    if (!m_selectedDevice || !hasPicture() || *m_selectedDevice >= m_snapshot->deviceCount())
        return {};
    const std::vector<TimelineRow> rows = timelineRows(*m_snapshot);
    const int row = timelineRowOf(*m_snapshot, rows, *m_selectedDevice);
    return row < 0 ? std::nullopt : std::optional(rows[static_cast<std::size_t>(row)].device);
}

void TimelineView::fit()
{
    m_fitted = true;
    setViewport(fitted(m_viewport, stop()));
}

void TimelineView::zoomIn()
{
    zoom(1.5, zoomCentre());
}

void TimelineView::zoomOut()
{
    zoom(1 / 1.5, zoomCentre());
}

double TimelineView::zoomCentre() const
{
    if (m_pointer && m_viewport.body().contains(*m_pointer))
        return m_pointer->x();
    return m_viewport.xOf(std::clamp(m_moment, m_viewport.begin, m_viewport.end));
}

void TimelineView::zoom(double factor, double x)
{
    if (!hasPicture())
        return;
    setViewport(zoomed(m_viewport, factor, x, stop()));
}

void TimelineView::setViewport(const TimelineViewport &viewport)
{
    m_fitted = viewport.begin.count == 0 && viewport.end >= stop();
    m_viewport = viewport;
    invalidate();
}

void TimelineView::invalidate()
{
    m_dirty = true;
    update();
}

const TimelineLayout &TimelineView::timelineLayout()
{
    ensureLayout();
    return m_layout;
}

void TimelineView::ensureLayout()
{
    if (m_viewport.pixelRatio != devicePixelRatioF())
        m_dirty = true;
    if (!m_dirty || !hasPicture())
        return;
    m_viewport.size = size();
    m_viewport.scale = m_look.scale;
    m_viewport.pixelRatio = devicePixelRatioF();
    m_viewport.labelWidth = timelineLabelWidth(*m_snapshot, m_look);
    m_layout = layoutTimeline(*m_snapshot, m_viewport);
    m_dirty = false;
    m_layered = false;
    updateScrollBar();
    updateTrail();
    layoutMarks();
}

void TimelineView::ensureLayers()
{
    if (m_layered)
        return;
    const QSize pixels = (QSizeF(size()) * m_viewport.pixelRatio).toSize();
    const auto paintLayer = [&](QImage &layer, core::Nanos moment) {
        if (layer.size() != pixels)
            layer = QImage(pixels, QImage::Format_RGB32);
        layer.setDevicePixelRatio(m_viewport.pixelRatio);
        QPainter painter(&layer);
        paintTimeline(painter, m_layout, moment, markedDevice(), m_look);
    };
    paintLayer(m_pastLayer, stop());
    paintLayer(m_futureLayer, {-1});
    m_layered = true;
}

void TimelineView::setOptions(const TimelineOptions &options)
{
    if (options == m_options)
        return;
    m_options = options;
    invalidate();
}

const core::CriticalPath &TimelineView::criticalPath()
{
    if (!m_path)
        m_path = core::criticalPath(*m_snapshot);
    return *m_path;
}

void TimelineView::layoutMarks()
{
    m_bubbleMarks =
        m_options.bubble ? bubbleMarks(*m_snapshot, m_layout, *m_options.bubble) : BubbleMarks{};
    m_pathMarks = m_options.criticalPath ? pathMarks(criticalPath(), m_layout) : PathMarks{};
}

QStringList TimelineView::readout()
{
    if (!hasPicture())
        return {};
    return readoutLines(*m_snapshot, m_options, m_options.criticalPath ? &criticalPath() : nullptr);
}

void TimelineView::updateScrollBar()
{
    const QRectF area = m_layout.rowsArea;
    const int hidden = static_cast<int>(std::ceil(m_layout.contentHeight - area.height()));
    const QSignalBlocker blocker(m_scrollBar);
    m_scrollBar.setRange(0, std::max(0, hidden));
    m_scrollBar.setPageStep(static_cast<int>(area.height()));
    m_scrollBar.setSingleStep(static_cast<int>(m_layout.rowHeight));
    m_scrollBar.setValue(static_cast<int>(m_viewport.scroll));
    m_viewport.scroll = std::min(m_viewport.scroll, static_cast<double>(std::max(0, hidden)));
    const int width = m_look.ipx(10);
    m_scrollBar.setGeometry(this->width() - width - m_look.ipx(2), static_cast<int>(area.top()),
                            width, static_cast<int>(area.height()));
    m_scrollBar.setVisible(hidden > 0);
}

void TimelineView::updateTrail()
{
    std::optional<TimelineBatch> batch = m_followed;
    if (!batch && m_hover)
        batch = m_hover->batch;
    m_trail = batch && hasPicture() ? trailOf(*m_snapshot, m_layout, *batch) : TimelineTrail{};
}

// What the playhead leaves, crosses and enters, and the cells that it cut or cuts.
void TimelineView::updateMovedArea(core::Nanos from, core::Nanos to)
{
    const double centre = m_layout.rowsArea.center().x();
    const bool crosses = (m_viewport.xOf(from) < centre) != (m_viewport.xOf(to) < centre);
    // What gives way to the label of the playhead: that of the end before, the words above bands.
    if (m_dirty || m_endBefore || crosses) {
        update();
        return;
    }
    QRectF area = playheadArea(m_layout, from, m_look).united(playheadArea(m_layout, to, m_look));
    for (const TimelineCell &cell : m_layout.cells) {
        if ((cell.begin <= from && cell.end >= from) || (cell.begin <= to && cell.end >= to))
            area = area.united(cell.rect.adjusted(-2, 0, 2, 0));
    }
    update(area.toAlignedRect());
}

double TimelineView::splitPixels() const
{
    const double ratio = m_viewport.pixelRatio;
    const double x = std::clamp(m_viewport.xOf(m_moment), 0.0, static_cast<double>(width()));
    return std::clamp(std::round(x * ratio), 0.0, std::floor(width() * ratio));
}

void TimelineView::paintLayers(QPainter &painter) const
{
    const double ratio = m_viewport.pixelRatio;
    const double height = static_cast<double>(m_pastLayer.height()) / ratio;
    const double wide = static_cast<double>(m_pastLayer.width());
    const double split = std::min(splitPixels(), wide);
    painter.drawImage(QRectF(0, 0, split / ratio, height), m_pastLayer,
                      QRectF(0, 0, split, m_pastLayer.height()));
    painter.drawImage(QRectF(split / ratio, 0, (wide - split) / ratio, height), m_futureLayer,
                      QRectF(split, 0, wide - split, m_futureLayer.height()));
}

// The same pixels at half the work: what a picture that is shown once needs, such as the first one
// or each one while a slider moves.
void TimelineView::paintWithoutLayers(QPainter &painter) const
{
    const double split = splitPixels() / m_viewport.pixelRatio;
    const auto paintPart = [&](const QRectF &area, core::Nanos moment) {
        TimelineLayout part = m_layout;
        std::erase_if(part.cells, [&](const TimelineCell &cell) {
            return cell.rect.right() + 2 < area.left() || cell.rect.left() - 2 > area.right();
        });
        painter.save();
        painter.setClipRect(area, Qt::IntersectClip);
        paintTimeline(painter, part, moment, markedDevice(), m_look);
        painter.restore();
    };
    paintPart(QRectF(0, 0, split, height()), stop());
    paintPart(QRectF(split, 0, width() - split, height()), {-1});
}

void TimelineView::paintEvent(QPaintEvent *event)
{
    QPainter painter(this);
    painter.setClipRegion(event->region());
    if (!hasPicture()) {
        painter.fillRect(rect(), m_look.theme.surface);
        painter.setFont(m_look.font(TextRole::Control));
        painter.setPen(m_look.theme.text2);
        const QString text = m_snapshot && !m_snapshot->metrics.fits
                                 ? tr("Nothing to show yet: the model does not fit.")
                                 : tr("The timeline appears with the first result.");
        painter.drawText(rect(), Qt::AlignCenter | Qt::TextWordWrap, text);
        return;
    }
    const bool first = m_dirty;
    ensureLayout();
    if (first) {
        paintWithoutLayers(painter);
    } else {
        ensureLayers();
        paintLayers(painter);
    }
    painter.save();
    painter.setClipRect(QRectF(0, m_layout.rowsArea.top(), width(), m_layout.rowsArea.height()),
                        Qt::IntersectClip);
    paintActiveCells(painter, m_layout, m_moment, m_look);
    painter.restore();
    paintBandSentence(painter, m_layout, m_moment, m_look);
    paintBubbleMarks(painter, m_layout, m_bubbleMarks, m_look);
    paintPathMarks(painter, m_layout, m_pathMarks, m_look);
    paintTrail(painter, m_layout, m_trail, m_look);
    if (m_measure)
        paintMeasure(painter, m_layout, m_measure->from, m_measure->to, m_look);
    if (m_endBefore)
        paintEndBefore(painter, m_layout, *m_endBefore, m_moment, m_look);
    paintPlayhead(painter, m_layout, m_moment, m_look);
    if (m_keyboardFocus && m_look.interactive)
        drawRounded(painter, QRectF(rect()).adjusted(2, 2, -2, -2), m_look.px(6), {},
                    m_look.theme.accent, m_look.px(2));
}

void TimelineView::setEndBefore(std::optional<core::Nanos> end)
{
    m_endBefore = end;
    update();
}

void TimelineView::resizeEvent(QResizeEvent *)
{
    m_viewport.size = size();
    invalidate();
}

} // namespace ui
