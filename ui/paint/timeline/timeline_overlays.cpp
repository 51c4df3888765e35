// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/paint/timeline/timeline_overlays.h"

#include "core/base/figure_group.h"
#include "core/base/text.h"
#include "ui/layout/timeline/axis_room.h"
#include "ui/paint/primitives.h"
#include "ui/words/text_of.h"

#include <QCoreApplication>
#include <QFontMetricsF>
#include <QPainterPath>

#include <algorithm>
#include <cmath>

namespace ui {

namespace {

// Logical pixels at scale 1.
constexpr double kPillHeight = 17;
constexpr double kPillPadding = 9;
constexpr double kEndOverhang = 6;
constexpr double kArrowHandle = 30;
constexpr double kArrowHead = 5;
constexpr std::size_t kMostArrows = 400; // each costs about 20 µs

QString overlayText(const core::Figure &figure)
{
    return QString::fromStdString(figure.text());
}

// Where the clock ends: an axis goes on behind it where it goes on behind all of its rows.
core::Nanos playedEnd(const TimelineLayout &layout)
{
    const bool ends = std::ranges::any_of(
        layout.rows, [&layout](const TimelineRow &row) { return row.stop >= layout.stop; });
    return ends ? layout.stop : withoutAxisRoom(layout.stop);
}

QString momentText(const TimelineLayout &layout, core::Nanos moment)
{
    const bool whole = layout.viewport.begin.count <= 0 && layout.viewport.end >= layout.stop;
    if (whole) // as the bar that plays has it
        return overlayText(core::figureOf(moment, playedEnd(layout)));
    return timeAtZoom(moment, layout.stop, layout.viewport.pixelsPerNano());
}

QRectF pillRect(const TimelineLayout &layout, double x, double top, const QString &text,
                const Look &look)
{
    const QFontMetricsF metrics(look.font(TextRole::CaptionStrong));
    const double width = metrics.horizontalAdvance(text) + look.px(2 * kPillPadding);
    const double most = layout.viewport.size.width() - width - look.px(2);
    // Never over the labels of the rows.
    const double least = std::min(std::max(look.px(2), layout.rowsArea.left() - look.px(4)), most);
    const double left = std::clamp(x - width / 2, least, std::max(least, most));
    return {left, top, width, look.px(kPillHeight)};
}

double pillTop(const TimelineLayout &layout, const Look &look)
{
    return layout.viewport.headRoom + look.px(1);
}

double endBeforeX(const TimelineLayout &layout, core::Nanos end)
{
    const bool inside = end >= layout.viewport.begin && end <= layout.viewport.end;
    return inside ? layout.viewport.xOf(end) : layout.rowsArea.right();
}

void paintArrow(QPainter &painter, const TimelineArrow &arrow, const Look &look)
{
    const QColor colour = arrow.gradient ? look.theme.backwardEdge : look.theme.forward;
    const double handle = std::min(look.px(kArrowHandle), std::abs(arrow.to.x() - arrow.from.x()));
    const QPointF bend(std::max(handle, look.px(8)), 0);
    QPainterPath path(arrow.from);
    path.cubicTo(arrow.from + bend, arrow.to - bend, arrow.to);
    painter.setBrush(Qt::NoBrush);
    // A rim keeps the arrow visible over cells of its own colour.
    painter.setPen(QPen(look.theme.surface, look.px(4), Qt::SolidLine, Qt::RoundCap));
    painter.drawPath(path);
    painter.setPen(QPen(colour, look.px(2), Qt::SolidLine, Qt::RoundCap));
    painter.drawPath(path);
    const double head = look.px(kArrowHead);
    painter.setPen(Qt::NoPen);
    painter.setBrush(colour);
    painter.drawPolygon(QPolygonF({arrow.to + QPointF(1, 0), arrow.to + QPointF(-head, -head * 0.8),
                                   arrow.to + QPointF(-head, head * 0.8)}));
}

} // namespace

QString endBeforeText(core::Nanos end, core::Nanos stop)
{
    const double ratio = core::seconds(end) / std::max(1e-9, core::seconds(stop));
    const QString text = ratio < 1e-3 || ratio > 1e3 ? textOf(core::figureOf(end).text())
                         : ratio < 1 ? textOf(core::figuresTogether({end, stop}).text(0))
                                     : textOf(core::figureOf(end, stop).text());
    return QCoreApplication::translate("Timeline", "before: %1").arg(text);
}

QRectF playheadPill(const TimelineLayout &layout, core::Nanos moment, const Look &look)
{
    return pillRect(layout, layout.viewport.xOf(moment), pillTop(layout, look),
                    momentText(layout, moment), look);
}

QRectF endBeforePill(const TimelineLayout &layout, core::Nanos end, core::Nanos moment,
                     const Look &look)
{
    const QString text = endBeforeText(end, layout.stop);
    const QRectF pill =
        pillRect(layout, endBeforeX(layout, end), pillTop(layout, look), text, look);
    const QRectF head = playheadPill(layout, moment, look);
    if (!pill.intersects(head))
        return pill;
    const double left = head.left() - look.px(4) - pill.width();
    const double right = head.right() + look.px(4);
    const bool fitsRight = right + pill.width() <= layout.viewport.size.width();
    const bool fitsLeft = left >= 0;
    const bool later = end >= moment;
    QRectF moved = pill;
    moved.moveLeft((later && fitsRight) || !fitsLeft ? right : left);
    return moved;
}

QRectF lineArea(const TimelineLayout &layout, core::Nanos moment, const Look &look)
{
    const double half = look.px(2) + 2;
    return {layout.viewport.xOf(moment) - half, 0, 2 * half, layout.viewport.size.height() + 2};
}

QRectF playheadArea(const TimelineLayout &layout, core::Nanos moment, const Look &look)
{
    return lineArea(layout, moment, look)
        .united(playheadPill(layout, moment, look).adjusted(-2, 0, 2, 2));
}

void paintPlayhead(QPainter &painter, const TimelineLayout &layout, core::Nanos moment,
                   const Look &look)
{
    if (moment < layout.viewport.begin || moment > layout.viewport.end)
        return;
    const double x = layout.viewport.xOf(moment);
    const QRectF pill = playheadPill(layout, moment, look);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.fillRect(QRectF(x - look.px(1), pill.center().y(), look.px(2),
                            layout.rowsArea.bottom() + look.px(4) - pill.center().y()),
                     look.theme.text1);
    drawPill(painter, pill, PillStyle::Filled, look.theme.text1, look.theme.surface,
             momentText(layout, moment), look.font(TextRole::CaptionStrong));
}

void paintEnd(QPainter &painter, const TimelineLayout &layout, const TimelineEnd &end,
              const Look &look)
{
    if (end.time < layout.viewport.begin || end.time > layout.viewport.end)
        return;
    const double x = layout.viewport.xOf(end.time);
    const QRectF rows = layout.rowsArea;
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(
        QPen(end.strong ? look.theme.accent : look.theme.text2, look.px(2), Qt::DashLine));
    painter.drawLine(QPointF(x, rows.top() - look.px(kEndOverhang)),
                     QPointF(x, rows.bottom() + look.px(kEndOverhang)));
}

void paintEndBefore(QPainter &painter, const TimelineLayout &layout, core::Nanos end,
                    core::Nanos moment, const Look &look)
{
    const double x = endBeforeX(layout, end);
    const QRectF pill = endBeforePill(layout, end, moment, look);
    if (end >= layout.viewport.begin && end <= layout.viewport.end) {
        painter.setPen(QPen(look.theme.text2, look.px(1.5), Qt::DashLine));
        painter.drawLine(QPointF(x, pill.bottom()), QPointF(x, layout.rowsArea.bottom()));
    }
    drawRounded(painter, pill, pill.height() / 2, look.theme.surface);
    drawPill(painter, pill, PillStyle::Dashed, look.theme.text2, look.theme.text2,
             endBeforeText(end, layout.stop), look.font(TextRole::CaptionStrong));
}

void paintTrail(QPainter &painter, const TimelineLayout &layout, const TimelineTrail &trail,
                const Look &look)
{
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setClipRect(layout.rowsArea.adjusted(-look.px(2), 0, look.px(2), 0));
    const double line = look.px(2);
    for (const QRectF &cell : trail.cells) {
        const QRectF outline = cell.adjusted(-line / 4, line / 4, line / 4, -line / 4);
        if (outline.width() < look.px(5)) {
            painter.fillRect(outline, look.theme.text1);
            continue;
        }
        painter.setBrush(Qt::NoBrush);
        painter.setPen(QPen(look.theme.text1, line));
        painter.drawRoundedRect(outline, look.px(3.5), look.px(3.5));
    }
    const std::size_t shown = std::min(trail.arrows.size(), kMostArrows);
    for (std::size_t i = 0; i < shown; ++i)
        paintArrow(painter, trail.arrows[i], look);
    painter.restore();
}

QRectF trailArea(const TimelineLayout &layout, const TimelineTrail &trail, const Look &look)
{
    QRectF area;
    for (const QRectF &cell : trail.cells)
        area = area.united(cell);
    for (const TimelineArrow &arrow : trail.arrows)
        area = area.united(QRectF(arrow.from, arrow.to).normalized());
    if (trail.cells.empty() && trail.arrows.empty())
        return {};
    const double rim = look.px(kArrowHandle + kArrowHead); // arrows bend beyond their ends
    return area.adjusted(-rim, -rim, rim, rim)
        .intersected(layout.rowsArea.adjusted(-look.px(2), 0, look.px(2), 0));
}

void paintMeasure(QPainter &painter, const TimelineLayout &layout, core::TimeInterval time,
                  const QString &note, const Look &look)
{
    const core::Nanos begin{time.begin};
    const core::Nanos end{time.end};
    const QRectF rows = layout.rowsArea;
    QRectF band(layout.viewport.xOf(begin), rows.top() - look.px(4), 0, rows.height() + look.px(8));
    band.setRight(layout.viewport.xOf(end));
    QColor soft = look.theme.accent;
    soft.setAlphaF(0.16F);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.fillRect(band, soft);
    for (const double x : {band.left(), band.right()})
        painter.fillRect(QRectF(x - look.px(0.75), band.top(), look.px(1.5), band.height()),
                         look.theme.accent);
    const core::Nanos length = end - begin;
    QString text = overlayText(core::figureOf(length));
    const QString more = note.isEmpty() ? text : text + QStringLiteral(": ") + note;
    const QFontMetricsF metrics(look.font(TextRole::CaptionStrong));
    if (metrics.horizontalAdvance(more) + look.px(2 * kPillPadding) < layout.viewport.size.width())
        text = more;
    const QRectF pill =
        pillRect(layout, band.center().x(), rows.bottom() - look.px(kPillHeight + 4), text, look);
    drawPill(painter, pill, PillStyle::Filled, look.theme.accent, look.theme.onAccent, text,
             look.font(TextRole::CaptionStrong));
}

} // namespace ui
