// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/views/timeline/timeline_layers.h"

#include "ui/paint/timeline/timeline_painter.h"
#include "ui/paint/timeline/timeline_rows.h"
#include "ui/paint/vector_device.h"

#include <QPainter>

#include <algorithm>
#include <cmath>

namespace ui {

namespace {

constexpr core::Nanos kAllFuture{-1};
constexpr double kEdge = 6; // round corners at the ends of the rows; logical pixels at scale 1

// Where past and future meet, in device pixels.
double splitPixels(const TimelineViewport &viewport, core::Nanos moment)
{
    const double ratio = viewport.pixelRatio;
    const double width = viewport.size.width();
    const double x = std::clamp(viewport.xOf(moment), 0.0, width);
    return std::clamp(std::round(x * ratio), 0.0, std::floor(width * ratio));
}

double devicePixelOf(const TimelineViewport &viewport, core::Nanos time)
{
    return std::round(viewport.xOf(time) * viewport.pixelRatio);
}

QSize pixelsOf(const TimelineViewport &viewport)
{
    return (viewport.size * viewport.pixelRatio).toSize();
}

// What moves with the time in sight, in device pixels: the rows and the lines between them.
QRect movingArea(const TimelineLayout &layout, const Look &look)
{
    const double ratio = layout.viewport.pixelRatio;
    const QSize pixels = pixelsOf(layout.viewport);
    const QRectF rows = layout.rowsArea;
    const int left = std::min(pixels.width(), static_cast<int>(std::floor(rows.left() * ratio)));
    const int right = std::min(pixels.width(), static_cast<int>(std::ceil(rows.right() * ratio)));
    const double foot = std::ceil((rows.bottom() + look.px(kGridOverhang)) * ratio);
    return {left, 0, right - left, std::min(pixels.height(), static_cast<int>(foot))};
}

PixelColumns columnsOf(const QRect &area)
{
    return {area.left(), area.left() + area.width()};
}

std::vector<bool> densityOf(const TimelineLayout &layout)
{
    std::vector<bool> dense;
    for (const TimelineRow &row : layout.rows)
        dense.push_back(row.dense);
    return dense;
}

// A row of very many spans has none.
bool hasCells(const TimelineLayout &layout)
{
    return !std::ranges::all_of(layout.rows, &TimelineRow::dense);
}

// Of these columns the ones without cells that the edge of the picture cuts.
PixelColumns withoutCutCells(PixelColumns columns, const TimelineLayout &layout)
{
    constexpr double kRim = 2; // device pixels
    const double ratio = layout.viewport.pixelRatio;
    for (const TimelineCell &cell : layout.cells) {
        if (cell.beganBefore)
            columns.first = std::max(columns.first,
                                     static_cast<int>(std::ceil(cell.rect.right() * ratio + kRim)));
        if (cell.endsLater)
            columns.end = std::min(columns.end,
                                   static_cast<int>(std::floor(cell.rect.left() * ratio - kRim)));
    }
    return columns;
}

} // namespace

bool TimelineLayers::follows(const TimelineLayout &frame) const
{
    if (!m_shown)
        return false;
    constexpr double kSlack = 1 / 256.; // device pixels
    TimelineViewport before = m_shown->viewport;
    const TimelineViewport &now = frame.viewport;
    if (before.end - before.begin != now.end - now.begin)
        return false;
    const int by = frame.textureShift - m_shown->textureShift;
    const auto sameTick = [&](const TimeTick &tick) {
        const bool seen = tick.time >= before.begin && tick.time <= before.end;
        return !seen || devicePixelOf(now, tick.time) == devicePixelOf(before, tick.time) + by;
    };
    const double moved = static_cast<double>(m_shown->anchor.count - now.begin.count) *
                         now.pixelsPerNano() * now.pixelRatio;
    const bool whole = std::abs(moved - m_shown->moved - by) <= kSlack;
    const bool sameTicks = std::ranges::all_of(frame.ticks, sameTick);
    before.begin = now.begin;
    before.end = now.end;
    return before == now && whole && sameTicks && m_shown->dense == densityOf(frame);
}

void TimelineLayers::remember(const TimelineLayout &frame, core::Nanos moment)
{
    const bool goesOn = m_shown.has_value();
    const int by = goesOn ? frame.textureShift - m_shown->textureShift : 0;
    m_shown = Shown{frame.viewport,
                    frame.ticks,
                    densityOf(frame),
                    frame.textureShift,
                    goesOn ? m_shown->anchor : frame.viewport.begin,
                    goesOn ? m_shown->moved + by : 0,
                    moment};
}

void TimelineLayers::invalidate()
{
    forget();
    m_labelsOf.reset();
}

void TimelineLayers::forget()
{
    m_shown.reset();
    m_made = false;
}

void TimelineLayers::paintAround(const Content &content, bool labels)
{
    const double ratio = content.frame.viewport.pixelRatio;
    const QSize pixels = pixelsOf(content.frame.viewport);
    const auto paintPart = [&](const QRect &area) {
        if (area.isEmpty())
            return;
        QPainter painter(&m_around);
        painter.setClipRect(QRectF(area.x() / ratio, area.y() / ratio, area.width() / ratio,
                                   area.height() / ratio));
        paintTimeline(painter, content.frame, kAllFuture, content.selectedDevice, content.look);
    };
    if (labels)
        paintPart({0, 0, m_rows.left(), m_rows.height()});
    const int right = m_rows.left() + m_rows.width();
    paintPart({right, 0, pixels.width() - right, m_rows.height()});
    paintPart({0, m_rows.height(), pixels.width(), pixels.height() - m_rows.height()});
}

void TimelineLayers::drawAround(QPainter &painter) const
{
    const double ratio = m_around.devicePixelRatio();
    const int right = m_rows.left() + m_rows.width();
    const auto draw = [&](const QRect &area) {
        if (!area.isEmpty())
            painter.drawImage(QRectF(area.x() / ratio, area.y() / ratio, area.width() / ratio,
                                     area.height() / ratio),
                              m_around, area);
    };
    draw({0, 0, m_rows.left(), m_rows.height()});
    draw({right, 0, m_around.width() - right, m_rows.height()});
    draw({0, m_rows.height(), m_around.width(), m_around.height() - m_rows.height()});
}

// All is to be painted.
void TimelineLayers::begin(const Content &content)
{
    const double ratio = content.frame.viewport.pixelRatio;
    const QSize pixels = pixelsOf(content.frame.viewport);
    m_rows = movingArea(content.frame, content.look);
    m_past.reset(m_rows, ratio);
    m_future.reset(m_rows, ratio);
    if (m_around.size() != pixels)
        m_around = QImage(pixels, QImage::Format_RGB32);
    m_around.setDevicePixelRatio(ratio);
    paintAround(content, true);
    m_whole = wholeColumns(content, 0);
    m_made = true;
    m_shown.reset();
}

// Of the rows the columns that would look the same if more of the step were in sight, which has
// moved by so many pixels.
PixelColumns TimelineLayers::wholeColumns(const Content &content, int by) const
{
    const double ratio = content.frame.viewport.pixelRatio;
    const int edge = static_cast<int>(std::ceil(content.look.px(kEdge) * ratio));
    const PixelColumns rows = columnsOf(m_rows);
    PixelColumns whole{rows.first + edge, rows.end - edge};
    // Shares are of one column each: nothing of them is cut.
    if (!hasCells(content.frame))
        return whole;
    // What came into sight is needed anyway.
    whole = withoutCutCells(whole, content.part({rows.first, rows.first + edge + std::max(0, by)}));
    return withoutCutCells(whole, content.part({rows.end - edge + std::min(0, by), rows.end}));
}

// The layers move to where their content is now.
std::optional<TimelineLayers::Kept> TimelineLayers::follow(const Content &content)
{
    if (!m_made || !follows(content.frame))
        return {};
    const int by = content.frame.textureShift - m_shown->textureShift;
    const PixelColumns whole = wholeColumns(content, by);
    const PixelColumns kept{std::max(whole.first, m_whole.first + by),
                            std::min(whole.end, m_whole.end + by)};
    m_past.shift(by, kept);
    m_future.shift(by, kept);
    paintAround(content, false);
    m_whole = whole;
    remember(content.frame, m_shown->moment);
    return Kept{by, kept};
}

void TimelineLayers::fill(RowsLayer &layer, const PixelColumns &columns, const Content &content,
                          core::Nanos moment)
{
    layer.fill(columns, [&](QPainter &painter, const PixelColumns &part) {
        paintTimeline(painter, content.part(part), moment, content.selectedDevice, content.look);
    });
}

void TimelineLayers::paint(QPainter &painter, const Content &content, core::Nanos moment)
{
    const bool sameView = m_shown && m_shown->viewport == content.frame.viewport;
    const bool plays = sameView && m_shown->moment != moment;
    if (!m_made || (!sameView && !follow(content)))
        begin(content);
    const PixelColumns rows = columnsOf(m_rows);
    const auto split = static_cast<int>(splitPixels(content.frame.viewport, moment));
    const int cut = std::clamp(split, rows.first, rows.end);
    if (plays) // the rest will be needed
        (void)content.part(rows);
    fill(m_past, {rows.first, plays ? rows.end : cut}, content, content.frame.stop);
    fill(m_future, {plays ? rows.first : cut, rows.end}, content, kAllFuture);
    drawLayers(painter, cut);
    paintPlayed(painter, content, moment);
    remember(content.frame, moment);
}

// Rectangle by rectangle of what is to be painted: cut to several of them at once, a painter copies
// an image line by line, and wakes threads for it.
void TimelineLayers::drawLayers(QPainter &painter, int cut) const
{
    const PixelColumns rows = columnsOf(m_rows);
    const QRectF all(QPointF(0, 0), m_around.deviceIndependentSize());
    for (const QRect &rect :
         painter.hasClipping() ? painter.clipRegion() : QRegion(all.toAlignedRect())) {
        painter.save();
        painter.setClipRect(rect, Qt::IntersectClip);
        m_past.draw(painter, {rows.first, cut});
        m_future.draw(painter, {cut, rows.end});
        drawAround(painter);
        painter.restore();
    }
}

// The cells that the moment cuts.
void TimelineLayers::paintPlayed(QPainter &painter, const Content &content, core::Nanos moment)
{
    const TimelineLayout &frame = content.frame;
    // Of cells as well only what is in sight is laid out.
    if (!hasCells(frame) || moment <= frame.viewport.begin || moment >= frame.viewport.end)
        return;
    const PixelColumns rows = columnsOf(movingArea(frame, content.look));
    const auto split = static_cast<int>(splitPixels(frame.viewport, moment));
    const int at = std::clamp(split, rows.first, std::max(rows.first, rows.end - 1));
    painter.save();
    painter.setClipRect(
        QRectF(0, frame.rowsArea.top(), frame.viewport.size.width(), frame.rowsArea.height()),
        Qt::IntersectClip);
    paintActiveCells(painter, content.part({at - 1, at + 1}), moment, content.look);
    painter.restore();
}

// What stands before the rows. It is painted again where more than the time in sight has changed.
void TimelineLayers::paintLabels(QPainter &painter, const Content &content)
{
    TimelineViewport place = content.frame.viewport;
    const QRect rows = movingArea(content.frame, content.look);
    const QSize size(rows.left(), rows.height());
    if (size.isEmpty())
        return;
    place.begin = place.end = {};
    if (m_labelsOf != place || m_labels.size() != size) {
        m_labels = QImage(size, QImage::Format_RGB32);
        m_labels.setDevicePixelRatio(place.pixelRatio);
        QPainter onto(&m_labels);
        paintTimeline(onto, content.frame, kAllFuture, content.selectedDevice, content.look);
        m_labelsOf = place;
    }
    painter.drawImage(QPointF(0, 0), m_labels);
}

void TimelineLayers::paintOnce(QPainter &painter, const Content &content, core::Nanos moment)
{
    forget();
    const TimelineViewport &viewport = content.frame.viewport;
    const QSizeF size = viewport.size;
    const TimelineLayout &layout =
        content.part({0, static_cast<int>(std::ceil(size.width() * viewport.pixelRatio))});
    // Text is whole in both parts, and shapes need no parts; nothing cuts cells there.
    if (paintsVectors(painter))
        return paintTimeline(painter, layout, moment, content.selectedDevice, content.look);
    paintLabels(painter, content);
    const double ratio = viewport.pixelRatio;
    const QRect rows = movingArea(content.frame, content.look);
    const double left = rows.left() / ratio;
    const double foot = rows.height() / ratio;
    const double split = std::max(left, splitPixels(viewport, moment) / ratio);
    const auto paintPart = [&](const QRectF &area, core::Nanos at) {
        if (area.isEmpty())
            return;
        painter.save();
        painter.setClipRect(area, Qt::IntersectClip); // outside, nothing is painted
        paintTimeline(painter, layout, at, content.selectedDevice, content.look);
        painter.restore();
    };
    paintPart(QRectF(left, 0, split - left, foot), layout.stop);
    paintPart(QRectF(split, 0, size.width() - split, foot), kAllFuture);
    paintPart(QRectF(0, foot, size.width(), size.height() - foot), kAllFuture);
    paintPlayed(painter, content, moment);
    remember(content.frame, moment);
}

} // namespace ui
