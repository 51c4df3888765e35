// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/paint/scene/card_body.h"

#include "core/analysis/recording.h"
#include "core/analysis/trace_index.h"
#include "core/base/text.h"
#include "ui/paint/primitives.h"
#include "ui/paint/scene/device_card.h"
#include "ui/paint/strip_image.h"
#include "ui/words/card_texts.h"
#include "ui/words/scene_texts.h"

#include <QFontMetricsF>

#include <algorithm>
#include <cmath>
#include <vector>

namespace ui {

double paintSlowMark(QPainter &painter, const core::Snapshot &snapshot, int device, QPointF left,
                     double room, const Look &look)
{
    const QString text = slowText(snapshot, device);
    const double icon = look.px(15);
    if (text.isEmpty() || room < icon)
        return 0;
    drawIcon(painter, QRectF(left.x(), left.y() - icon / 2, icon, icon), QStringLiteral("slow"),
             look.theme.problem, 15, look);
    painter.setFont(look.font(TextRole::CaptionStrong, 11.5));
    const double width = QFontMetricsF(painter.font()).horizontalAdvance(text) + look.px(4);
    if (icon + width > room)
        return icon;
    painter.setPen(look.theme.problemText);
    painter.drawText(QRectF(left.x() + icon + look.px(3), left.y() - icon, width, 2 * icon),
                     Qt::AlignLeft | Qt::AlignVCenter, text);
    return icon + width;
}

void paintCardTitle(QPainter &painter, const core::Snapshot &snapshot, const CardGeometry &card,
                    const Look &look)
{
    const Theme &theme = look.theme;
    const QString name = QString::fromStdString(core::deviceName(card.device));
    painter.setFont(look.font(TextRole::CardTitle));
    painter.setPen(theme.text1);
    painter.drawText(card.title, Qt::AlignLeft | Qt::AlignVCenter, name);
    double used = textWidth(painter.font(), widestName(snapshot)) + look.px(8); // cards are alike
    used += paintSlowMark(painter, snapshot, card.device,
                          {card.title.left() + used, card.title.center().y()},
                          card.title.width() - used, look);
    painter.setFont(look.font(TextRole::Caption, 12));
    painter.setPen(theme.text2);
    const QRectF rest = card.title.adjusted(used, 0, 0, 0);
    const QFontMetricsF metrics(painter.font());
    QString text = cardSubtitle(snapshot, card.device);
    QString longest = widestSubtitle(snapshot);
    const auto widest = [&] {
        return std::max(metrics.horizontalAdvance(text), metrics.horizontalAdvance(longest));
    };
    if (widest() > rest.width()) { // "13–18" says it too
        text = text.section(QLatin1Char(' '), 1);
        longest = longest.section(QLatin1Char(' '), 1);
    }
    if (metrics.horizontalAdvance(text) > rest.width()) // a part of a range would be another range
        text.clear();
    painter.drawText(rest, Qt::AlignRight | Qt::AlignVCenter, text);
    const core::Plan &plan = snapshot.plan;
    const double dot = look.px(5);
    if (plan.ranks() > 1 || plan.replicas < 2 || !plan.fits || widest() + 3 * dot > rest.width())
        return;
    const double left = rest.right() - metrics.horizontalAdvance(text) - 3 * dot;
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(visibleOn(look.theme, microBatchColour(card.replica, plan.replicas)));
    painter.drawEllipse(QPointF(left + dot, rest.center().y()), dot, dot);
}

namespace {

// What a row did until this moment, where its spans are too many to be told apart.
void paintDenseHistory(QPainter &painter, const core::Snapshot &snapshot, const QRectF &rect,
                       int row, std::int64_t until, const Look &look)
{
    const double ratio = painter.device()->devicePixelRatioF();
    const double perPixel =
        static_cast<double>(snapshot.trace.stop) / std::max(1.0, rect.width() * ratio);
    const core::RowSums sums(snapshot, *snapshot.index, row);
    TimelineStrip strip;
    const auto pixels = static_cast<int>(std::ceil(static_cast<double>(until) / perPixel));
    std::vector<std::int64_t> moments;
    for (int pixel = 0; pixel <= pixels; ++pixel)
        moments.push_back(std::min<std::int64_t>(until, std::llround(pixel * perPixel)));
    core::visitStretches(sums, moments,
                         [&](std::size_t, core::TimeInterval time, const core::WorkTimes &spent) {
                             ShareColumns::Shares shares{};
                             for (std::size_t work = 0; work < shares.size(); ++work)
                                 shares[work] = static_cast<float>(spent.of[work]) /
                                                static_cast<float>(time.length());
                             strip.pixels.push_back(shares);
                         });
    strip.rect = QRectF(rect.left(), rect.top(), static_cast<double>(strip.pixels.size()) / ratio,
                        rect.height());
    painter.drawImage(strip.rect, StripImages(look, ratio).of(strip, strip.rect.right() + 1));
}

} // namespace

void paintHistory(QPainter &painter, const core::Snapshot &snapshot, const QRectF &rect,
                  const core::DeviceMoment &moment, core::Nanos time, const Look &look)
{
    painter.fillRect(rect, look.theme.surface2);
    const core::Trace &trace = snapshot.trace;
    if (trace.rows.empty() || trace.stop == 0 ||
        core::isTooLongToWalk(snapshot, moment.row, {0, std::min(time.count, trace.stop)}))
        return;
    const double perNano = rect.width() / static_cast<double>(trace.stop);
    const std::int64_t until = std::min(time.count, trace.stop);
    painter.fillRect(
        QRectF(rect.left(), rect.top(), perNano * static_cast<double>(until), rect.height()),
        idleHatchBrush(look, painter.device()->devicePixelRatioF()));
    const core::Trace::RowRange range = trace.rows[static_cast<std::size_t>(moment.row)];
    if (core::isDense(snapshot, moment.row, {0, trace.stop},
                      static_cast<std::size_t>(rect.width()))) {
        paintDenseHistory(painter, snapshot, rect, moment.row, until, look);
        return;
    }
    core::DeviceMoment past;
    for (std::size_t i = range.first; i < range.first + range.count; ++i) {
        past.span = trace.span(i);
        if (past.span.begin >= until)
            break;
        const bool wait = past.span.tag.kind == core::SpanKind::Wait;
        const bool sync = wait && past.span.tag.cause == core::IdleCause::GradientSync;
        if (wait && !sync)
            continue;
        past.state = sync ? core::DeviceState::Sharing : core::DeviceState::Working;
        const double left = rect.left() + perNano * static_cast<double>(past.span.begin);
        const double right =
            rect.left() + perNano * static_cast<double>(std::min(past.span.end, until));
        painter.fillRect(QRectF(left, rect.top(), right - left, rect.height()),
                         stateColour(past, look.theme));
    }
}

} // namespace ui
