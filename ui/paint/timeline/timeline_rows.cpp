// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/paint/timeline/timeline_rows.h"

#include "ui/paint/primitives.h"
#include "ui/paint/strip_image.h"
#include "ui/paint/timeline/timeline_cell.h"
#include "ui/paint/vector_device.h"

#include <algorithm>

namespace ui {

namespace {

constexpr double kCellRadius = 3.5;            // logical pixels at scale 1
constexpr std::size_t kMostVectorCells = 2000; // 4.4 MB of SVG

double timelineRatio(const QPainter &painter)
{
    return painter.device() != nullptr ? painter.device()->devicePixelRatioF() : 1.0;
}

void paintGrounds(QPainter &painter, const TimelineLayout &layout, const Look &look)
{
    const double left = layout.viewport.xOf(std::max(layout.viewport.begin, core::Nanos{0}));
    const double radius = look.px(kCellRadius);
    painter.setPen(Qt::NoPen);
    painter.setBrush(idleHatchBrush(look, timelineRatio(painter)));
    for (const TimelineRow &row : layout.rows) {
        const double right = layout.viewport.xOf(std::min(layout.viewport.end, row.stop));
        const QRectF band(left, row.rect.top(), right - left, row.rect.height());
        painter.drawRoundedRect(band, std::min(radius, band.height() / 3),
                                std::min(radius, band.height() / 3));
    }
}

void paintSyncLines(QPainter &painter, const TimelineLayout &layout, double momentX,
                    const Look &look)
{
    const QColor colour = look.theme.sync;
    for (const TimelineSyncLine &line : layout.syncLines) {
        const double split = std::clamp(momentX, line.rect.left(), line.rect.right());
        QRectF past = line.rect;
        past.setRight(split);
        QRectF future = line.rect;
        future.setLeft(split);
        // An outline in the surface colour sets the line off against work of similar lightness.
        const QRectF rim = line.rect.adjusted(0, -look.px(1), 0, 0);
        painter.fillRect(rim, look.theme.surface);
        painter.fillRect(past, colour);
        painter.fillRect(future, faded(colour, look.theme));
    }
}

// Of vectors too many would make a file that no viewer opens at once: then the rows are one image.
void paintRowsAsImage(QPainter &painter, const TimelineLayout &layout, core::Nanos moment,
                      const Look &look)
{
    const double ratio = layout.viewport.pixelRatio;
    const QRectF area = QRectF(layout.rowsArea.toAlignedRect());
    QImage image((area.size() * ratio).toSize(), QImage::Format_ARGB32_Premultiplied);
    if (image.isNull())
        return;
    image.setDevicePixelRatio(ratio);
    image.fill(Qt::transparent);
    QPainter onImage(&image);
    onImage.translate(-area.topLeft());
    paintTimelineRows(onImage, layout, moment, look);
    onImage.end();
    painter.drawImage(area, image, QRectF(image.rect()));
}

} // namespace

void fadeInSlices(QPainter &painter, const QRectF &rect, double from, double to,
                  const QColor &surface)
{
    constexpr int kSlices = 9;
    const double step = (to - from) / kSlices;
    for (int i = 0; i < kSlices; ++i) {
        QColor slice = surface;
        slice.setAlphaF(static_cast<float>(1 - (i + 0.5) / kSlices));
        const double begin = from + i * step;
        painter.fillRect(QRectF(QPointF(std::min(begin, begin + step), rect.top() - 1),
                                QPointF(std::max(begin, begin + step), rect.bottom() + 1)),
                         slice);
    }
}

void paintTimelineRows(QPainter &painter, const TimelineLayout &layout, core::Nanos moment,
                       const Look &look)
{
    if (paintsVectors(painter) && layout.cells.size() > kMostVectorCells)
        return paintRowsAsImage(painter, layout, moment, look);
    painter.setRenderHint(QPainter::Antialiasing);
    paintGrounds(painter, layout, look);
    const double momentX = layout.viewport.xOf(moment);
    const StripImages images(look, layout.viewport.pixelRatio);
    for (const TimelineStrip &strip : layout.strips)
        painter.drawImage(strip.rect, images.of(strip, momentX));
    for (const TimelineCell &cell : layout.cells)
        paintTimelineCell(painter, layout, cell, moment, look);
    paintSyncLines(painter, layout, momentX, look);
}

void paintActiveCells(QPainter &painter, const TimelineLayout &layout, core::Nanos moment,
                      const Look &look)
{
    painter.setRenderHint(QPainter::Antialiasing);
    for (const TimelineCell &cell : layout.cells) {
        if (cell.begin < moment && cell.end > moment)
            paintTimelineCell(painter, layout, cell, moment, look);
    }
    paintSyncLines(painter, layout, layout.viewport.xOf(moment), look);
}

} // namespace ui
