// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/paint/scene/card_body.h"

#include "core/analysis/communication_moment.h"
#include "core/analysis/moment.h"
#include "ui/paint/primitives.h"
#include "ui/paint/scene/device_card.h"
#include "ui/paint/token_text.h"
#include "ui/words/scene_texts.h"

#include <QFontMetricsF>
#include <QObject>

#include <algorithm>

namespace ui {
namespace {

constexpr double kLeastInRing = 9.5; // logical pixels: the number of a token

constexpr double kTankFigure = 54; // logical pixels: the width of "134 GB" and a gap

bool isBackward(core::SpanKind kind)
{
    return kind == core::SpanKind::Backward || kind == core::SpanKind::BackwardInput ||
           kind == core::SpanKind::BackwardWeight;
}

// Full turn, in the sixteenths of a degree that Qt draws arcs with.
constexpr int kFullTurn = 360 * 16;

void paintRing(QPainter &painter, QPointF centre, double radius, double progress,
               const QColor &colour, const Look &look)
{
    const QRectF circle(centre.x() - radius, centre.y() - radius, 2 * radius, 2 * radius);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setBrush(Qt::NoBrush);
    painter.setPen(QPen(mixed(colour, look.theme.surface, 0.78), look.px(4)));
    painter.drawEllipse(circle);
    painter.setPen(QPen(colour, look.px(4), Qt::SolidLine, Qt::FlatCap));
    painter.drawArc(circle, kFullTurn / 4, -static_cast<int>(progress * kFullTurn));
}

void paintIdleRing(QPainter &painter, QPointF centre, double radius, const QString &icon,
                   const QColor &colour, const Look &look)
{
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setBrush(Qt::NoBrush);
    painter.setPen(QPen(look.theme.line2, look.px(1.5), Qt::DashLine));
    painter.drawEllipse(centre, radius * 0.86, radius * 0.86);
    drawIcon(painter, QRectF(centre.x() - radius, centre.y() - radius, 2 * radius, 2 * radius),
             icon, colour, 24, look);
}

// Sums on their way up a tree and down again, or first within the node.
void paintSumsAtOnce(QPainter &painter, const core::CollectiveMoment &sums, QPointF centre,
                     double radius, const Look &look)
{
    paintRing(painter, centre, radius, (sums.step + sums.progress) / sums.steps, look.theme.sync,
              look);
    if (sums.algorithm != core::AllReduce::Tree) {
        drawIcon(painter, QRectF(centre.x() - radius, centre.y() - radius, 2 * radius, 2 * radius),
                 QStringLiteral("loop"), look.theme.sync, std::min(24.0, radius / look.px(1)),
                 look);
        return;
    }
    painter.setFont(look.font(TextRole::CaptionStrong, 20));
    painter.setPen(look.theme.sync);
    const bool up = 2 * sums.step < sums.steps;
    painter.drawText(QRectF(centre.x() - radius, centre.y() - radius, 2 * radius, 2 * radius),
                     Qt::AlignCenter, up ? QStringLiteral("↑") : QStringLiteral("↓"));
}

// The tokens whose activations are kept; how many more there are when they have no room.
void paintKeptTokens(QPainter &painter, const core::Snapshot &snapshot, const CardGeometry &card,
                     const core::DeviceMoment &moment, const Look &look)
{
    const double radius = look.px(7);
    const double step = 2 * radius + look.px(5);
    const double y = card.kept.top() + look.px(19) + radius;
    QRectF area = card.kept;
    // In a low card the figure below the tank stands level with them.
    if (y + radius > card.tankLabel.top())
        area.setRight(std::min(area.right(), card.tankLabel.right() - look.px(kTankFigure)));
    const auto count = static_cast<int>(moment.kept.size());
    const auto more = [count](int shown) { return QStringLiteral("+%1").arg(count - shown); };
    int shown = std::clamp(static_cast<int>((area.width() + look.px(5)) / step), 0, count);
    while (shown > 0 && shown < count &&
           shown * step + textWidth(painter.font(), more(shown)) > area.width())
        --shown;
    const double rest = shown < count ? textWidth(painter.font(), more(shown)) : -look.px(5);
    double x = area.center().x() - (shown * step + rest) / 2 + radius;
    for (int i = 0; i < shown; ++i, x += step) {
        const TokenNumber number =
            tokenNumber(snapshot, card.device, moment.kept[static_cast<std::size_t>(i)].microBatch);
        drawToken(painter, {x, y}, radius, TokenShape::Circle,
                  microBatchColour(number.index, number.count), number.text, look);
    }
    if (shown < count)
        painter.drawText(QRectF(x - radius, y - radius, rest + 1, 2 * radius),
                         Qt::AlignLeft | Qt::AlignVCenter | Qt::TextDontClip, more(shown));
}

void paintKept(QPainter &painter, const core::Snapshot &snapshot, const CardGeometry &card,
               const core::DeviceMoment &moment, const Look &look)
{
    painter.setFont(look.font(TextRole::Caption, 12));
    painter.setPen(look.theme.text2);
    const QRectF line(card.kept.left(), card.kept.top(), card.kept.width(), look.px(15));
    painter.drawText(line, Qt::AlignCenter | Qt::TextDontClip,
                     fittingText(keptText(snapshot, moment), painter.font(), line.width()));
    if (card.kept.height() >= look.px(30)) // else the number alone
        paintKeptTokens(painter, snapshot, card, moment, look);
    // Level with the figure below the tank.
    const QRectF below(line.left(), card.tankLabel.top() + look.px(1),
                       std::min(line.right(), card.tankLabel.right() - look.px(kTankFigure)) -
                           line.left(),
                       look.px(16));
    const QString versions = fittingText(versionsText(snapshot, moment),
                                         look.font(TextRole::CaptionStrong), below.width());
    if (!versions.isEmpty() && !card.compact && below.top() >= card.kept.bottom() - look.px(3)) {
        painter.setFont(look.font(TextRole::CaptionStrong));
        painter.setPen(look.theme.text1);
        painter.drawText(below, Qt::AlignCenter | Qt::TextDontClip, versions);
    }
}

void paintOptimizerMark(QPainter &painter, QPointF centre, double radius, const Look &look)
{
    drawIcon(painter, QRectF(centre.x() - radius, centre.y() - radius, 2 * radius, 2 * radius),
             QStringLiteral("settings"), look.theme.optimizer, 24, look);
}

void paintWork(QPainter &painter, const core::Snapshot &snapshot, const CardGeometry &card,
               const core::DeviceMoment &moment, QPointF centre, double radius, const Look &look)
{
    paintRing(painter, centre, radius - look.px(2), moment.progress, edgeColour(moment, look.theme),
              look);
    if (moment.span.tag.kind == core::SpanKind::Optimizer) {
        paintOptimizerMark(painter, centre, radius * 0.7, look);
        return;
    }
    const TokenNumber number =
        tokenNumber(snapshot, card.device, static_cast<int>(moment.span.tag.microBatch));
    drawToken(painter, centre, radius * (radius < look.px(20) ? 0.68 : 0.52),
              isBackward(moment.span.tag.kind) ? TokenShape::Diamond : TokenShape::Circle,
              microBatchColour(number.index, number.count), number.text, look);
}

struct StateIcon
{
    const char *name; // of resources/icons
    QColor Theme::*colour;

    [[nodiscard]] QString title() const { return QString::fromLatin1(name); }
};

const StateIcon &iconOf(core::DeviceState state)
{
    // In the order of DeviceState.
    static constexpr StateIcon icons[] = {
        {"settings", &Theme::text3}, {"hourglass", &Theme::text3},  {"loop", &Theme::text3},
        {"check", &Theme::text3},    {"link-off", &Theme::problem}, {"warning", &Theme::problem},
        {"check", &Theme::text3}};
    return icons[static_cast<std::size_t>(state)];
}

// The chunks of a ring, or the sums of another algorithm.
void paintSharing(QPainter &painter, const core::Snapshot &snapshot, const CardGeometry &card,
                  const core::DeviceMoment &moment, core::Nanos time, const Look &look)
{
    const double radius =
        std::min({look.px(30), card.middle.width() / 2, card.middle.height() / 2});
    const QPointF centre = card.middle.center();
    const int rank = snapshot.plan.rows[static_cast<std::size_t>(moment.row)].pipelineRank;
    const auto ring = core::collectiveAt(snapshot, rank, time);
    if (ring && ring->algorithm != core::AllReduce::Ring) {
        paintSumsAtOnce(painter, *ring, centre, radius, look);
    } else if (ring) {
        // As wide as leaves room for the figure below the tank.
        paintChunks(painter,
                    QRectF(card.middle.left(), card.middle.top(),
                           card.middle.width() - (card.compact ? 0 : look.px(6)),
                           std::max(card.kept.bottom(), card.middle.bottom()) - card.middle.top()),
                    *ring, card.replica, look);
    }
}

} // namespace

void paintMiddle(QPainter &painter, const core::Snapshot &snapshot, const CardGeometry &card,
                 const core::DeviceMoment &moment, core::Nanos time, const Look &look)
{
    const double radius =
        std::min({look.px(30), card.middle.width() / 2, card.middle.height() / 2});
    const QPointF centre = card.middle.center();
    const StateIcon &icon = iconOf(moment.state);
    const bool runs = moment.state != core::DeviceState::DoesNotFit &&
                      moment.state != core::DeviceState::OthersDoNotFit;
    if (!runs) {
        drawIcon(painter, card.middle, icon.title(), look.theme.*icon.colour, 36, look);
        return;
    }
    if (moment.state == core::DeviceState::Sharing) {
        paintSharing(painter, snapshot, card, moment, time, look);
        return;
    }
    if (moment.state == core::DeviceState::Working)
        paintWork(painter, snapshot, card, moment, centre, radius, look);
    else
        paintIdleRing(painter, centre, radius, icon.title(), look.theme.*icon.colour, look);
    if (snapshot.plan.training && !card.kept.isEmpty())
        paintKept(painter, snapshot, card, moment, look);
}

void paintSmallToken(QPainter &painter, const core::Snapshot &snapshot,
                     const core::DeviceMoment &moment, QPointF centre, double radius,
                     const QColor &colour, const Look &look)
{
    const QRectF box(centre.x() - radius, centre.y() - radius, 2 * radius, 2 * radius);
    const bool optimizer = moment.span.tag.kind == core::SpanKind::Optimizer;
    if (moment.state == core::DeviceState::Working && !optimizer) {
        const TokenNumber number =
            tokenNumber(snapshot, moment.device, static_cast<int>(moment.span.tag.microBatch));
        const TokenShape shape =
            isBackward(moment.span.tag.kind) ? TokenShape::Diamond : TokenShape::Circle;
        // The ring gives way before the number gets too small to read.
        double within = radius * 0.74;
        if (tokenTextPixels(within, shape, number.text.size()) < look.px(kLeastInRing))
            within = radius;
        else
            paintRing(painter, centre, radius, moment.progress, colour, look);
        drawToken(painter, centre, within, shape, microBatchColour(number.index, number.count),
                  number.text, look);
        return;
    }
    drawIcon(painter, box, iconOf(moment.state).title(),
             colour.isValid() ? colour : look.theme.text3, 16, look);
}

} // namespace ui
