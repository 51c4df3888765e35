// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/paint/timeline/timeline_cell.h"

#include "ui/paint/primitives.h"
#include "ui/paint/timeline/cell_fill.h"
#include "ui/paint/timeline/timeline_rows.h"
#include "ui/paint/vector_device.h"
#include "ui/paint/work_colours.h"
#include "ui/words/cell_texts.h"

#include <QCoreApplication>
#include <QFontMetricsF>

#include <algorithm>
#include <cmath>

namespace ui {

namespace {

// Logical pixels at scale 1.
constexpr double kCellRadius = 3.5;
constexpr double kTokenFrom = 20;   // narrower: the number alone
constexpr double kNumberFrom = 13;  // narrower: nothing
constexpr double kTokenHeight = 14; // lower: the number alone, which is larger without a token
constexpr double kTokenRadius = 8.7;
constexpr double kLabelHeight = 12;
constexpr double kBandFrom = 10; // narrower: no band of a chunk
constexpr double kBandHeight = 2;
constexpr double kBandRoom = 4; // of a chunk's band, in which no number stands
constexpr double kCutFade = 9;  // where the edge of the picture cuts a cell

constexpr double kFutureToken = 0.35; // towards the surface; the number must stay readable

class TimelineWords
{
    Q_DECLARE_TR_FUNCTIONS(Timeline)
};

struct CellPainter
{
    QPainter &painter;
    const TimelineLayout &layout;
    const TimelineCell &cell;
    const Look &look;
    double ratio;
    CellPhase phase;
    double split; // where the moment cuts it

    void mark() const;

private:
    void collective() const;
    void exchange() const;
    void chunkBand() const;
    void seam() const;
    void cutEdges() const;
    void batch() const;
    void token(const QPointF &centre, double radius, const QString &number) const;
    void words(const QRectF &area, const QString &text) const;
    [[nodiscard]] QString fittingLabel(double width) const;
    [[nodiscard]] QRectF inner() const { return cellArea(cell, look); }
    [[nodiscard]] bool isBanded() const;
    [[nodiscard]] QRectF room() const;
    [[nodiscard]] QColor colour() const { return workColour(cell.work, look.theme); }
    // The colour under text: that of the work, or of the work to come.
    [[nodiscard]] QColor ground() const
    {
        const bool future = phase == CellPhase::Future ||
                            (phase == CellPhase::Active && split < cell.rect.center().x());
        return future ? faded(colour(), look.theme) : colour();
    }
    [[nodiscard]] QFont labelFont() const { return look.font(TextRole::Small, 10.5); }
};

// A torn edge where the picture ends: work that continues beyond it must not look finished.
void CellPainter::cutEdges() const
{
    const QRectF rect = inner();
    const double length = std::min(look.px(kCutFade), rect.width() / 2);
    QColor none = look.theme.surface;
    none.setAlpha(0);
    const auto fade = [&](double from, double to) {
        if (paintsVectors(painter))
            return fadeInSlices(painter, rect, from, to, look.theme.surface);
        QLinearGradient gradient(from, 0, to, 0);
        gradient.setColorAt(0, look.theme.surface);
        gradient.setColorAt(1, none);
        painter.fillRect(QRectF(QPointF(std::min(from, to), rect.top() - 1),
                                QPointF(std::max(from, to), rect.bottom() + 1)),
                         gradient);
    };
    if (cell.beganBefore)
        fade(rect.left(), rect.left() + length);
    if (cell.endsLater)
        fade(rect.right(), rect.right() - length);
}

bool CellPainter::isBanded() const
{
    const bool chunked = cell.chunk > 0 && cell.chunks > 1;
    return (chunked || cell.upward) && cell.rect.width() >= look.px(kBandFrom) &&
           cell.rect.height() >= look.px(12);
}

// Of tokens and words: what the band leaves.
QRectF CellPainter::room() const
{
    if (!isBanded())
        return cell.rect;
    const double band = look.px(kBandRoom);
    return cell.upward ? cell.rect.adjusted(0, 0, 0, -band) : cell.rect.adjusted(0, band, 0, 0);
}

// "all-reduce" on a plain patch, in the larger of the two parts.
void CellPainter::collective() const
{
    const QString text = TimelineWords::tr("all-reduce");
    const QFont font = look.font(TextRole::Small);
    const QFontMetricsF metrics(font);
    const double width = metrics.horizontalAdvance(text) + look.px(8);
    QRectF room = inner();
    const bool future = phase == CellPhase::Future ||
                        (phase == CellPhase::Active && room.right() - split > split - room.left());
    if (phase == CellPhase::Active && future)
        room.setLeft(split);
    else if (phase == CellPhase::Active)
        room.setRight(split);
    if (room.width() < width + look.px(8) || room.height() < metrics.height())
        return;
    const double offset = std::min(look.px(8), (room.width() - width) / 2);
    const double height = metrics.height();
    const QRectF patch(room.left() + offset, room.center().y() - height / 2, width, height);
    const QColor under = future ? faded(look.theme.sync, look.theme) : look.theme.sync;
    painter.fillRect(patch, under);
    painter.setFont(font);
    painter.setPen(future ? textOn(under) : look.theme.onSync);
    painter.drawText(patch, Qt::AlignCenter, text);
}

// Along the foot, as high as its share of the time: what the visit spends on communication.
void CellPainter::exchange() const
{
    const QRectF rect = inner();
    const double height = std::round(rect.height() * cell.exchange * ratio) / ratio; // whole pixels
    if (height <= 0)
        return;
    QRectF band = rect;
    band.setTop(rect.bottom() - height);
    const QColor later = faded(look.theme.sync, look.theme);
    const bool textured = height >= look.px(5) && rect.width() > look.px(8);
    const QBrush brush =
        textured ? syncBrush(look.theme.sync, look, ratio) : QBrush(look.theme.sync);
    const double corner = std::min(look.px(kCellRadius), rect.width() / 3);
    const double radius = std::min(corner, height / 2);
    painter.setPen(Qt::NoPen);
    painter.setBrush(phase == CellPhase::Past ? brush : later);
    const bool plain = cell.join != CellJoin::None || radius < 1;
    if (cell.join == CellJoin::None && height < corner) // within the round corners
        band.adjust(corner / 2, 0, -corner / 2, 0);
    if (plain)
        painter.drawRect(band);
    else
        painter.drawRoundedRect(band, radius, radius);
    if (phase != CellPhase::Active)
        return;
    band.setRight(std::max(band.left(), std::min(band.right(), split)));
    painter.fillRect(band, brush);
}

// A band along the top as long as the chunk lies deep in the model; along the foot for
// micro-batches that come from the other end.
void CellPainter::chunkBand() const
{
    if (!isBanded())
        return;
    const bool chunked = cell.chunk > 0 && cell.chunks > 1;
    QRectF band = inner().adjusted(look.px(2), look.px(1.5), -look.px(2), -look.px(1.5));
    if (cell.upward)
        band.setTop(band.bottom() - look.px(kBandHeight));
    else
        band.setHeight(look.px(kBandHeight));
    if (chunked)
        band.setWidth(band.width() * cell.chunk / cell.chunks);
    painter.setPen(Qt::NoPen);
    painter.setBrush(mixed(textOn(ground()), ground(), 0.25));
    painter.drawRoundedRect(band, look.px(1), look.px(1));
}

// Between the halves of a pair: a dashed line shows that they belong together.
void CellPainter::seam() const
{
    if (cell.join != CellJoin::WithPrevious || cell.rect.width() < look.px(5))
        return;
    painter.setPen(QPen(look.theme.surface, look.px(1.5), Qt::DotLine));
    painter.drawLine(cell.rect.topLeft(), cell.rect.bottomLeft());
}

QString CellPainter::fittingLabel(double width) const
{
    const QFontMetricsF metrics(labelFont());
    for (const QString &text : cellTexts(layout, cell)) {
        if (!text.isEmpty() && metrics.horizontalAdvance(text) <= width)
            return text;
    }
    return {};
}

void CellPainter::token(const QPointF &centre, double radius, const QString &number) const
{
    const TimelineRow &row = layout.rows[static_cast<std::size_t>(cell.row)];
    QColor fill = microBatchColour(layout.numbers.of(row.replica, cell.microBatch) - 1,
                                   layout.numbers.count());
    if (phase == CellPhase::Future)
        fill = mixed(fill, look.theme.surface, kFutureToken);
    const bool forward = cell.work == WorkClass::Forward || cell.work == WorkClass::Recompute;
    drawToken(painter, centre, radius, forward ? TokenShape::Circle : TokenShape::Diamond, fill,
              number, look);
}

void CellPainter::words(const QRectF &area, const QString &text) const
{
    if (text.isEmpty())
        return;
    const QFontMetricsF metrics(labelFont());
    const QRectF rect = inner();
    const double foot = area.center().y() + metrics.capHeight() / 2; // of its letters
    const bool onBand = cell.exchange > 0 && foot > rect.bottom() - cell.exchange * rect.height();
    const bool striped = cell.work == WorkClass::Recompute && phase != CellPhase::Future;
    if (striped || onBand) { // off what would be under it
        QRectF patch(0, 0, metrics.horizontalAdvance(text) + look.px(4), look.px(kLabelHeight));
        patch.moveCenter(area.center());
        drawRounded(painter, patch, look.px(2), striped ? colour() : ground());
    }
    painter.setFont(labelFont());
    painter.setPen(textOn(ground()));
    painter.drawText(area, Qt::AlignCenter, text);
}

// The token with its letter below it, or beside it in a low row; without it where it has no room.
void CellPainter::batch() const
{
    const QRectF rect = room();
    if (rect.width() <= look.px(kNumberFrom) || rect.height() < look.px(11))
        return;
    const TimelineRow &row = layout.rows[static_cast<std::size_t>(cell.row)];
    // A row of replicas whose numbers differ has their range beside the token, not on it.
    const QString range = cellRange(layout, cell);
    const QString number = range.isEmpty()
                               ? QString::number(layout.numbers.of(row.replica, cell.microBatch))
                               : QString();
    const double radius = std::min(
        {look.px(kTokenRadius), rect.height() / 2 - look.px(1.5), rect.width() / 2 - look.px(2)});
    if (rect.width() <= look.px(kTokenFrom) || rect.height() < look.px(kTokenHeight)) {
        // All of them or none: 9 and 11 without 10 would look like a missing step.
        const qsizetype digits = QString::number(layout.largestNumber).size();
        const QString widest = QString(digits, u'0');
        const QString all = range.isEmpty() ? widest : widest + QChar(0x2013) + widest;
        if (textWidth(labelFont(), all) <= rect.width() - look.px(2))
            words(rect, range.isEmpty() ? number : range);
        return;
    }
    const double label = look.px(kLabelHeight);
    const bool below = rect.height() >= 2 * radius + label + look.px(2);
    const double room = rect.width() - look.px(3) - (below ? 0 : 2 * radius + look.px(2));
    const QString text = fittingLabel(room);
    if (text.isEmpty())
        return token(rect.center(), radius, number);
    if (below) {
        const double top = rect.center().y() - (2 * radius + label) / 2;
        token({rect.center().x(), top + radius}, radius, number);
        return words({rect.left(), top + 2 * radius, rect.width(), label}, text);
    }
    const double width = QFontMetricsF(labelFont()).horizontalAdvance(text);
    const double left = rect.center().x() - (2 * radius + look.px(2) + width) / 2;
    token({left + radius, rect.center().y()}, radius, number);
    words({left + 2 * radius + look.px(2), rect.top(), width + 1, rect.height()}, text);
}

void CellPainter::mark() const
{
    if (cell.work == WorkClass::Sync)
        collective();
    if (cell.work == WorkClass::Sync || cell.microBatch < 0)
        return cutEdges();
    exchange();
    chunkBand();
    seam();
    batch();
    cutEdges();
}

} // namespace

namespace {

CellPainter cellPainter(QPainter &painter, const TimelineLayout &layout, const TimelineCell &cell,
                        core::Nanos moment, const Look &look)
{
    const double split =
        std::clamp(layout.viewport.xOf(moment), cell.rect.left(), cell.rect.right());
    const double ratio = painter.device() != nullptr ? painter.device()->devicePixelRatioF() : 1.0;
    return {painter, layout, cell, look, ratio, phaseOf(cell, moment), split};
}

} // namespace

void paintTimelineCell(QPainter &painter, const TimelineLayout &layout, const TimelineCell &cell,
                       core::Nanos moment, const Look &look)
{
    const CellPainter one = cellPainter(painter, layout, cell, moment, look);
    fillCell(painter, cell, {one.phase, one.split}, look);
    one.mark();
}

void paintCellMarks(QPainter &painter, const TimelineLayout &layout, const TimelineCell &cell,
                    core::Nanos moment, const Look &look)
{
    if (cell.exchange > 0 || cell.rect.width() >= look.px(std::min(kNumberFrom, kBandFrom)))
        cellPainter(painter, layout, cell, moment, look).mark();
}

} // namespace ui
