// SPDX-License-Identifier: GPL-3.0-or-later
// Where micro-batches enter a pipeline, and where their loss is.
#include "ui/paint/scene/scene_parts.h"

#include "core/analysis/row_checkpoints.h"
#include "core/base/text.h"
#include "ui/layout/scene/scene_routes.h"
#include "ui/paint/primitives.h"
#include "ui/words/scene_texts.h"
#include "ui/words/text_of.h"

#include <QObject>

#include <algorithm>

namespace ui {
namespace {

// Of the micro-batches of one route: those its first stage has begun, and those that are through.
struct QueueState
{
    int begun = 0;
    int done = 0;
};

QueueState queueAt(const core::Snapshot &snapshot, const RouteEnds &ends, core::Nanos time)
{
    if (snapshot.trace.rows.empty())
        return {};
    if (snapshot.checkpoints)
        return {snapshot.checkpoints->entered(ends.route, time),
                snapshot.checkpoints->left(ends.route, time)};
    const core::RowCheckpoints checkpoints(snapshot.plan, snapshot.trace);
    return {checkpoints.entered(ends.route, time), checkpoints.left(ends.route, time)};
}

// Micro-batches of a route in order of their numbers.
std::vector<int> batchesOf(const core::Plan &plan, int route)
{
    std::vector<int> batches;
    for (int i = 0; i < plan.order.microBatches; ++i) {
        if (routeOf(plan, i) == route)
            batches.push_back(i);
    }
    return batches;
}

double queueLevel(const SceneLayout &layout, const CardGeometry &card, const QRectF &area,
                  bool lossAbove, const Look &look)
{
    switch (layout.detail) {
    case CardDetail::Full:
        return card.middle.center().y() - look.px(16);
    case CardDetail::Small:
        return card.card.center().y() + look.px(lossAbove ? 13 : -7);
    case CardDetail::Cell:
        break;
    }
    return area.center().y();
}

// Tokens one below the other from the top one on, which an arrow leads to its card.
struct Column
{
    double x = 0;
    double top = 0;
    double bottom = 0;
    double arrowFrom = 0;
    double arrowTo = 0;
};

void paintTokens(QPainter &painter, const core::Snapshot &snapshot, const CardGeometry &card,
                 const RouteEnds &ends, const QueueState &state, const Column &column,
                 const Look &look)
{
    const double radius = look.px(10);
    const std::vector<int> batches = batchesOf(snapshot.plan, ends.route);
    const int waiting = static_cast<int>(batches.size()) - state.begun;
    const int room = static_cast<int>((column.bottom - column.top) / (2.4 * radius));
    const int shown = std::clamp(room, 0, std::max(0, waiting));
    for (int i = 0; i < shown; ++i) {
        const int batch = batches[static_cast<std::size_t>(state.begun + i)];
        const TokenNumber number = tokenNumber(snapshot, card.device, batch);
        drawToken(painter, {column.x, column.top + i * 2.4 * radius}, radius, TokenShape::Circle,
                  microBatchColour(number.index, number.count), number.text, look);
    }
    if (shown > 0)
        drawArrow(painter, {column.arrowFrom, column.top}, {column.arrowTo, column.top},
                  mixed(look.theme.forward, look.theme.surface, 0.25), look.px(1.6), look);
}

// In some languages it is a longer word: the pill grows, and touches nothing on either side.
void paintLossPill(QPainter &painter, const QRectF &pill, const Look &look)
{
    constexpr double kSize = 12;
    const QString word = QObject::tr("loss");
    const double wide = textWidth(look.font(TextRole::CaptionStrong, kSize), word);
    const double more = std::clamp(wide + look.px(8) - pill.width(), 0.0, look.px(4));
    const QRectF place = pill.adjusted(-more / 2, 0, more / 2, 0);
    drawRounded(painter, place, place.height() / 2, look.theme.surface, look.theme.line2,
                look.px(1));
    const double fits = std::min(1.0, (place.width() - look.px(6)) / wide);
    painter.setFont(look.font(TextRole::CaptionStrong, kSize * fits));
    painter.setPen(look.theme.text1);
    painter.drawText(place, Qt::AlignCenter, word);
}

double centreOf(const SceneLayout &layout, const CardGeometry &card)
{
    return layout.detail == CardDetail::Full ? card.middle.center().y() : card.card.center().y();
}

// Right of the last device.
void paintLossAtRight(QPainter &painter, const SceneLayout &layout, const CardGeometry &last,
                      const Look &look)
{
    const double centre = centreOf(layout, last);
    const double apart = look.px(16); // clear of the pill
    const QRectF pill(layout.loss.right() - look.px(42), centre - look.px(11), look.px(40),
                      look.px(22));
    const double left = last.card.right() + look.px(3);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(mixed(look.theme.forward, look.theme.surface, 0.25), look.px(1.6)));
    painter.drawLine(QPointF(left, centre - apart), QPointF(pill.center().x(), centre - apart));
    painter.drawLine(QPointF(pill.center().x(), centre - apart),
                     QPointF(pill.center().x(), pill.top()));
    painter.setPen(QPen(look.theme.backwardEdge, look.px(1.6)));
    painter.drawLine(QPointF(pill.center().x(), pill.bottom()),
                     QPointF(pill.center().x(), centre + apart));
    drawArrow(painter, {pill.center().x(), centre + apart}, {left, centre + apart},
              look.theme.backwardEdge, look.px(1.6), look);
    paintLossPill(painter, pill, look);
}

// Left of the first device, above what waits to enter.
void paintLossAtLeft(QPainter &painter, const SceneLayout &layout, const CardGeometry &first,
                     const Look &look)
{
    const double apartFromQueue = look.px(layout.detail == CardDetail::Full ? 29 : 26);
    const double level =
        std::max(queueLevel(layout, first, layout.batch, true, look) - apartFromQueue,
                 first.card.top() + look.px(11));
    const QRectF pill(layout.batch.left() + look.px(4), level - look.px(10), look.px(38),
                      look.px(20));
    const double right = first.card.left() - look.px(3);
    const double apart = look.px(5);
    drawArrow(painter, {right, level - apart}, {pill.right() + look.px(1), level - apart},
              mixed(look.theme.forward, look.theme.surface, 0.25), look.px(1.6), look);
    drawArrow(painter, {pill.right() + look.px(1), level + apart}, {right, level + apart},
              look.theme.backwardEdge, look.px(1.6), look);
    paintLossPill(painter, pill, look);
}

void paintQueueAtRight(QPainter &painter, const core::Snapshot &snapshot, const SceneLayout &layout,
                       const RouteEnds &ends, core::Nanos time, const Look &look)
{
    const CardGeometry &last = layout.cards[static_cast<std::size_t>(ends.firstRank)];
    const QRectF &area = layout.loss;
    const double x = area.right() - look.px(16);
    const double top = centreOf(layout, last) + look.px(34);
    const Column column{x, top, area.bottom() - look.px(4), x - look.px(12),
                        last.card.right() + look.px(3)};
    paintTokens(painter, snapshot, last, ends, queueAt(snapshot, ends, time), column, look);
}

// Above the tokens and the loss, if there is room; where the words have none, the number alone.
void paintHeading(QPainter &painter, const core::Snapshot &snapshot, const QRectF &area,
                  double bottom, const Look &look)
{
    const QRectF heading(area.left(), area.top(), area.width(), look.px(32));
    if (bottom <= heading.bottom())
        return;
    const QFont font = look.font(TextRole::Caption, 12);
    const QString number = countText(snapshot.scenario.training.globalBatch);
    const QString whole =
        (snapshot.plan.training ? QObject::tr("Batch of\n%1") : QObject::tr("Samples:\n%1"))
            .arg(number);
    const bool fits = std::ranges::all_of(whole.split(u'\n'), [&](const QString &line) {
        return textWidth(font, line) <= heading.width();
    });
    painter.setFont(font);
    painter.setPen(look.theme.text2);
    painter.drawText(heading, Qt::AlignHCenter | Qt::AlignTop, fits ? whole : number);
}

// How many are done. Wording and size are those of the final number, so that nothing jumps.
struct DoneCounter
{
    QFont font;
    bool narrow = false;
    double width = 0;
    double height = 0;
};

DoneCounter doneCounter(int total, const SceneLayout &layout, const Look &look)
{
    constexpr double kText = 12;
    const QRectF &area = layout.batch;
    const bool oneLine = layout.cards.front().card.top() == layout.cards.back().card.top();
    DoneCounter counter{look.font(TextRole::Caption, kText), !oneLine};
    // Left of the paths from line to line.
    counter.width = area.width() - look.px(oneLine ? 0 : layout.returns ? 28 : 14);
    const auto needed = [&] {
        double widest = 0;
        for (const QString &line : doneText(total, total, counter.narrow).split(QLatin1Char('\n')))
            widest = std::max(widest, textWidth(counter.font, line));
        return widest;
    };
    counter.narrow |= needed() > counter.width;
    counter.height = look.px(counter.narrow ? 50 : 34);
    if (const double most = needed(); most > counter.width)
        counter.font = look.font(TextRole::Caption, kText * counter.width / most);
    return counter;
}

} // namespace

void paintQueue(QPainter &painter, const core::Snapshot &snapshot, const SceneLayout &layout,
                core::Nanos time, const Look &look)
{
    const QRectF &area = layout.batch;
    const CardGeometry &first = layout.cards.front();
    const std::vector<RouteEnds> routes = routeEnds(snapshot.plan);
    const bool lossHere =
        std::ranges::any_of(routes, [](const RouteEnds &ends) { return ends.lastRank == 0; });
    const double level = queueLevel(layout, first, area, lossHere, look);
    paintHeading(painter, snapshot, area, level - look.px(lossHere ? 40 : 10), look);
    if (!snapshot.metrics.fits)
        return;
    // Left of the paths from line to line.
    const bool oneLine = first.card.top() == layout.cards.back().card.top();
    const bool crowded = !oneLine && layout.returns;
    const int total = snapshot.plan.order.microBatches;
    const DoneCounter counter = doneCounter(total, layout, look);
    int done = 0;
    for (const RouteEnds &ends : routes) {
        const QueueState state = queueAt(snapshot, ends, time);
        done += state.done;
        if (ends.firstRank != 0) {
            if (layout.detail != CardDetail::Cell)
                paintQueueAtRight(painter, snapshot, layout, ends, time, look);
            continue;
        }
        const double x = area.left() + (crowded ? look.px(18) : area.width() * 0.52);
        const Column column{x, level, area.bottom() - counter.height - look.px(6), x + look.px(12),
                            std::max(area.right() - look.px(3), first.card.left() - look.px(6))};
        paintTokens(painter, snapshot, first, ends, state, column, look);
    }
    painter.setFont(counter.font);
    painter.setPen(look.theme.text2);
    painter.drawText(
        QRectF(area.left(), area.bottom() - counter.height, counter.width, counter.height),
        Qt::AlignHCenter | Qt::AlignBottom, doneText(done, total, counter.narrow));
}

void paintLoss(QPainter &painter, const core::Snapshot &snapshot, const SceneLayout &layout,
               const Look &look)
{
    // A forward pass alone ends with what comes out: nothing is compared, and nothing goes back.
    if (layout.detail == CardDetail::Cell || !snapshot.plan.training)
        return;
    for (const RouteEnds &ends : routeEnds(snapshot.plan)) {
        if (ends.lastRank == snapshot.plan.ranks() - 1)
            paintLossAtRight(painter, layout, layout.cards.back(), look);
        else if (ends.lastRank == 0)
            paintLossAtLeft(painter, layout, layout.cards.front(), look);
    }
}

} // namespace ui
