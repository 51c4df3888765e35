// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/paint/timeline/timeline_cell.h"

#include "ui/paint/primitives.h"
#include "ui/paint/timeline/cell_words.h"
#include "ui/paint/timeline/timeline_rows.h"
#include "ui/paint/vector_device.h"
#include "ui/paint/work_colours.h"

#include <QFontMetricsF>

#include <algorithm>
#include <cmath>

namespace ui {

namespace {

// Logical pixels at scale 1.
constexpr double kCellRadius = 3.5;
constexpr double kBandHeight = 2;
constexpr double kCutFade = 9; // where the edge of the picture cuts a cell

constexpr double kFutureToken = 0.35; // towards the surface; the number must stay readable

struct CellPainter : CellWords
{
    double ratio;
    CentredTexts &texts; // of its label

    void mark(QPainter &painter) const;

private:
    void collective(QPainter &painter) const;
    void exchange(QPainter &painter) const;
    void chunkBand(QPainter &painter) const;
    void seam(QPainter &painter) const;
    void cutEdges(QPainter &painter) const;
    void batch(QPainter &painter) const;
    void token(QPainter &painter, const BatchPlace &place) const;
    void words(QPainter &painter, const QRectF &area, const QString &text) const;
    [[nodiscard]] bool isOnExchange(const QRectF &area) const;
    [[nodiscard]] QColor colour() const { return workColour(cell.work, look.theme); }
    // The colour under text: that of the work, or of the work to come.
    [[nodiscard]] QColor ground() const
    {
        const bool future = phase == CellPhase::Future ||
                            (phase == CellPhase::Active && split < cell.rect.center().x());
        return future ? faded(colour(), look.theme) : colour();
    }
};

// A torn edge where the picture ends: work that continues beyond it must not look finished.
void CellPainter::cutEdges(QPainter &painter) const
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

// "all-reduce" on a plain patch.
void CellPainter::collective(QPainter &painter) const
{
    const QRectF patch = collectivePatch();
    if (patch.isEmpty())
        return;
    const bool future = isFuture(inner());
    const QColor under = future ? faded(look.theme.sync, look.theme) : look.theme.sync;
    painter.fillRect(patch, under);
    painter.setFont(look.font(TextRole::Small));
    painter.setPen(future ? textOn(under) : look.theme.onSync);
    painter.drawText(patch, Qt::AlignCenter, collectiveName());
}

// Along the foot, as high as its share of the time: what the visit spends on communication.
void CellPainter::exchange(QPainter &painter) const
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
void CellPainter::chunkBand(QPainter &painter) const
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
void CellPainter::seam(QPainter &painter) const
{
    if (cell.join != CellJoin::WithPrevious || cell.rect.width() < look.px(5))
        return;
    painter.setPen(QPen(look.theme.surface, look.px(1.5), Qt::DotLine));
    painter.drawLine(cell.rect.topLeft(), cell.rect.bottomLeft());
}

void CellPainter::token(QPainter &painter, const BatchPlace &place) const
{
    const TimelineRow &row = layout.rows[static_cast<std::size_t>(cell.row)];
    QColor fill = microBatchColour(layout.numbers.of(row.replica, cell.microBatch) - 1,
                                   layout.numbers.count());
    if (phase == CellPhase::Future)
        fill = mixed(fill, look.theme.surface, kFutureToken);
    const bool forward = cell.work == WorkClass::Forward || cell.work == WorkClass::Recompute;
    drawToken(painter, place.centre, place.radius,
              forward ? TokenShape::Circle : TokenShape::Diamond, fill, place.number, look);
}

// Whether letters that are centred in this area reach down to the band of what it exchanges.
bool CellPainter::isOnExchange(const QRectF &area) const
{
    if (cell.exchange <= 0)
        return false;
    const QRectF rect = inner();
    const double foot = area.center().y() + QFontMetricsF(labelFont()).capHeight() / 2;
    return foot > rect.bottom() - cell.exchange * rect.height();
}

void CellPainter::words(QPainter &painter, const QRectF &area, const QString &text) const
{
    const bool striped = cell.work == WorkClass::Recompute && phase != CellPhase::Future;
    if (striped || isOnExchange(area)) // off what would be under it
        drawRounded(painter, wordsPatch(area, text), look.px(2), striped ? colour() : ground());
    painter.setPen(textOn(ground()));
    texts.draw(painter, area, text);
}

void CellPainter::batch(QPainter &painter) const
{
    const BatchPlace place = batchPlace();
    if (place.radius > 0)
        token(painter, place);
    if (!place.words.isEmpty())
        words(painter, place.area, place.words);
}

void CellPainter::mark(QPainter &painter) const
{
    if (cell.work == WorkClass::Sync)
        collective(painter);
    if (cell.work == WorkClass::Sync || cell.microBatch < 0)
        return cutEdges(painter);
    exchange(painter);
    chunkBand(painter);
    seam(painter);
    batch(painter);
    cutEdges(painter);
}

CellPainter cellPainter(const QPainter &painter, const TimelineLayout &layout,
                        const TimelineCell &cell, core::Nanos moment, const Look &look,
                        CentredTexts &texts)
{
    const double ratio = painter.device() != nullptr ? painter.device()->devicePixelRatioF() : 1.0;
    return {CellWords(layout, cell, moment, look), ratio, texts};
}

} // namespace

CentredTexts cellLabels(const Look &look)
{
    return CentredTexts(CellWords::labelFont(look));
}

void paintTimelineCell(QPainter &painter, const TimelineLayout &layout, const TimelineCell &cell,
                       core::Nanos moment, const Look &look, CentredTexts &labels)
{
    const CellPainter one = cellPainter(painter, layout, cell, moment, look, labels);
    fillCell(painter, cell, {one.phase, one.split}, look);
    one.mark(painter);
}

void paintCellMarks(QPainter &painter, const TimelineLayout &layout, const TimelineCell &cell,
                    core::Nanos moment, const Look &look, CentredTexts &labels)
{
    if (CellWords::mayHaveAny(cell, look))
        cellPainter(painter, layout, cell, moment, look, labels).mark(painter);
}

} // namespace ui
