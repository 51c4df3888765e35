// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/paint/training/workers_painter.h"

#include "core/analysis/communication_moment.h"
#include "core/analysis/moment.h"
#include "core/base/text.h"
#include "core/plan/plan_memory.h"
#include "ui/paint/primitives.h"
#include "ui/paint/scene/card_body.h"
#include "ui/paint/scene/device_card.h"
#include "ui/paint/training/fingerprint_painter.h"
#include "ui/words/card_texts.h"
#include "ui/words/scene_texts.h"
#include "ui/words/text_of.h"
#include "ui/words/training_texts.h"

#include <QObject>

#include <algorithm>

namespace ui {

namespace {

void paintHeader(QPainter &painter, const QRectF &line, const WorkersPicture &picture,
                 const Look &look)
{
    const QFont title = look.font(TextRole::SectionTitle);
    painter.setFont(title);
    painter.setPen(look.theme.text1);
    painter.drawText(line, Qt::AlignLeft | Qt::AlignVCenter, picture.title);
    const QRectF rest = line.adjusted(textWidth(title, picture.title) + look.px(12), 0, 0, 0);
    painter.setFont(look.font(TextRole::Caption));
    painter.setPen(look.theme.text2);
    painter.drawText(
        rest, Qt::AlignLeft | Qt::AlignVCenter,
        QFontMetricsF(painter.font()).elidedText(picture.detail, Qt::ElideRight, rest.width()));
}

void paintNames(QPainter &painter, const core::Snapshot &snapshot, const WorkerCard &worker,
                const Look &look)
{
    const int device = worker.card.device;
    const QString name = workerName(device);
    painter.setFont(look.font(TextRole::CardTitle));
    painter.setPen(look.theme.text1);
    painter.drawText(worker.card.title, Qt::AlignLeft | Qt::AlignVCenter, name);
    const double used = textWidth(painter.font(), name) + look.px(8);
    paintSlowMark(painter, snapshot, device,
                  {worker.card.title.left() + used, worker.card.title.center().y()},
                  worker.card.title.width() - used, look);
    painter.setFont(look.font(TextRole::Caption, 12));
    painter.setPen(look.theme.text2);
    painter.drawText(
        worker.subtitle, Qt::AlignLeft | Qt::AlignVCenter,
        QFontMetricsF(painter.font())
            .elidedText(cardSubtitle(snapshot, device), Qt::ElideRight, worker.subtitle.width()));
}

void paintState(QPainter &painter, const core::Snapshot &snapshot, const CardGeometry &card,
                const core::DeviceMoment &moment, core::Nanos time, const Look &look)
{
    PillText text = pillText(snapshot, moment, time);
    for (QString *words : {&text.full, &text.shortForm, &text.word})
        *words = ofWorkers(*words);
    const double room = card.pill.width() - card.pill.height() * 0.5; // as drawPill() has it
    QFont font = look.font(TextRole::CaptionStrong);
    QString shown = fittingText(text, font, room);
    if (shown == text.word) { // smaller, if that tells for whom it waits
        font = look.font(TextRole::CaptionStrong, 11);
        shown = fittingText(text, font, room);
    }
    const QColor colour = stateColour(moment, look.theme);
    if (colour.isValid())
        drawPill(painter, card.pill, PillStyle::Filled, colour, onStateColour(moment, look.theme),
                 shown, font);
    else
        drawPill(painter, card.pill, PillStyle::Dashed, look.theme.line3, look.theme.text2, shown,
                 font);
}

// The share of the largest memory that any worker needs, and the bytes that are in use.
void paintMemory(QPainter &painter, const core::Snapshot &snapshot, const WorkerCard &worker,
                 const core::DeviceMoment &moment, const Look &look)
{
    const core::Bytes most = std::max(core::Bytes{1}, core::largestPeak(snapshot.plan));
    const double share =
        static_cast<double>(moment.memory.total().count) / (1.04 * static_cast<double>(most.count));
    drawBar(painter, worker.memoryBar, share, look.theme.memActs, look.theme.idle);
    painter.setFont(look.font(TextRole::CaptionStrong, 12));
    painter.setPen(look.theme.text1);
    painter.drawText(worker.card.tankLabel, Qt::AlignRight | Qt::AlignVCenter,
                     textOf(core::figureOf(moment.memory.total()).text()));
}

void paintVerdict(QPainter &painter, const QRectF &area, WeightsVerdict verdict, const Look &look)
{
    if (verdict == WeightsVerdict::None)
        return;
    const bool differs = verdict == WeightsVerdict::Differ;
    const double icon = look.px(14);
    const QColor mark = differs                            ? look.theme.problem
                        : verdict == WeightsVerdict::Equal ? look.theme.memActs
                                                           : look.theme.text2;
    const QString sign = differs                               ? QStringLiteral("cross")
                         : verdict == WeightsVerdict::Rounding ? QStringLiteral("info")
                                                               : QStringLiteral("check");
    drawIcon(painter, QRectF(area.left(), area.center().y() - icon / 2, icon, icon), sign, mark, 14,
             look);
    painter.setFont(look.font(TextRole::CaptionStrong));
    painter.setPen(differs ? look.theme.problemText : look.theme.text1);
    const QRectF rest = area.adjusted(icon + look.px(4), 0, 0, 0);
    const QString word = verdictText(verdict);
    if (textWidth(painter.font(), word) <= rest.width() + look.px(4))
        painter.drawText(rest, Qt::AlignLeft | Qt::AlignVCenter | Qt::TextDontClip, word);
}

void paintFoot(QPainter &painter, const WorkerCard &worker, const WorkerWeights &weights,
               const Look &look)
{
    painter.fillRect(worker.separator, look.theme.line);
    painter.setFont(look.font(TextRole::Caption));
    painter.setPen(look.theme.text2);
    if (!worker.heading.isEmpty())
        painter.drawText(worker.heading, Qt::AlignLeft | Qt::AlignVCenter, QObject::tr("weights"));
    if (weights.digits.empty())
        return;
    paintFingerprint(painter, worker.cells, weights.digits, look);
    paintVerdict(painter, worker.verdict, weights.verdict, look);
    if (worker.digits.isEmpty())
        return;
    painter.setFont(look.font(TextRole::Caption, 11.5));
    painter.setPen(look.theme.text2);
    painter.drawText(worker.digits, Qt::AlignLeft | Qt::AlignVCenter, shortPrint(weights.digits));
}

void paintWorker(QPainter &painter, const core::Snapshot &snapshot, const WorkerCard &worker,
                 bool whole, core::Nanos time, const WorkerWeights &weights, const Look &look)
{
    const CardGeometry &card = worker.card;
    const core::DeviceMoment moment = core::deviceMoment(snapshot, card.device, time);
    drawCard(painter, card.card, look);
    paintNames(painter, snapshot, worker, look);
    if (whole) {
        paintTower(painter, snapshot, card, look);
        paintActiveSlab(painter, snapshot, card, moment, look);
        paintGatheredSlabs(painter, snapshot, card, moment, look);
        paintLayerNames(painter, snapshot, card, moment, look);
        const bool idle = !stateColour(moment, look.theme).isValid();
        if (idle) { // what it is at steps back, its weights do not
            QColor veil = look.theme.surface;
            veil.setAlphaF(0.38F);
            painter.fillRect(card.tower.adjusted(-look.px(4), 0, look.px(4), 0), veil);
        }
        paintMiddle(painter, snapshot, card, moment, time, look);
        paintMemory(painter, snapshot, worker, moment, look);
    }
    paintState(painter, snapshot, card, moment, time, look);
    paintFoot(painter, worker, weights, look);
    const QColor outline = edgeColour(moment, look.theme);
    if (outline.isValid())
        drawOutline(painter, card.card, look.px(kCardRadius), outline, look.px(1.5));
}

// What is on its way, from ring to ring.
void paintTokens(QPainter &painter, const core::Snapshot &snapshot, const WorkerCards &cards,
                 core::Nanos time, const Look &look)
{
    for (const core::TransferMoment &sent : core::transfersAt(snapshot, time)) {
        const CardGeometry &from = cards.workers[static_cast<std::size_t>(sent.fromDevice)].card;
        const CardGeometry &to = cards.workers[static_cast<std::size_t>(sent.toDevice)].card;
        const QPointF a = from.middle.center();
        const QPointF b = to.middle.center();
        const TokenShape shape = sent.gradient ? TokenShape::Diamond : TokenShape::Circle;
        const double radius = look.px(10);
        const TokenNumber number = tokenNumber(snapshot, sent.fromDevice, sent.microBatch);
        const QPointF at = a + (b - a) * (look.reduceMotion ? 0.5 : sent.progress);
        drawHalo(painter, at, radius, shape,
                 sent.gradient ? look.theme.backward : look.theme.forward);
        drawToken(painter, at, radius, shape, microBatchColour(number.index, number.count),
                  number.text, look);
    }
}

} // namespace

void paintWorkers(QPainter &painter, const core::Snapshot &snapshot, const WorkerCards &cards,
                  core::Nanos time, const WorkersPicture &picture, const Look &look)
{
    paintHeader(painter, cards.header, picture, look);
    for (const WorkerCard &worker : cards.workers) {
        const auto device = static_cast<std::size_t>(worker.card.device);
        const WorkerWeights weights =
            device < picture.weights.size() ? picture.weights[device] : WorkerWeights{};
        paintWorker(painter, snapshot, worker, cards.whole, time, weights, look);
        const QRectF &area = worker.card.card;
        if (picture.selected == worker.card.device)
            drawRounded(painter, area, look.px(kCardRadius), {}, look.theme.text1, look.px(2.5));
        if (picture.focused == worker.card.device)
            drawFocusRing(painter, area, look.px(kCardRadius), look);
    }
    if (cards.whole && snapshot.metrics.fits)
        paintTokens(painter, snapshot, cards, time, look);
}

} // namespace ui
