// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/paint/timeline_rows.h"

#include "ui/paint/primitives.h"

#include <QCoreApplication>
#include <QFontMetricsF>
#include <QImage>
#include <QPainterPath>

#include <algorithm>
#include <cmath>
#include <cstring>

namespace ui {

namespace {

// Logical pixels at scale 1.
constexpr double kCellRadius = 3.5;
constexpr double kCellInset = 0.6;
constexpr double kTokenFrom = 20;  // narrower: the number alone
constexpr double kNumberFrom = 13; // narrower: nothing
constexpr double kTokenRadius = 8.7;

constexpr double kFutureToken = 0.35; // towards the surface; the number must stay readable

enum class Phase { Past, Active, Future };

struct CellPainter
{
    QPainter &painter;
    const TimelineLayout &layout;
    const Look &look;
    double ratio;

    void paint(const TimelineCell &cell, core::Nanos moment) const;

private:
    void fill(const TimelineCell &cell, Phase phase, double split) const;
    void mark(const TimelineCell &cell, Phase phase, double split) const;
    void label(const TimelineCell &cell, Phase phase, double split) const;
    void batch(const TimelineCell &cell, Phase phase) const;
    [[nodiscard]] QRectF inner(const TimelineCell &cell) const;
};

double timelineRatio(const QPainter &painter)
{
    return painter.device() != nullptr ? painter.device()->devicePixelRatioF() : 1.0;
}

QRectF CellPainter::inner(const TimelineCell &cell) const
{
    if (cell.rect.width() < look.px(5))
        return cell.rect;
    const double inset = look.px(kCellInset);
    return cell.rect.adjusted(inset, 0, -inset, 0);
}

QPainterPath leftPart(const QRectF &rect, double radius, double split)
{
    QPainterPath whole;
    whole.addRoundedRect(rect, radius, radius);
    QPainterPath left;
    left.addRect(
        QRectF(rect.left() - 1, rect.top() - 1, split - rect.left() + 1, rect.height() + 2));
    return whole.intersected(left);
}

void CellPainter::fill(const TimelineCell &cell, Phase phase, double split) const
{
    const QRectF rect = inner(cell);
    const QColor colour = workColour(cell.work, look.theme);
    const QColor later = faded(colour, look.theme);
    const double radius = std::min(look.px(kCellRadius), rect.width() / 3);
    QBrush brush = colour;
    if (cell.work == WorkClass::Sync && rect.width() > look.px(8))
        brush = syncBrush(colour, look, ratio);
    painter.setPen(Qt::NoPen);
    painter.setBrush(phase == Phase::Past ? brush : later);
    painter.drawRoundedRect(rect, radius, radius);
    if (phase != Phase::Active)
        return;
    painter.setBrush(brush);
    painter.drawPath(leftPart(rect, radius, split));
    const double line = look.px(1);
    painter.setBrush(Qt::NoBrush);
    painter.setPen(QPen(mixed(later, colour, 0.4), line));
    painter.drawRoundedRect(rect.adjusted(line / 2, line / 2, -line / 2, -line / 2), radius,
                            radius);
}

// "all-reduce" on a plain patch, in the larger of the two parts.
void CellPainter::label(const TimelineCell &cell, Phase phase, double split) const
{
    const QString text = QCoreApplication::translate("Timeline", "all-reduce");
    const QFont font = look.font(TextRole::Small);
    const QFontMetricsF metrics(font);
    const double pad = look.px(4);
    const double width = metrics.horizontalAdvance(text) + 2 * pad;
    QRectF room = inner(cell);
    const bool future = phase == Phase::Future ||
                        (phase == Phase::Active && room.right() - split > split - room.left());
    if (phase == Phase::Active && future)
        room.setLeft(split);
    else if (phase == Phase::Active)
        room.setRight(split);
    if (room.width() < width + look.px(8) || room.height() < metrics.height())
        return;
    const double offset = std::min(look.px(8), (room.width() - width) / 2);
    const double height = metrics.height();
    const QRectF patch(room.left() + offset, room.center().y() - height / 2, width, height);
    const QColor ground = future ? faded(look.theme.sync, look.theme) : look.theme.sync;
    painter.fillRect(patch, ground);
    painter.setFont(font);
    painter.setPen(future ? textOn(ground) : look.theme.onSync);
    painter.drawText(patch, Qt::AlignCenter, text);
}

void CellPainter::batch(const TimelineCell &cell, Phase phase) const
{
    const double width = cell.rect.width();
    if (width <= look.px(kNumberFrom) || cell.rect.height() < look.px(11))
        return;
    const TimelineRow &row = layout.rows[static_cast<std::size_t>(cell.row)];
    const int perReplica = std::max(1, layout.microBatches);
    const int index = row.replica * perReplica + cell.microBatch;
    const QString number = QString::number(index + 1);
    if (width > look.px(kTokenFrom)) {
        QColor colour = microBatchColour(index, layout.batchCount);
        if (phase == Phase::Future)
            colour = mixed(colour, look.theme.surface, kFutureToken);
        const double radius = std::min(
            {look.px(kTokenRadius), cell.rect.height() / 2 - look.px(1.5), width / 2 - look.px(2)});
        const bool forward = cell.work == WorkClass::Forward;
        drawToken(painter, cell.rect.center(), radius,
                  forward ? TokenShape::Circle : TokenShape::Diamond, colour, number, look);
        return;
    }
    const QFont font = look.font(TextRole::Small, 10.5);
    if (QFontMetricsF(font).horizontalAdvance(number) > width - look.px(3))
        return;
    const QColor ground = workColour(cell.work, look.theme);
    painter.setFont(font);
    painter.setPen(textOn(phase == Phase::Future ? faded(ground, look.theme) : ground));
    painter.drawText(cell.rect, Qt::AlignCenter, number);
}

void CellPainter::mark(const TimelineCell &cell, Phase phase, double split) const
{
    if (cell.work == WorkClass::Sync)
        label(cell, phase, split);
    else if (cell.microBatch >= 0)
        batch(cell, phase);
}

void CellPainter::paint(const TimelineCell &cell, core::Nanos moment) const
{
    const Phase phase = cell.end <= moment     ? Phase::Past
                        : cell.begin >= moment ? Phase::Future
                                               : Phase::Active;
    const double split =
        std::clamp(layout.viewport.xOf(moment), cell.rect.left(), cell.rect.right());
    fill(cell, phase, split);
    mark(cell, phase, split);
}

// One scanline of mixed colours, repeated over the height of the row.
QImage stripImage(const TimelineStrip &strip, double momentX, const Look &look, double ratio)
{
    const int width = static_cast<int>(strip.pixels.size());
    const int height = std::max(1, qRound(strip.rect.height() * ratio));
    QImage image(width, height, QImage::Format_RGB32);
    auto *first = reinterpret_cast<QRgb *>(image.scanLine(0));
    for (int x = 0; x < width; ++x) {
        const auto &shares = strip.pixels[static_cast<std::size_t>(x)];
        const bool future = strip.rect.left() + (x + 0.5) / ratio >= momentX;
        float sum = 0;
        float red = 0;
        float green = 0;
        float blue = 0;
        for (int work = 0; work < kWorkClassCount; ++work) {
            const float share = shares[static_cast<std::size_t>(work)];
            if (share <= 0)
                continue;
            const auto kind = static_cast<WorkClass>(work);
            QColor colour = workColour(kind, look.theme);
            if (future && kind != WorkClass::Idle)
                colour = faded(colour, look.theme);
            sum += share;
            red += share * static_cast<float>(colour.red());
            green += share * static_cast<float>(colour.green());
            blue += share * static_cast<float>(colour.blue());
        }
        const float by = sum > 0 ? 1 / sum : 0;
        first[x] = qRgb(static_cast<int>(red * by + 0.5F), static_cast<int>(green * by + 0.5F),
                        static_cast<int>(blue * by + 0.5F));
    }
    for (int y = 1; y < height; ++y)
        std::memcpy(image.scanLine(y), first, static_cast<std::size_t>(width) * sizeof(QRgb));
    return image;
}

void paintGrounds(QPainter &painter, const TimelineLayout &layout, const Look &look)
{
    const double left = layout.viewport.xOf(std::max(layout.viewport.begin, core::Nanos{0}));
    const double right = layout.viewport.xOf(std::min(layout.viewport.end, layout.stop));
    const double radius = look.px(kCellRadius);
    painter.setPen(Qt::NoPen);
    painter.setBrush(idleHatchBrush(look, timelineRatio(painter)));
    for (const TimelineRow &row : layout.rows) {
        const QRectF band(left, row.rect.top(), right - left, row.rect.height());
        painter.drawRoundedRect(band, std::min(radius, band.height() / 3),
                                std::min(radius, band.height() / 3));
    }
}

void paintSyncLines(QPainter &painter, const TimelineLayout &layout, double momentX,
                    const Look &look)
{
    const QColor colour = look.theme.sync;
    for (const TimelineSyncLine &line : layout.syncLines) {
        const double split = std::clamp(momentX, line.rect.left(), line.rect.right());
        QRectF past = line.rect;
        past.setRight(split);
        QRectF future = line.rect;
        future.setLeft(split);
        // A rim in the surface colour sets the line off against work of a similar lightness.
        const QRectF rim = line.rect.adjusted(0, -look.px(1), 0, 0);
        painter.fillRect(rim, look.theme.surface);
        painter.fillRect(past, colour);
        painter.fillRect(future, faded(colour, look.theme));
    }
}

} // namespace

QColor workColour(WorkClass work, const Theme &theme)
{
    switch (work) {
    case WorkClass::Forward:
        return theme.forward;
    case WorkClass::Backward:
        return theme.backward;
    case WorkClass::WeightGradient:
        return theme.weightGrad;
    case WorkClass::Sync:
        return theme.sync;
    case WorkClass::Optimizer:
        return theme.optimizer;
    case WorkClass::Idle:
        break;
    }
    return theme.idle;
}

void paintTimelineRows(QPainter &painter, const TimelineLayout &layout, core::Nanos moment,
                       const Look &look)
{
    painter.setRenderHint(QPainter::Antialiasing);
    paintGrounds(painter, layout, look);
    const double momentX = layout.viewport.xOf(moment);
    for (const TimelineStrip &strip : layout.strips)
        painter.drawImage(strip.rect, stripImage(strip, momentX, look, layout.viewport.pixelRatio));
    const CellPainter cells{painter, layout, look, timelineRatio(painter)};
    for (const TimelineCell &cell : layout.cells)
        cells.paint(cell, moment);
    paintSyncLines(painter, layout, momentX, look);
}

void paintActiveCells(QPainter &painter, const TimelineLayout &layout, core::Nanos moment,
                      const Look &look)
{
    painter.setRenderHint(QPainter::Antialiasing);
    const CellPainter cells{painter, layout, look, timelineRatio(painter)};
    for (const TimelineCell &cell : layout.cells) {
        if (cell.begin < moment && cell.end > moment)
            cells.paint(cell, moment);
    }
    paintSyncLines(painter, layout, layout.viewport.xOf(moment), look);
}

} // namespace ui
