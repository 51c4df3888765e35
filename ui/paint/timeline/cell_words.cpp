// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/paint/timeline/cell_words.h"

#include "ui/paint/primitives.h"
#include "ui/words/cell_texts.h"

#include <QCoreApplication>
#include <QFontMetricsF>

#include <algorithm>

namespace ui {

namespace {

// Logical pixels at scale 1.
constexpr double kTokenFrom = 20;   // narrower: the number alone
constexpr double kNumberFrom = 13;  // narrower: nothing
constexpr double kTokenHeight = 14; // lower: the number alone, which is larger without a token
constexpr double kTokenRadius = 8.7;
constexpr double kLabelHeight = 12;
constexpr double kBandFrom = 10; // narrower: no band of a chunk
constexpr double kAir = 1.5;     // between words and a line
constexpr double kBandRoom = 4;  // of a chunk's band, in which no number stands

class TimelineWords
{
    Q_DECLARE_TR_FUNCTIONS(Timeline)
};

} // namespace

CellWords::CellWords(const TimelineLayout &all, const TimelineCell &one, core::Nanos moment,
                     const Look &as)
    : layout(all), cell(one), look(as), phase(phaseOf(one, moment)),
      split(std::clamp(all.viewport.xOf(moment), one.rect.left(), one.rect.right()))
{}

bool CellWords::isBanded() const
{
    const bool chunked = cell.chunk > 0 && cell.chunks > 1;
    return (chunked || cell.upward) && cell.rect.width() >= look.px(kBandFrom) &&
           cell.rect.height() >= look.px(12);
}

// Of tokens and words: what the band leaves.
QRectF CellWords::room() const
{
    if (!isBanded())
        return cell.rect;
    const double band = look.px(kBandRoom);
    return cell.upward ? cell.rect.adjusted(0, 0, 0, -band) : cell.rect.adjusted(0, band, 0, 0);
}

// Of the part of an active cell that is larger.
bool CellWords::isFuture(const QRectF &room) const
{
    return phase == CellPhase::Future ||
           (phase == CellPhase::Active && room.right() - split > split - room.left());
}

QString CellWords::collectiveName() const
{
    return TimelineWords::tr("all-reduce");
}

QFont CellWords::labelFont(const Look &look)
{
    return look.font(TextRole::Small, 10.5);
}

// In the larger of the two parts; empty: it has no room.
QRectF CellWords::collectivePatch() const
{
    const QFontMetricsF metrics(look.font(TextRole::Small));
    const double width = metrics.horizontalAdvance(collectiveName()) + look.px(8);
    QRectF room = inner();
    const bool future = isFuture(room);
    if (phase == CellPhase::Active && future)
        room.setLeft(split);
    else if (phase == CellPhase::Active)
        room.setRight(split);
    const double height = metrics.height();
    if (room.width() < width + look.px(8) || room.height() < height)
        return {};
    const double offset = std::min(look.px(8), (room.width() - width) / 2);
    return {room.left() + offset, room.center().y() - height / 2, width, height};
}

QString CellWords::fittingLabel(double width) const
{
    const QFontMetricsF metrics(labelFont());
    for (const QString &text : cellTexts(layout, cell)) {
        if (!text.isEmpty() && metrics.horizontalAdvance(text) <= width)
            return text;
    }
    return {};
}

QRectF CellWords::wordsPatch(const QRectF &area, const QString &text) const
{
    QRectF patch(0, 0, textWidth(labelFont(), text) + look.px(4), look.px(kLabelHeight));
    patch.moveCenter(area.center());
    return patch;
}

// Where a token has no room.
BatchPlace CellWords::numberAlone(const QRectF &rect, const QString &number,
                                  const QString &range) const
{
    // All of them or none: 9 and 11 without 10 would look like a missing step.
    const qsizetype digits = QString::number(layout.largestNumber).size();
    const QString widest = QString(digits, u'0');
    const QString all = range.isEmpty() ? widest : widest + QChar(0x2013) + widest;
    if (textWidth(labelFont(), all) > rect.width() - look.px(2))
        return {};
    return {.centre = {}, .area = rect, .words = range.isEmpty() ? number : range};
}

// The token with its letter below it, or beside it in a low row; without it where it has no room.
BatchPlace CellWords::batchPlace() const
{
    const QRectF rect = room();
    if (rect.width() <= look.px(kNumberFrom) || rect.height() < look.px(11))
        return {};
    const TimelineRow &row = layout.rows[static_cast<std::size_t>(cell.row)];
    // A row of replicas whose numbers differ has their range beside the token, not on it.
    const QString range = cellRange(layout, cell);
    const QString number = range.isEmpty()
                               ? QString::number(layout.numbers.of(row.replica, cell.microBatch))
                               : QString();
    if (rect.width() <= look.px(kTokenFrom) || rect.height() < look.px(kTokenHeight))
        return numberAlone(rect, number, range);
    const double radius = std::min(
        {look.px(kTokenRadius), rect.height() / 2 - look.px(1.5), rect.width() / 2 - look.px(2)});
    const double label = look.px(kLabelHeight);
    const bool below = rect.height() >= 2 * radius + label + look.px(2);
    const double room = rect.width() - look.px(3) - (below ? 0 : 2 * radius + look.px(2));
    const QString text = fittingLabel(room);
    if (text.isEmpty())
        return {.centre = rect.center(), .radius = radius, .number = number};
    if (below) {
        const double top = rect.center().y() - (2 * radius + label) / 2;
        return {{rect.center().x(), top + radius},
                radius,
                number,
                {rect.left(), top + 2 * radius, rect.width(), label},
                text};
    }
    const double width = QFontMetricsF(labelFont()).horizontalAdvance(text);
    const double left = rect.center().x() - (2 * radius + look.px(2) + width) / 2;
    return {{left + radius, rect.center().y()},
            radius,
            number,
            {left + 2 * radius + look.px(2), rect.top(), width + 1, rect.height()},
            text};
}

std::vector<QRectF> CellWords::written() const
{
    std::vector<QRectF> areas;
    if (cell.work == WorkClass::Sync) {
        if (const QRectF patch = collectivePatch(); !patch.isEmpty())
            areas.push_back(patch);
        return areas;
    }
    if (cell.microBatch < 0)
        return areas;
    const BatchPlace place = batchPlace();
    const QPointF arm(place.radius, place.radius);
    if (place.radius > 0)
        areas.emplace_back(place.centre - arm, place.centre + arm);
    if (!place.words.isEmpty())
        areas.push_back(wordsPatch(place.area, place.words));
    return areas;
}

bool CellWords::mayHaveAny(const TimelineCell &cell, const Look &look)
{
    const bool isTorn = cell.beganBefore || cell.endsLater;
    return cell.exchange > 0 || isTorn || cell.join == CellJoin::WithPrevious ||
           cell.rect.width() >= look.px(std::min(kNumberFrom, kBandFrom));
}

std::vector<LineStretch> stretchesBesideWords(const TimelineLayout &layout, double x,
                                              LineStretch whole, core::Nanos moment,
                                              const Look &look)
{
    const double air = look.px(kAir);
    std::vector<LineStretch> words;
    for (const TimelineCell &cell : layout.cells) {
        if (cell.rect.left() > x || cell.rect.right() < x || !CellWords::mayHaveAny(cell, look))
            continue;
        for (const QRectF &area : CellWords(layout, cell, moment, look).written()) {
            if (area.left() - air < x && area.right() + air > x)
                words.push_back({area.top() - air, area.bottom() + air});
        }
    }
    std::ranges::sort(words, {}, &LineStretch::top);
    std::vector<LineStretch> beside;
    double top = whole.top;
    for (const LineStretch &covered : words) {
        if (covered.top > top)
            beside.push_back({top, std::min(covered.top, whole.bottom)});
        top = std::max(top, covered.bottom);
    }
    if (top < whole.bottom)
        beside.push_back({top, whole.bottom});
    return beside;
}

} // namespace ui
