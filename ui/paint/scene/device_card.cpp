// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/paint/scene/device_card.h"

#include "core/base/text.h"
#include "core/memory/memory_parts.h"
#include "ui/paint/primitives.h"
#include "ui/paint/scene/card_body.h"
#include "ui/paint/work_colours.h"
#include "ui/words/scene_texts.h"
#include "ui/words/text_of.h"

#include <QObject>

#include <algorithm>
#include <optional>

namespace ui {

namespace {

// The colour of a state: that of its work, or one of the two that no work has.
struct StateColour
{
    std::optional<WorkClass> work = {};
    bool problem = false;
};

StateColour stateColourOf(const core::DeviceMoment &moment)
{
    using enum core::DeviceState;
    if (moment.state == Sharing)
        return {.work = WorkClass::Sync};
    if (moment.state == DoesNotFit || moment.state == Stopped)
        return {.problem = true};
    if (moment.state == Working && moment.span.tag.kind != core::SpanKind::Wait)
        return {.work = workClassOf(moment.span.tag)};
    return {};
}

} // namespace

QColor stateColour(const core::DeviceMoment &moment, const Theme &theme)
{
    const StateColour state = stateColourOf(moment);
    return state.problem ? theme.problem : state.work ? workColour(*state.work, theme) : QColor();
}

QColor edgeColour(const core::DeviceMoment &moment, const Theme &theme)
{
    const StateColour state = stateColourOf(moment);
    return state.work ? workEdgeColour(*state.work, theme) : stateColour(moment, theme);
}

QColor onStateColour(const core::DeviceMoment &moment, const Theme &theme)
{
    const StateColour state = stateColourOf(moment);
    return state.problem ? theme.onProblem
           : state.work  ? onWorkColour(*state.work, theme)
                         : textOn(QColor());
}

QString fittingText(const PillText &text, const QFont &font, double width)
{
    for (const QString &candidate : {text.full, text.shortForm}) {
        if (textWidth(font, candidate) <= width)
            return candidate;
    }
    return text.word;
}

namespace {

bool isIdle(const core::DeviceMoment &moment)
{
    return moment.state == core::DeviceState::Waiting || moment.state == core::DeviceState::Done ||
           moment.state == core::DeviceState::OthersDoNotFit;
}

void paintPill(QPainter &painter, const core::Snapshot &snapshot, const CardGeometry &card,
               const core::DeviceMoment &moment, core::Nanos time, const Look &look)
{
    const Theme &theme = look.theme;
    const QFont font = look.font(TextRole::CaptionStrong);
    const QString text = fittingText(pillText(snapshot, moment, time), font,
                                     card.pill.width() - look.px(card.compact ? 9 : 12));
    if (isIdle(moment)) {
        drawPill(painter, card.pill, PillStyle::Dashed, theme.line3, theme.text2, text, font);
        return;
    }
    drawPill(painter, card.pill, PillStyle::Filled, stateColour(moment, theme),
             onStateColour(moment, theme), text, font);
}

// With the words below the figure where there is room for them. Since the start of the step: the
// headline number is of the whole of it.
QString lowerBusyText(const CardGeometry &card, const QString &figure, const QFont &font)
{
    const double line = QFontMetricsF(font).lineSpacing();
    const auto lines = static_cast<int>((card.busy.height() + line / 3) / line);
    const auto fits = [&](const QString &text) {
        const QStringList each = text.arg(QStringLiteral("100 %")).split(u'\n');
        return each.size() <= lines && std::ranges::all_of(each, [&](const QString &words) {
                   return textWidth(font, words) <= card.busy.width();
               });
    };
    for (const QString &text : {QObject::tr("%1\nbusy\nso far"), QObject::tr("%1\nso far")}) {
        if (fits(text))
            return text.arg(figure);
    }
    return fits(QStringLiteral("%1")) ? figure : QString(); // the bar below says it too
}

void paintBusy(QPainter &painter, const CardGeometry &card, double share, const Look &look)
{
    const QFont font = look.font(TextRole::CaptionStrong, card.compact ? 11.5 : 12);
    painter.setFont(font);
    painter.setPen(look.theme.text1);
    const QString figure = QString::fromStdString(core::figureOfShare(share));
    // Since the start of the step: the headline number is of the whole of it.
    const QString whole = QObject::tr("%1 busy so far").arg(figure);
    QString text =
        textWidth(font, whole) <= card.busy.width() ? whole : QObject::tr("%1 so far").arg(figure);
    if (!card.compact) {
        painter.drawText(card.busy, Qt::AlignRight | Qt::AlignVCenter, text);
        return;
    }
    // The same for every figure, so that nothing jumps.
    const bool wide =
        textWidth(font, QObject::tr("%1 so far").arg(QStringLiteral("100 %"))) <= card.busy.width();
    if (!wide) // the words one below the other, or the figure alone
        text = lowerBusyText(card, figure, font);
    const bool beside = card.busy.left() > card.middle.right();
    const Qt::Alignment edge = beside && card.kept.isEmpty() ? Qt::AlignLeft : Qt::AlignHCenter;
    painter.drawText(card.busy, static_cast<int>(edge | Qt::AlignVCenter), text);
}

void paintFull(QPainter &painter, const core::Snapshot &snapshot, const CardGeometry &card,
               const core::DeviceMoment &moment, core::Nanos time, bool tells, const Look &look)
{
    const Theme &theme = look.theme;
    paintActiveSlab(painter, snapshot, card, moment, look);
    paintGatheredSlabs(painter, snapshot, card, moment, look);
    paintLayerNames(painter, snapshot, card, moment, look);
    const core::Bytes need = snapshot.plan.rows[static_cast<std::size_t>(moment.row)].peak.total();
    paintTank(painter, card.tank, moment.memory, snapshot.plan.capacity, need, look);
    if (isIdle(moment)) { // what is drawn so far steps back
        QColor veil = theme.surface;
        veil.setAlphaF(0.38F);
        painter.fillRect(card.card.adjusted(look.px(3), look.px(3), -look.px(3), -look.px(3)),
                         veil);
    }
    painter.setFont(look.font(TextRole::CaptionStrong, 12));
    const bool tooMuch = moment.memory.total() > snapshot.plan.capacity;
    painter.setPen(tooMuch ? theme.problemText : theme.text1);
    painter.drawText(
        card.tankLabel, Qt::AlignRight | Qt::AlignVCenter,
        textOf(core::figureOfMemory(moment.memory.total(), snapshot.plan.capacity).text()));
    paintPill(painter, snapshot, card, moment, time, look);
    paintMiddle(painter, snapshot, card, moment, time, look);
    if (!tells)
        return;
    paintHistory(painter, snapshot, card.history, moment, time, look);
    if (snapshot.metrics.fits) // else there is nothing to be busy with
        paintBusy(painter, card, moment.busyShare, look);
}

void paintCell(QPainter &painter, const CardGeometry &card, const core::DeviceMoment &moment,
               const Look &look)
{
    const QColor colour = stateColour(moment, look.theme);
    const QRectF &r = card.card;
    if (colour.isValid())
        drawRounded(painter, r, std::min(look.px(3), r.width() / 4), colour);
    else
        painter.fillRect(r, idleHatchBrush(look, painter.device()->devicePixelRatioF()));
    if (r.width() < look.px(24) || r.height() < look.px(14))
        return;
    painter.setFont(look.font(TextRole::Small, 10.5));
    painter.setPen(colour.isValid() ? textOn(colour) : look.theme.text2);
    painter.drawText(r, Qt::AlignCenter, QString::number(card.device));
}

} // namespace

void paintStillCard(QPainter &painter, const core::Snapshot &snapshot, const CardGeometry &card,
                    CardDetail detail, const Look &look)
{
    if (detail == CardDetail::Cell)
        return;
    drawCard(painter, card.card, look);
    if (detail == CardDetail::Small) {
        paintStillSmallCard(painter, snapshot, card, look);
        return;
    }
    paintCardTitle(painter, snapshot, card, look);
    paintTower(painter, snapshot, card, look);
}

void paintMovingCard(QPainter &painter, const core::Snapshot &snapshot, const CardGeometry &card,
                     CardDetail detail, core::Nanos time, bool tells, const Look &look)
{
    const core::DeviceMoment moment = core::deviceMoment(snapshot, card.device, time);
    if (detail == CardDetail::Cell) {
        paintCell(painter, card, moment, look);
        return;
    }
    if (detail == CardDetail::Full)
        paintFull(painter, snapshot, card, moment, time, tells, look);
    else
        paintMovingSmallCard(painter, snapshot, card, moment, time, look);
    const QColor outline = edgeColour(moment, look.theme);
    if (outline.isValid())
        drawOutline(painter, card.card, look.px(kCardRadius), outline, look.px(2));
}

} // namespace ui
