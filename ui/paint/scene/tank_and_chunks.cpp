// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/paint/scene/device_card.h"
#include "ui/words/text_of.h"

#include "core/analysis/communication_moment.h"
#include "core/base/text.h"
#include "ui/paint/primitives.h"
#include "ui/paint/scene/scene_parts.h"

#include <QObject>
#include <QPainterPath>

#include <algorithm>

namespace ui {

void paintTank(QPainter &painter, const QRectF &rect, const core::MemoryParts &parts,
               core::Bytes capacity, core::Bytes need, const Look &look)
{
    const Theme &theme = look.theme;
    const double full = std::max(1.12 * static_cast<double>(capacity.count),
                                 1.04 * static_cast<double>(need.count));
    const double perByte = full > 0 ? rect.height() / full : 0;
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    drawRounded(painter, rect, look.px(5), theme.surface2, theme.line2, look.px(1.5));
    QPainterPath inside;
    inside.addRoundedRect(rect.adjusted(1, 1, -1, -1), look.px(4), look.px(4));
    painter.setClipPath(inside, Qt::IntersectClip);
    struct Layer
    {
        core::Bytes size;
        QColor colour;
    };
    const Layer layers[] = {{parts.parameters, theme.memWeights},
                            {parts.gradients, theme.memGrads},
                            {parts.optimizer, theme.memOptim},
                            {parts.activations, theme.memActs},
                            {parts.buffers, theme.memBuffers}};
    double bottom = rect.bottom();
    for (const Layer &layer : layers) {
        const double height = perByte * static_cast<double>(layer.size.count);
        painter.fillRect(QRectF(rect.left(), bottom - height, rect.width(), height), layer.colour);
        bottom -= height;
    }
    const double line = rect.bottom() - perByte * static_cast<double>(capacity.count);
    if (bottom < line)
        painter.fillRect(QRectF(rect.left(), bottom, rect.width(), line - bottom),
                         hatchBrush(theme.problemSoft, theme.problem, look,
                                    painter.device()->devicePixelRatioF()));
    painter.restore();
    painter.setPen(QPen(bottom < line ? theme.problem : theme.text1, look.px(1.5), Qt::DashLine));
    painter.drawLine(QPointF(rect.left() - look.px(5), line),
                     QPointF(rect.right() + look.px(5), line));
}

int chunkContributions(int ringSize, int position, int chunk, int step)
{
    const auto wrapped = [ringSize](int value) {
        return ((value % ringSize) + ringSize) % ringSize;
    };
    const int sumSteps = std::min(step, ringSize - 1);
    const int roundSteps = step - sumSteps;
    // Position j receives chunk j - 1 - k in step k while sums grow, and is handed the finished
    // sum of chunk j - k in step k of the second round.
    if (roundSteps > wrapped(position - chunk))
        return ringSize;
    const int receivedIn = wrapped(position - 1 - chunk);
    return receivedIn < sumSteps ? receivedIn + 2 : 1;
}

namespace {

constexpr int kMostChunkRows = 6;
constexpr double kLeastChunkRow = 8; // logical pixels; below, the chunks stand side by side

void paintChunkRow(QPainter &painter, const QRectF &row, int contributions, int ringSize,
                   const Look &look)
{
    const Theme &theme = look.theme;
    const double radius = look.px(3);
    drawRounded(painter, row, radius, theme.idle);
    if (contributions >= ringSize) {
        drawRounded(painter, row, radius, theme.sync);
        painter.setFont(look.font(TextRole::Small, 11));
        painter.setPen(theme.onSync);
        if (row.height() >= look.px(11))
            painter.drawText(row, Qt::AlignCenter, QObject::tr("sum"));
        return;
    }
    const double gap = look.px(1.5);
    const double width = row.width() / ringSize;
    for (int i = 0; i < contributions; ++i)
        drawRounded(painter, QRectF(row.left() + i * width, row.top(), width - gap, row.height()),
                    radius, theme.sync);
}

// Each chunk as high as the share of devices whose part is in it.
void paintChunkColumns(QPainter &painter, const QRectF &rect, const core::CollectiveMoment &ring,
                       int position, const Look &look)
{
    const double step = rect.width() / ring.ringSize;
    const double gap = std::min(look.px(2), step / 4);
    const QRectF area = rect.adjusted(0, look.px(3), 0, -look.px(3));
    for (int i = 0; i < ring.ringSize; ++i) {
        const int parts = chunkContributions(ring.ringSize, position, i, ring.ringStep);
        const QRectF column(area.left() + i * step, area.top(), step - gap, area.height());
        const double high = column.height() * parts / ring.ringSize;
        painter.fillRect(column, look.theme.idle);
        painter.fillRect(column.adjusted(0, column.height() - high, 0, 0), look.theme.sync);
    }
}

} // namespace

void paintChunks(QPainter &painter, const QRectF &rect, const core::CollectiveMoment &ring,
                 int position, const Look &look)
{
    const int rows = std::min(ring.ringSize, kMostChunkRows);
    if (rect.height() - look.px(15) < rows * look.px(kLeastChunkRow)) {
        paintChunkColumns(painter, rect, ring, position, look);
        return;
    }
    painter.setFont(look.font(TextRole::Caption, 12));
    painter.setPen(look.theme.text2);
    const QRectF title(rect.left(), rect.top() - look.px(4), rect.width(), look.px(16));
    const QString words =
        rows < ring.ringSize
            ? QObject::tr("%1 of %2 chunks").arg(rows).arg(countText(ring.ringSize))
        : ring.weights ? QObject::tr("weights")
                       : QObject::tr("gradients");
    if (textWidth(painter.font(), words) <= title.width()) // the legend says it too
        painter.drawText(title, Qt::AlignCenter, words);
    const double top = title.bottom() + look.px(3);
    const double step = std::min(look.px(22), (rect.bottom() - top) / rows);
    const double height = std::min(look.px(14), step - look.px(2));
    for (int i = 0; i < rows; ++i) {
        const double y = top + i * step;
        painter.setFont(look.font(TextRole::CaptionStrong, 11.5));
        painter.setPen(look.theme.text1);
        painter.drawText(QRectF(rect.left(), y, look.px(14), height),
                         Qt::AlignLeft | Qt::AlignVCenter, chunkLetter(i));
        paintChunkRow(
            painter, QRectF(rect.left() + look.px(16), y, rect.width() - look.px(16), height),
            chunkContributions(ring.ringSize, position, i, ring.ringStep), ring.ringSize, look);
    }
}

} // namespace ui
