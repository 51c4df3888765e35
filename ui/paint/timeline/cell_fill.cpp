// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/paint/timeline/cell_fill.h"

#include "ui/paint/primitives.h"
#include "ui/paint/vector_device.h"
#include "ui/paint/work_colours.h"

#include <QPainterPath>

#include <algorithm>

namespace ui {

namespace {

// Logical pixels at scale 1.
constexpr double kCellRadius = 3.5;
constexpr double kCellInset = 0.6;
constexpr double kRoundFrom = 5; // narrower: straight corners, and nothing beside the next
constexpr double kWide = 8;      // narrower: no texture, no edge

double radiusOf(const QRectF &rect, const Look &look)
{
    return std::min(look.px(kCellRadius), rect.width() / 3);
}

// A rectangle with round corners at one of its ends, or at both.
QPainterPath roundedPath(const QRectF &rect, double radius, bool roundLeft, bool roundRight)
{
    QPainterPath path;
    if (roundLeft && roundRight) {
        path.addRoundedRect(rect, radius, radius);
        return path;
    }
    if (!roundLeft && !roundRight) {
        path.addRect(rect);
        return path;
    }
    radius = std::min(radius, rect.height() / 2); // as addRoundedRect() does
    const double across = 2 * radius;
    const double x = roundLeft ? rect.left() : rect.right() - across;
    const QRectF above(x, rect.top(), across, across);
    const QRectF below(x, rect.bottom() - across, across, across);
    if (roundLeft) {
        path.moveTo(rect.topRight());
        path.arcTo(above, 90, 90);
        path.arcTo(below, 180, 90);
        path.lineTo(rect.bottomRight());
    } else {
        path.moveTo(rect.bottomLeft());
        path.arcTo(below, 270, 90);
        path.arcTo(above, 0, 90);
        path.lineTo(rect.topLeft());
    }
    path.closeSubpath();
    return path;
}

bool isRoundLeft(const TimelineCell &cell)
{
    return cell.join != CellJoin::WithPrevious && !cell.beganBefore;
}

bool isRoundRight(const TimelineCell &cell)
{
    return cell.join != CellJoin::WithNext && !cell.endsLater;
}

// Round, but straight where the other half of a pair follows or the picture ends.
QPainterPath outlineOf(const TimelineCell &cell, const Look &look)
{
    const QRectF rect = cellArea(cell, look);
    return roundedPath(rect, radiusOf(rect, look), isRoundLeft(cell), isRoundRight(cell));
}

// What of its outline lies left of the moment that cuts it.
QPainterPath leftOf(const TimelineCell &cell, double split, const Look &look)
{
    const QRectF bounds = cellArea(cell, look);
    const double radius = radiusOf(bounds, look);
    // Between its round corners a straight end is put in place; to intersect paths takes long.
    if (split > bounds.left() + radius && split < bounds.right() - radius) {
        const QRectF rect(bounds.topLeft(), QPointF(split, bounds.bottom()));
        return roundedPath(rect, radius, isRoundLeft(cell), false);
    }
    QPainterPath left;
    left.addRect(QRectF(bounds.left() - 1, bounds.top() - 1, split - bounds.left() + 1,
                        bounds.height() + 2));
    return outlineOf(cell, look).intersected(left);
}

// Light backgrounds need an edge to stand out from the surface.
bool isLight(WorkClass work)
{
    return work == WorkClass::Recompute || work == WorkClass::WeightGradient;
}

void paintEdge(QPainter &painter, const TimelineCell &cell, CellPhase phase, const Look &look)
{
    const QColor colour = workColour(cell.work, look.theme);
    QColor edge = cell.work == WorkClass::Recompute ? look.theme.forward
                  : cell.work == WorkClass::WeightGradient
                      ? look.theme.backwardEdge
                      : mixed(faded(colour, look.theme), colour, 0.4);
    if (isLight(cell.work) && phase == CellPhase::Future)
        edge = faded(edge, look.theme);
    const double line = look.px(1);
    const QRectF area = cellArea(cell, look);
    const QRectF rect = area.adjusted(line / 2, line / 2, -line / 2, -line / 2);
    const double radius = radiusOf(rect, look);
    if (!paintsVectors(painter)) { // filled, it takes a painter of pixels a tenth of the time
        QPainterPath ring;
        ring.addRoundedRect(area, radius + line / 2, radius + line / 2);
        ring.addRoundedRect(area.adjusted(line, line, -line, -line), radius - line / 2,
                            radius - line / 2);
        return painter.fillPath(ring, edge);
    }
    painter.setBrush(Qt::NoBrush);
    painter.setPen(QPen(edge, line));
    painter.drawRoundedRect(rect, radius, radius);
}

} // namespace

CellPhase phaseOf(const TimelineCell &cell, core::Nanos moment)
{
    return cell.end <= moment     ? CellPhase::Past
           : cell.begin >= moment ? CellPhase::Future
                                  : CellPhase::Active;
}

QRectF cellArea(const TimelineCell &cell, const Look &look)
{
    if (cell.rect.width() < look.px(kRoundFrom))
        return cell.rect;
    const double inset = look.px(kCellInset);
    const double left = cell.join == CellJoin::WithPrevious || cell.beganBefore ? 0 : inset;
    const double right = cell.join == CellJoin::WithNext || cell.endsLater ? 0 : inset;
    return cell.rect.adjusted(left, 0, -right, 0);
}

QBrush recomputeBrush(const Look &look, double devicePixelRatio)
{
    const Theme &theme = look.theme;
    return hatchBrush(theme.recompute, mixed(theme.forward, theme.recompute, 0.45), look,
                      devicePixelRatio);
}

void fillCell(QPainter &painter, const TimelineCell &cell, const CellSplit &split, const Look &look)
{
    const CellPhase phase = split.phase;
    const QColor colour = workColour(cell.work, look.theme);
    const QColor later = faded(colour, look.theme);
    // Corners that would be rounded by a pixel or less: of thousands side by side, they are not.
    if (cell.rect.width() < look.px(kRoundFrom) && phase != CellPhase::Active)
        return painter.fillRect(cell.rect, phase == CellPhase::Past ? colour : later);
    const double ratio = painter.device() != nullptr ? painter.device()->devicePixelRatioF() : 1.0;
    const QPainterPath path = outlineOf(cell, look);
    QBrush brush = colour;
    const bool wide = cell.rect.width() > look.px(kWide);
    if (cell.work == WorkClass::Sync && wide)
        brush = syncBrush(colour, look, ratio);
    if (cell.work == WorkClass::Recompute && wide)
        brush = recomputeBrush(look, ratio);
    painter.setPen(Qt::NoPen);
    painter.setBrush(phase == CellPhase::Past ? brush : later);
    painter.drawPath(path);
    if (phase == CellPhase::Active) {
        painter.setBrush(brush);
        painter.drawPath(leftOf(cell, split.at, look));
    }
    if (wide && (phase == CellPhase::Active || isLight(cell.work)))
        paintEdge(painter, cell, phase, look);
}

PlainColours::PlainColours(const Theme &theme)
{
    for (std::size_t work = 0; work < past.size(); ++work) {
        const QColor colour = workColour(static_cast<WorkClass>(work), theme);
        past[work] = colour.rgb();
        future[work] = faded(colour, theme).rgb();
    }
}

std::optional<PlainFill> plainFill(const TimelineCell &cell, core::Nanos moment, const Look &look,
                                   const PlainColours &colours)
{
    const CellPhase phase = phaseOf(cell, moment);
    if (phase == CellPhase::Active)
        return {};
    const auto &codes = phase == CellPhase::Past ? colours.past : colours.future;
    const QRgb code = codes[static_cast<std::size_t>(cell.work)];
    if (cell.rect.width() < look.px(kRoundFrom))
        return PlainFill{cell.rect, 0, 0, code};
    const bool special = cell.work == WorkClass::Sync || isLight(cell.work);
    if (special && cell.rect.width() > look.px(kWide))
        return {};
    const QRectF area = cellArea(cell, look);
    const double radius = std::min(radiusOf(area, look), area.height() / 2);
    return PlainFill{area, isRoundLeft(cell) ? radius : 0, isRoundRight(cell) ? radius : 0, code};
}

} // namespace ui
