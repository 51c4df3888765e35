// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/paint/scene/card_body.h"

#include "core/analysis/moment.h"
#include "core/base/text.h"
#include "core/memory/memory_parts.h"
#include "ui/paint/primitives.h"
#include "ui/paint/scene/device_card.h"
#include "ui/words/card_texts.h"
#include "ui/words/scene_texts.h"

#include <algorithm>

namespace ui {
namespace {

// Logical pixels.
constexpr double kMargin = 7;
constexpr double kWordMargin = 3; // right of the word
constexpr double kBar = 5;
constexpr double kLine = 14;
constexpr double kLeastLine = 11; // lower, and two lines would run into each other
constexpr double kTall = 62;      // inside the margins: room for the token between the lines

// Where the parts of a small card lie: the token beside its name, or below it if the card is tall.
struct SmallCard
{
    QRectF name;
    QRectF layers; // empty: no room for them
    QRectF word;   // empty: no room below the name
    QRectF bar;
    QRectF memory; // figure beside the bar; empty: no room
    QPointF token;
    double radius = 0;
};

QFont memoryFont(const Look &look)
{
    return look.font(TextRole::CaptionStrong, 11);
}

SmallCard smallCard(const QRectF &card, const Look &look)
{
    const double margin = look.px(kMargin);
    const QRectF inner = card.adjusted(margin, margin - look.px(2), -margin, -look.px(4));
    const bool tall = inner.height() >= look.px(kTall);
    SmallCard parts;
    const double foot = tall ? look.px(kLine) : look.px(kBar);
    parts.bar = QRectF(inner.left(), inner.bottom() - foot / 2 - look.px(kBar) / 2, inner.width(),
                       look.px(kBar));
    const QRectF rest = inner.adjusted(0, 0, 0, -foot - look.px(tall ? 3 : 2));
    const int lines = rest.height() < 2 * look.px(kLeastLine) ? 1 : 2;
    const double line = std::min(look.px(kLine), rest.height() / lines);
    parts.name = QRectF(rest.left(), rest.top(), rest.width(), line);
    if (!tall) {
        // Up to the outline: the number of the micro-batch stands at its end.
        if (lines > 1)
            parts.word = QRectF(rest.left(), rest.bottom() - line,
                                rest.width() + margin - look.px(kWordMargin), line);
        parts.radius = std::min(look.px(11), (rest.height() - parts.word.height()) / 2);
        parts.token = {rest.right() - parts.radius, rest.top() + parts.radius};
        parts.name.setRight(parts.token.x() - parts.radius - look.px(3));
        return parts;
    }
    const double figure = textWidth(memoryFont(look), QStringLiteral("0.000 GB"));
    parts.memory = QRectF(inner.right() - figure, inner.bottom() - foot, figure, foot);
    parts.bar.setRight(parts.memory.left() - look.px(3));
    const bool roomy = rest.height() >= 3 * line + look.px(30);
    parts.layers = roomy ? parts.name.translated(0, line) : QRectF();
    const double top = roomy ? parts.layers.bottom() : parts.name.bottom();
    parts.word = QRectF(rest.left(), rest.bottom() - line, rest.width(), line);
    const double room = parts.word.top() - top;
    parts.radius = std::min({look.px(24), inner.width() / 2, room / 2 - look.px(3)});
    parts.token = {inner.center().x(), top + room / 2};
    return parts;
}

void paintMemory(QPainter &painter, const core::Snapshot &snapshot, const SmallCard &parts,
                 const core::DeviceMoment &moment, const Look &look)
{
    const Theme &theme = look.theme;
    const core::Bytes used = moment.memory.total();
    const bool tooMuch = used > snapshot.plan.capacity;
    const double share =
        static_cast<double>(used.count) / static_cast<double>(snapshot.plan.capacity.count);
    drawBar(painter, parts.bar, std::min(1.0, share), tooMuch ? theme.problem : theme.memActs,
            theme.idle);
    if (parts.memory.isEmpty())
        return;
    painter.setFont(memoryFont(look));
    painter.setPen(tooMuch ? theme.problemText : theme.text1);
    painter.drawText(
        parts.memory, Qt::AlignRight | Qt::AlignVCenter,
        QString::fromStdString(core::figureOfMemory(used, snapshot.plan.capacity).text()));
}

} // namespace

void paintStillSmallCard(QPainter &painter, const core::Snapshot &snapshot,
                         const CardGeometry &card, const Look &look)
{
    const SmallCard parts = smallCard(card.card, look);
    const QFont font = look.font(TextRole::CaptionStrong, 11.5);
    painter.setFont(font);
    painter.setPen(look.theme.text1);
    const QString name = QString::fromStdString(core::deviceName(card.device));
    const QString widest = widestName(snapshot);
    const bool isWhole = textWidth(font, widest) <= parts.name.width();
    painter.drawText(parts.name, Qt::AlignLeft | Qt::AlignVCenter,
                     isWhole ? name : QString::number(card.device));
    const QString shown = isWhole ? widest : widest.section(QLatin1Char(' '), 1);
    double used = textWidth(font, shown) + look.px(5);
    used += paintSlowMark(painter, snapshot, card.device,
                          {parts.name.left() + used, parts.name.center().y()},
                          parts.name.width() - used, look);
    // Beside the name where both fit, else below it; on all cards alike.
    const QString layers = cardSubtitle(snapshot, card.device);
    const QString most = widestSubtitle(snapshot);
    const QFont small = look.font(TextRole::Caption, 11);
    painter.setFont(small);
    painter.setPen(look.theme.text2);
    const QRectF beside = parts.name.adjusted(used, 0, 0, 0);
    const bool tall = !parts.memory.isEmpty();
    if (tall && std::max(textWidth(small, layers), textWidth(small, most)) <= beside.width())
        painter.drawText(beside, Qt::AlignRight | Qt::AlignVCenter, layers);
    else if (!parts.layers.isEmpty()) {
        const double room = parts.layers.width();
        const QString brief = layers.section(QLatin1Char(' '), 1);
        const QString full = textWidth(small, most) <= room ? layers : brief;
        painter.drawText(parts.layers, Qt::AlignLeft | Qt::AlignVCenter,
                         fittingText({full, brief, {}}, small, room));
    }
}

void paintMovingSmallCard(QPainter &painter, const core::Snapshot &snapshot,
                          const CardGeometry &card, const core::DeviceMoment &moment,
                          core::Nanos time, const Look &look)
{
    const SmallCard parts = smallCard(card.card, look);
    const bool tooBig = moment.state == core::DeviceState::DoesNotFit;
    if (!parts.word.isEmpty()) {
        const QFont font = look.font(TextRole::Caption, 11);
        const QString word =
            fittingText(pillText(snapshot, moment, time), font, parts.word.width());
        painter.setFont(font);
        painter.setPen(tooBig ? look.theme.problemText : look.theme.text2);
        const Qt::Alignment edge = parts.memory.isEmpty() ? Qt::AlignLeft : Qt::AlignHCenter;
        // The line may be lower than the font, whose descenders reach into the air below it.
        painter.drawText(parts.word, static_cast<int>(edge | Qt::AlignVCenter) | Qt::TextDontClip,
                         QFontMetricsF(font).elidedText(word, Qt::ElideRight, parts.word.width()));
    }
    paintSmallToken(painter, snapshot, moment, parts.token, parts.radius,
                    stateColour(moment, look.theme), look);
    paintMemory(painter, snapshot, parts, moment, look);
}

} // namespace ui
