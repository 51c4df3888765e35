// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/paint/timeline/timeline_rows.h"

#include "ui/paint/primitives.h"
#include "ui/paint/timeline/timeline_cell.h"
#include "ui/paint/work_colours.h"

#include <QImage>

#include <algorithm>
#include <cmath>
#include <cstring>
#include <vector>

namespace ui {

namespace {

constexpr double kCellRadius = 3.5; // logical pixels at scale 1

double timelineRatio(const QPainter &painter)
{
    return painter.device() != nullptr ? painter.device()->devicePixelRatioF() : 1.0;
}

// The mix of the kinds of work of one pixel.
QRgb mixedPixel(const std::array<float, kWorkClassCount> &shares, bool future, const Theme &theme)
{
    float sum = 0;
    float red = 0;
    float green = 0;
    float blue = 0;
    for (int work = 0; work < kWorkClassCount; ++work) {
        const float share = shares[static_cast<std::size_t>(work)];
        if (share <= 0)
            continue;
        const auto kind = static_cast<WorkClass>(work);
        QColor colour = workColour(kind, theme);
        if (future && kind != WorkClass::Idle)
            colour = faded(colour, theme);
        sum += share;
        red += share * static_cast<float>(colour.red());
        green += share * static_cast<float>(colour.green());
        blue += share * static_cast<float>(colour.blue());
    }
    const float by = sum > 0 ? 1 / sum : 0;
    return qRgb(static_cast<int>(red * by + 0.5F), static_cast<int>(green * by + 0.5F),
                static_cast<int>(blue * by + 0.5F));
}

// Along the foot, as in cells, the share that visits spend on communication.
void addExchange(QImage &image, const TimelineStrip &strip, const std::vector<bool> &future,
                 const Theme &theme)
{
    const QRgb past = theme.sync.rgb();
    const QRgb later = faded(theme.sync, theme).rgb();
    const int height = image.height();
    const float most = *std::ranges::max_element(strip.exchange);
    const int tallest = std::min(height, qRound(most * static_cast<float>(height)));
    for (int above = 0; above < tallest; ++above) {
        auto *line = reinterpret_cast<QRgb *>(image.scanLine(height - 1 - above));
        for (std::size_t x = 0; x < strip.exchange.size(); ++x) {
            if (above < qRound(strip.exchange[x] * static_cast<float>(height)))
                line[x] = future[x] ? later : past;
        }
    }
}

// One scanline of mixed colours, repeated over the height of the row.
QImage stripImage(const TimelineStrip &strip, double momentX, const Look &look, double ratio)
{
    const int width = static_cast<int>(strip.pixels.size());
    const int height = std::max(1, qRound(strip.rect.height() * ratio));
    QImage image(width, height, QImage::Format_RGB32);
    auto *first = reinterpret_cast<QRgb *>(image.scanLine(0));
    std::vector<bool> future(strip.pixels.size());
    for (int x = 0; x < width; ++x) {
        const auto at = static_cast<std::size_t>(x);
        future[at] = strip.rect.left() + (x + 0.5) / ratio >= momentX;
        first[x] = mixedPixel(strip.pixels[at], future[at], look.theme);
    }
    for (int y = 1; y < height; ++y)
        std::memcpy(image.scanLine(y), first, static_cast<std::size_t>(width) * sizeof(QRgb));
    if (!strip.exchange.empty())
        addExchange(image, strip, future, look.theme);
    return image;
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

} // namespace

void paintTimelineRows(QPainter &painter, const TimelineLayout &layout, core::Nanos moment,
                       const Look &look)
{
    painter.setRenderHint(QPainter::Antialiasing);
    paintGrounds(painter, layout, look);
    const double momentX = layout.viewport.xOf(moment);
    for (const TimelineStrip &strip : layout.strips)
        painter.drawImage(strip.rect, stripImage(strip, momentX, look, layout.viewport.pixelRatio));
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
