// SPDX-License-Identifier: GPL-3.0-or-later
// The grid of many devices: a tile for each tensor group.
#include "core/analysis/layer_exchange.h"
#include "core/analysis/moment.h"
#include "core/base/text.h"
#include "ui/layout/scene/cell_ring.h"
#include "ui/paint/primitives.h"
#include "ui/paint/scene/card_body.h"
#include "ui/paint/scene/device_card.h"
#include "ui/paint/scene/scene_parts.h"
#include "ui/paint/scene/squares_painter.h"
#include "ui/words/scene_texts.h"
#include "ui/words/text_of.h"
#include "ui/words/work_words.h"

#include <QFontMetricsF>
#include <QObject>

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <span>
#include <vector>

namespace ui {
namespace {

QString stageText(int number)
{
    return QObject::tr("stage %1").arg(number);
}

// Beside the lines of a ring, which have one heading above them.
QString numbersText(const TileLabel &label, const QString &heading)
{
    if (label.last < 0)
        return heading;
    const QString first = countText(label.number);
    return label.last <= label.number ? first
                                      : QObject::tr("%1–%2").arg(first, countText(label.last));
}

QString labelText(const TileLabel &label, bool words)
{
    switch (label.what) {
    case TileLabel::What::Stage:
        return words ? stageText(label.number) : QString::number(label.number);
    case TileLabel::What::StagesOfLine:
        return label.number == label.last
                   ? stageText(label.number)
                   : QObject::tr("stages\n%1–%2").arg(label.number).arg(label.last);
    case TileLabel::What::Replica:
        return label.last == 0 ? QObject::tr("replica %1").arg(countText(label.number))
                               : QObject::tr("replicas %1–%2")
                                     .arg(countText(label.number), countText(label.last));
    case TileLabel::What::Nodes:
        return numbersText(label, QObject::tr("nodes"));
    case TileLabel::What::StateGroups:
        return numbersText(label, QObject::tr("groups"));
    case TileLabel::What::ReplicaNumbers:
        return numbersText(label, QObject::tr("replicas"));
    case TileLabel::What::Devices:
        return numbersText(label, QObject::tr("GPUs"));
    case TileLabel::What::Replicas:
        break;
    }
    return label.number == 1 ? QObject::tr("1 replica")
                             : QObject::tr("%1 replicas").arg(countText(label.number));
}

// In two lines where the row is high enough, in one where that is not too wide, else the numbers.
QString stagesOfLine(const TileLabel &label, const QFont &font)
{
    QString text = labelText(label, false);
    if (!text.contains(u'\n') || label.rect.height() >= 2 * QFontMetricsF(font).height())
        return text;
    text.replace(u'\n', u' ');
    return textWidth(font, text) <= label.rect.width() ? text : numbersText(label, {});
}

constexpr double kFigureLine = 0.86; // of a line of text: figures have no accents
constexpr double kHeadingRise = 6;   // logical pixels

// Labels beside lines and above columns, as many as stand clear of each other.
class LabelPlaces
{
public:
    LabelPlaces(const QFont &font, const Look &look)
        : m_font(font), m_gap(look.px(4)), m_line(QFontMetricsF(font).height() * kFigureLine)
    {}

    // Of a heading that stands beside a line which may have a label as well.
    void take(const QRectF &heading) { m_heading = heading; }
    // Empty: others have its place.
    QRectF above(const QRectF &column, const QString &text)
    {
        const double half = textWidth(m_font, text) / 2 + 1;
        const double centre = column.center().x();
        if (m_stage.right() > centre - half && m_stage.top() == column.top())
            return {};
        const QRectF rect(centre - half, column.top(), 2 * half, column.height());
        m_stage = rect.adjusted(0, 0, m_gap, 0);
        return rect;
    }
    QRectF beside(QRectF line, bool important)
    {
        const double centre = line.center().y();
        const bool below = line.left() < m_heading.right() && m_heading.left() < line.right();
        if (below && !important && std::abs(m_heading.center().y() - centre) < m_line + 1)
            return {};
        for (const QRectF &other : m_beside) {
            if (other.right() == line.right() && std::abs(other.center().y() - centre) < m_line)
                return {};
        }
        m_beside.push_back(line);
        if (line.height() < m_line) {
            line.setTop(centre - m_line);
            line.setBottom(centre + m_line);
        }
        return line;
    }

private:
    QFont m_font;
    double m_gap;
    double m_line;
    QRectF m_stage; // the last one
    std::vector<QRectF> m_beside;
    QRectF m_heading;
};

bool isStage(const TileLabel &label)
{
    return label.what == TileLabel::What::Stage;
}

// Every how many columns have their number: equal distances, where not all have room.
int numberedColumns(const std::vector<TileLabel> &labels, bool words, const QFont &font,
                    const Look &look)
{
    double widest = 0;
    double pitch = std::numeric_limits<double>::infinity();
    const TileLabel *before = nullptr;
    for (const TileLabel &label : labels) {
        if (!isStage(label))
            continue;
        widest = std::max(widest, textWidth(font, labelText(label, words)));
        if (before && before->rect.top() == label.rect.top() &&
            before->rect.left() < label.rect.left())
            pitch = std::min(pitch, label.rect.center().x() - before->rect.center().x());
        before = &label;
    }
    return std::max(1, static_cast<int>(std::ceil((widest + 2 + look.px(4)) / pitch)));
}

// On its line: a second one would be in the next row. Where a label has no room for that, only the
// first replica is called one.
bool namesItsReplica(const TileLabel &label, const QFont &font)
{
    return label.what != TileLabel::What::Replica ||
           textWidth(font, labelText(label, false)) <= label.rect.width();
}

// Left of the first one, where columns have numbers alone; a little above them where the label of
// the first line would have no room.
QRectF paintStageHeading(QPainter &painter, const SceneLayout &layout, const QFont &font,
                         const Look &look)
{
    const auto first = std::ranges::find_if(layout.tileLabels, isStage);
    if (first == layout.tileLabels.end())
        return {};
    const double right = first->rect.left() - look.px(8);
    painter.setFont(font);
    painter.setPen(look.theme.text2);
    const QString word = QObject::tr("stage");
    const double width = textWidth(font, word) + 1;
    QRectF place(right - width, first->rect.top(), width, first->rect.height());
    const auto line = std::ranges::find_if_not(layout.tileLabels, isStage);
    if (line != layout.tileLabels.end()) {
        const double clear = QFontMetricsF(font).height() + 1;
        const double missing = clear - (line->rect.center().y() - place.center().y());
        if (missing > 0 && missing <= look.px(kHeadingRise))
            place.translate(0, -missing);
    }
    painter.drawText(place, Qt::AlignRight | Qt::AlignVCenter, word);
    return place;
}

} // namespace

void paintTileLabels(QPainter &painter, const SceneLayout &layout, const Look &look)
{
    const QFont font = look.font(TextRole::Caption, 12);
    const QFont strong = look.font(TextRole::CaptionStrong, 12);
    const double width = layout.tiles.front().tile.width();
    const bool words = textWidth(font, stageText(layout.columns)) <= width;
    LabelPlaces places(font, look);
    if (!words)
        places.take(paintStageHeading(painter, layout, font, look));
    const bool named = std::ranges::all_of(
        layout.tileLabels, [&](const TileLabel &label) { return namesItsReplica(label, font); });
    std::vector<TileLabel> labels = layout.tileLabels; // the important ones first
    const int step = numberedColumns(labels, words, font, look);
    std::ranges::stable_sort(labels, std::ranges::greater{}, &TileLabel::strong);
    bool isOwed = !named; // a first one that says what is numbered
    for (const TileLabel &label : labels) {
        if (isStage(label) && (label.number - 1) % step != 0)
            continue;
        const bool number = label.what == TileLabel::What::Replica && label.number > 1;
        QString text = number && !named                              ? numbersText(label, {})
                       : label.what == TileLabel::What::StagesOfLine ? stagesOfLine(label, font)
                                                                     : labelText(label, words);
        QRectF rect = isStage(label) ? places.above(label.rect, text)
                                     : places.beside(label.rect, label.strong);
        if (rect.isEmpty())
            continue;
        const QFont &own = label.strong ? strong : font;
        const bool first = isOwed && label.what == TileLabel::What::Replica;
        isOwed = isOwed && !first;
        if (first) { // if not of number 1, the heading of the columns stands in its place
            text = labelText(label, words);
            rect.setLeft(std::max(look.px(4), rect.right() - textWidth(own, text) - 1));
        }
        painter.setFont(own);
        painter.setPen(label.strong ? look.theme.text1 : look.theme.text2);
        const Qt::Alignment edge = isStage(label) ? Qt::AlignHCenter : Qt::AlignRight;
        painter.drawText(rect, static_cast<int>(edge | Qt::AlignVCenter) | Qt::TextWordWrap, text);
    }
}

namespace {

// The cells exchange what they sum, in a ring along their bottom edge.
void paintTileBursts(QPainter &painter, const core::Snapshot &snapshot,
                     const core::DeviceMoment &moment, std::span<const CardGeometry> cards,
                     const Look &look)
{
    if (snapshot.plan.tensor < 2 || cards.size() < 2)
        return;
    const auto sum = core::partnerSum(snapshot, moment);
    if (!sum)
        return;
    const double radius = chunkRadius(cards.front().card, look.scale);
    // Among context partners each group of tensor partners is a ring of its own.
    const auto ring = static_cast<std::size_t>(snapshot.plan.tensor);
    for (std::size_t i = 0; i < cards.size(); ++i) {
        const std::size_t next = i % ring + 1 < ring ? i + 1 : i + 1 - ring;
        if (next >= cards.size())
            continue;
        drawToken(painter, chunkBetween(cards[i].card, cards[next].card, radius, sum->progress),
                  radius, TokenShape::Square, look.theme.sync, {}, look);
    }
}

// The number of the micro-batch stands on all tiles that work, or on none where the longer word has
// no room for it.
QString wordOnTile(const core::Snapshot &snapshot, const core::DeviceMoment &moment,
                   core::Nanos time, const QFont &font, double width)
{
    const PillText text = pillText(snapshot, moment, time);
    if (moment.state != core::DeviceState::Working)
        return fittingText(text, font, width);
    const core::Plan &plan = snapshot.plan;
    const QString number =
        QChar::Space + QString::number(std::int64_t{plan.order.microBatches} * plan.replicas);
    const bool room = std::ranges::all_of(
        std::array{core::SpanKind::Forward, core::SpanKind::Backward}, [&](core::SpanKind kind) {
            return textWidth(font, spanOnCard(kind).shortForm + number) <= width;
        });
    return room ? fittingText(text, font, width) : text.word;
}

} // namespace

void paintTile(QPainter &painter, const core::Snapshot &snapshot, const SceneLayout &layout,
               const TileGeometry &tile, core::Nanos time, const SquareColours &colours,
               SquareStamps &stamps, const Look &look)
{
    const Theme &theme = look.theme;
    const CardGeometry *cards = &layout.cards[static_cast<std::size_t>(tile.firstCard)];
    const core::DeviceMoment moment = core::deviceMoment(snapshot, cards->device, time);
    const QColor colour = stateColour(moment, theme);
    const QColor edge = edgeColour(moment, theme);
    drawRounded(painter, tile.tile, look.px(6),
                colour.isValid() ? mixed(colour, theme.surface, 0.88) : theme.surface2,
                edge.isValid() ? edge : theme.line3, look.px(1.25));
    const QFont font = look.font(TextRole::Caption, 11);
    painter.setFont(font);
    painter.setPen(moment.state == core::DeviceState::DoesNotFit ? theme.problemText : theme.text1);
    QString word = wordOnTile(snapshot, moment, time, font, tile.word.width());
    if (textWidth(font, word) > tile.word.width() && moment.state == core::DeviceState::Working &&
        moment.span.tag.kind == core::SpanKind::Recompute)
        word = QObject::tr("Recomp.");              // its colour is named below the tiles
    if (textWidth(font, word) <= tile.word.width()) // else colour and token say it
        painter.drawText(tile.word, Qt::AlignLeft | Qt::AlignVCenter, word);
    for (int i = 0; i < tile.cardCount; ++i)
        paintSquare(painter, stamps, snapshot, layout, tile.firstCard + i, colours, look);
    if (tile.tokenRadius > 0) // maybe in a cell
        paintSmallToken(painter, snapshot, moment, tile.token, tile.tokenRadius, colour, look);
    paintTileBursts(painter, snapshot, moment, {cards, static_cast<std::size_t>(tile.cardCount)},
                    look);
}

void paintTileOutline(QPainter &painter, const SceneLayout &layout, int device, double width,
                      const Look &look)
{
    const CardGeometry *card = cardOf(layout, device);
    if (card == nullptr)
        return;
    const int tile = tileOf(layout, static_cast<int>(card - layout.cards.data()));
    if (tile < 0)
        return;
    const QRectF &frame = layout.tiles[static_cast<std::size_t>(tile)].tile;
    drawRounded(painter, frame.adjusted(-2, -2, 2, 2), look.px(7), {}, look.theme.text1, width);
}

} // namespace ui
