// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/paint/scene/sample_bands.h"
#include "ui/words/text_of.h"

#include "core/base/text.h"
#include "ui/paint/primitives.h"
#include "ui/words/figure_texts.h"

#include <QFontMetricsF>
#include <QObject>

#include <algorithm>
#include <cmath>

namespace ui {
namespace {

constexpr int kMostDots = 120; // over all bands

// Dots of one band, filled line by line.
void paintDots(QPainter &painter, const QRectF &area, qint64 samples, const QColor &colour)
{
    if (samples < 1)
        return;
    const double ratio = area.width() / std::max(1.0, area.height());
    const int columns =
        std::max(1, static_cast<int>(std::ceil(std::sqrt(static_cast<double>(samples) * ratio))));
    const int lines = static_cast<int>((samples + columns - 1) / columns);
    const double pitch = std::min(area.width() / columns, area.height() / lines);
    const double size = pitch * 0.72;
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(colour);
    for (int i = 0; i < samples; ++i)
        painter.drawRoundedRect(QRectF(area.left() + (i % columns) * pitch,
                                       area.top() + (i / columns) * pitch, size, size),
                                size * 0.3, size * 0.3);
}

constexpr double kLowBand = 30; // a line of words, not two

// Of one band: how many samples, and whose; and where its dots and its words stand.
QString bandWords(const core::Snapshot &snapshot, int replica, bool low)
{
    const core::Plan &plan = snapshot.plan;
    const qint64 each = snapshot.scenario.training.globalBatch / plan.replicas;
    const int device = plan.rows.size() == 1
                           ? plan.rows.front().devices[static_cast<std::size_t>(replica)]
                           : replica;
    const QString to = plan.groupSize > 1
                           ? QObject::tr("all %1").arg(plan.groupSize) // partners get the same
                           : QString::fromStdString(core::deviceName(device));
    return low ? QObject::tr("%1 to %2").arg(each).arg(to)
               : QObject::tr("%1 to\n%2").arg(each).arg(to);
}

QRectF bandDots(const QRectF &band, const Look &look)
{
    const bool low = band.height() < look.px(kLowBand);
    const double above = look.px(low ? 3 : 5);
    return {band.left() + look.px(7), band.top() + above, look.px(low ? 24 : 34),
            band.height() - 2 * above};
}

QRectF bandText(const QRectF &band, const Look &look)
{
    const double left = bandDots(band, look).right() + look.px(5);
    return {left, band.top(), band.right() - left - look.px(2), band.height()};
}

// whose: besides how many.
void paintBand(QPainter &painter, const core::Snapshot &snapshot, const QRectF &band, int replica,
               bool whose, const Look &look)
{
    const core::Plan &plan = snapshot.plan;
    const qint64 total = snapshot.scenario.training.globalBatch;
    const qint64 each = total / plan.replicas;
    const QColor colour = visibleOn(look.theme, microBatchColour(replica, plan.replicas));
    drawRounded(painter, band, look.px(6), mixed(colour, look.theme.surface, 0.86),
                look.theme.line2, look.px(1));
    const qint64 most = std::max<qint64>(1, kMostDots / plan.replicas);
    paintDots(painter, bandDots(band, look), std::min(each, most), colour);
    painter.setFont(look.font(TextRole::Control, 12));
    painter.setPen(look.theme.text1);
    painter.drawText(bandText(band, look), Qt::AlignLeft | Qt::AlignVCenter,
                     whose ? bandWords(snapshot, replica, band.height() < look.px(kLowBand))
                           : QString::number(each));
}

QString moreText(int count, double room, const QFont &font)
{
    const QString whole = count == 1 ? QObject::tr("and 1 more GPU")
                                     : QObject::tr("and %1 more GPUs").arg(countText(count));
    return QFontMetricsF(font).horizontalAdvance(whole) <= room
               ? whole
               : QObject::tr("and %1 more").arg(countText(count));
}

} // namespace

void paintBands(QPainter &painter, const core::Snapshot &snapshot, const SceneLayout &layout,
                const Look &look)
{
    const QRectF &area = layout.batch;
    const int replicas = snapshot.plan.replicas;
    painter.setFont(look.font(TextRole::ControlStrong));
    painter.setPen(look.theme.text1);
    const double heading = look.px(22);
    painter.drawText(
        QRectF(area.left(), area.top() - look.px(3), area.width() + look.px(20), heading),
        Qt::AlignLeft | Qt::AlignVCenter, samplesText(snapshot.scenario.training.globalBatch));
    const QRectF bands(area.left(), area.top() + heading, area.width(), area.height() - heading);
    // Lower rather than fewer, down to the height of a line of text.
    const bool close = replicas * look.px(28) > bands.height() + look.px(6);
    const double gap = look.px(close ? 4 : 6);
    const int room = std::max(1, static_cast<int>((bands.height() + gap) / look.px(22)));
    const int shown = replicas <= room ? replicas : room - 1;
    const double height =
        std::min(look.px(76), (bands.height() + gap) / std::min(replicas, room) - gap);
    const auto bandAt = [&](int i) {
        return QRectF(bands.left(), bands.top() + i * (height + gap), bands.width(), height);
    };
    // All of them or none: figures differ in width.
    const QFont font = look.font(TextRole::Control, 12);
    bool whose = true;
    for (int i = 0; i < shown && height < look.px(kLowBand); ++i)
        whose = whose &&
                textWidth(font, bandWords(snapshot, i, true)) <= bandText(bandAt(i), look).width();
    for (int i = 0; i < shown; ++i)
        paintBand(painter, snapshot, bandAt(i), i, whose, look);
    if (shown < replicas) {
        painter.setFont(look.font(TextRole::Caption, 12));
        painter.setPen(look.theme.text2);
        painter.drawText(
            QRectF(bands.left(), bands.top() + shown * (height + gap), bands.width(), height),
            Qt::AlignLeft | Qt::AlignVCenter,
            moreText(replicas - shown, bands.width(), painter.font()));
    }
}

} // namespace ui
