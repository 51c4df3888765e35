// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/paint/timeline/timeline_rows.h"

#include "core/runner/share_out.h"
#include "ui/paint/pixel_target.h"
#include "ui/paint/primitives.h"
#include "ui/paint/seen_area.h"
#include "ui/paint/textures.h"
#include "ui/paint/timeline/cell_band.h"
#include "ui/paint/timeline/cell_runs.h"
#include "ui/paint/timeline/strip_painter.h"
#include "ui/paint/timeline/timeline_cell.h"
#include "ui/paint/vector_device.h"

#include <algorithm>
#include <cmath>
#include <functional>
#include <optional>
#include <span>
#include <utility>
#include <vector>

namespace ui {

namespace {

constexpr double kCellRadius = 3.5; // logical pixels at scale 1
// Of vectors too many would make a file that no viewer opens at once: what cells and what runs of
// cells take of SVG, in bytes, as measured, are each at most half of 5 MB.
constexpr std::size_t kCellBytes = 1'100; // with its number
constexpr std::size_t kFootBytes = 1'400; // communication at its foot, with a texture
constexpr std::size_t kMostCellBytes = 2'500'000;
constexpr std::size_t kMostVectorRuns = 35'000; // of 70 bytes
constexpr std::size_t kMostVectorStrips = 64;   // as images of their own

double timelineRatio(const QPainter &painter)
{
    return painter.device() != nullptr ? painter.device()->devicePixelRatioF() : 1.0;
}

// With what reaches into it from outside.
QRectF seenRows(const QPainter &painter)
{
    constexpr double kRim = 2; // of outlines, logical pixels
    return seenArea(painter).adjusted(-kRim, -kRim, kRim, kRim);
}

// Textures lie where the time below them is, so that they move with it.
void placeTextures(QPainter &painter, const TimelineLayout &layout, const Look &look)
{
    const int period = texturePeriod(look.scale, layout.viewport.pixelRatio);
    const double shift = layout.textureShift % period / layout.viewport.pixelRatio;
    painter.setBrushOrigin(QPointF(shift, 0));
}

// Of a row, from one x to another.
struct Gap
{
    double from = 0;
    double to = 0;
};

// What of each row wide strips and cells hide, from left to right. Below others the ground goes on.
std::vector<std::vector<Gap>> hidden(const TimelineLayout &layout, double narrow, bool byCells)
{
    // A texture below a cell of so many times the width takes as long as the ends of two gaps.
    constexpr double kWideCell = 20;
    std::vector<std::vector<Gap>> parts(layout.rows.size());
    const auto add = [&](int number, const QRectF &rect) {
        const QRectF row = layout.rows[static_cast<std::size_t>(number)].rect;
        if (rect.top() <= row.top() && rect.bottom() >= row.bottom())
            parts[static_cast<std::size_t>(number)].push_back({rect.left(), rect.right()});
    };
    for (const TimelineStrip &strip : layout.strips) {
        if (strip.rect.width() >= narrow)
            add(strip.row, strip.rect);
    }
    for (const TimelineCell &cell : layout.cells) {
        if (byCells && cell.rect.width() >= kWideCell * narrow)
            add(cell.row, cell.rect);
    }
    for (std::vector<Gap> &row : parts)
        std::ranges::sort(row, {}, &Gap::from);
    return parts;
}

// What they leave free.
std::vector<std::vector<Gap>> gapsOf(const TimelineLayout &layout, double narrow, bool besideCells)
{
    const TimelineViewport &view = layout.viewport;
    std::vector<std::vector<Gap>> gaps = hidden(layout, narrow, besideCells);
    for (std::size_t i = 0; i < gaps.size(); ++i) {
        std::vector<Gap> free = {{view.xOf(std::max(view.begin, core::Nanos{0})),
                                  view.xOf(std::min(view.end, layout.rows[i].stop))}};
        for (const Gap &covered : gaps[i]) {
            const Gap last = free.back();
            free.back().to = std::min(last.to, covered.from);
            free.push_back({std::max(last.from, covered.to), last.to});
        }
        gaps[i] = std::move(free);
    }
    return gaps;
}

void paintGrounds(QPainter &painter, const TimelineLayout &layout, const Look &look)
{
    const double radius = look.px(kCellRadius);
    const double under = 2 * radius + 1; // a strip hides the round corner that is below it
    const QRectF seen = seenRows(painter);
    const std::vector<std::vector<Gap>> gaps = gapsOf(layout, 2 * under, !paintsVectors(painter));
    painter.setPen(Qt::NoPen);
    const QBrush idle = idleHatchBrush(look, timelineRatio(painter));
    for (std::size_t i = 0; i < gaps.size(); ++i) {
        painter.setBrush(layout.rows[i].pending ? QBrush(look.theme.idleHatch) : idle);
        const QRectF row = layout.rows[i].rect;
        const double begin = gaps[i].front().from;
        const double end = gaps[i].back().to;
        for (const Gap &gap : gaps[i]) {
            if (gap.to <= gap.from || gap.to <= seen.left() || gap.from >= seen.right())
                continue;
            const double from = gap.from > begin ? gap.from - under : gap.from;
            const double to = gap.to < end ? gap.to + under : gap.to;
            const double corner = std::min(radius, row.height() / 3);
            const QRectF ground(from, row.top(), to - from, row.height());
            if (corner < 1) // of less than a pixel nothing is seen, and there may be thousands
                painter.drawRect(ground);
            else
                painter.drawRoundedRect(ground, corner, corner);
        }
    }
}

void paintSyncLines(QPainter &painter, const TimelineLayout &layout, double momentX,
                    const Look &look)
{
    const QColor colour = look.theme.sync;
    const QRectF seen = seenRows(painter);
    for (const TimelineSyncLine &line : layout.syncLines) {
        if (!line.rect.intersects(seen))
            continue;
        const double split = std::clamp(momentX, line.rect.left(), line.rect.right());
        QRectF past = line.rect;
        past.setRight(split);
        QRectF future = line.rect;
        future.setLeft(split);
        // An outline in the surface colour sets the line off against work of similar lightness.
        const double rimHeight = std::min(look.px(1), line.rect.height() / 4);
        const QRectF rim = line.rect.adjusted(0, -rimHeight, 0, 0);
        painter.fillRect(rim, look.theme.surface);
        painter.fillRect(past, colour);
        painter.fillRect(future, faded(colour, look.theme));
    }
}

using Cells = std::span<const TimelineCell>;

// Of each row the cells that are seen.
std::vector<Cells> seenCells(const TimelineLayout &layout, const QRectF &seen)
{
    std::vector<Cells> rows;
    const Cells cells = layout.cells;
    for (std::size_t begin = 0; begin < cells.size();) {
        std::size_t end = begin;
        while (end < cells.size() && cells[end].row == cells[begin].row)
            ++end;
        Cells row = cells.subspan(begin, end - begin);
        begin = end;
        while (!row.empty() && row.front().rect.right() < seen.left())
            row = row.subspan(1);
        while (!row.empty() && row.back().rect.left() > seen.right())
            row = row.first(row.size() - 1);
        rows.push_back(row);
    }
    return rows;
}

// The plain cells of a row, and the others.
struct RowCells
{
    std::optional<CellBand> band;
    std::vector<const TimelineCell *> plain;
    std::vector<const TimelineCell *> others;
};

RowCells sorted(Cells cells, const TimelineLayout &layout, core::Nanos moment, const QRectF &seen,
                const PlainColours &colours, const Look &look)
{
    RowCells row;
    std::vector<PlainFill> fills;
    for (const TimelineCell &cell : cells) {
        const std::optional<PlainFill> fill = plainFill(cell, moment, look, colours);
        (fill ? row.plain : row.others).push_back(&cell);
        if (fill)
            fills.push_back(*fill);
    }
    if (fills.empty())
        return row;
    QRectF area = fills.front().rect.united(fills.back().rect);
    area.setLeft(std::max(area.left(), seen.left()));
    area.setRight(std::min(area.right(), seen.right()));
    row.band.emplace(area, layout.viewport.pixelRatio);
    for (const PlainFill &fill : fills)
        row.band->fill(fill);
    return row;
}

// Where a painter of pixels sees them: plain cells at once, by several threads where they may write
// its pixels.
void paintBands(QPainter &painter, const TimelineLayout &layout, core::Nanos moment,
                const Look &look, CentredTexts &labels)
{
    const QRectF seen = seenRows(painter);
    const PlainColours colours(look.theme);
    const std::vector<Cells> cells = seenCells(layout, seen);
    const std::optional<PixelTarget> target = PixelTarget::of(painter, layout.viewport.pixelRatio);
    const std::size_t each =
        target ? sharedPart(cells.size(), layout.rows.size(), *target) : cells.size();
    std::vector<RowCells> rows(cells.size());
    const auto inParts = [&](const std::function<void(std::size_t)> &work) {
        core::shareOut(each == 0 ? 0 : (rows.size() + each - 1) / each, [&](std::size_t part) {
            for (std::size_t i = part * each; i < std::min(rows.size(), (part + 1) * each); ++i)
                work(i);
        });
    };
    inParts(
        [&](std::size_t i) { rows[i] = sorted(cells[i], layout, moment, seen, colours, look); });
    for (const RowCells &row : rows) {
        for (const TimelineCell *cell : row.others)
            paintTimelineCell(painter, layout, *cell, moment, look, labels);
    }
    if (target)
        inParts([&](std::size_t i) {
            if (rows[i].band)
                rows[i].band->writeOnto(*target);
        });
    for (const RowCells &row : rows) {
        if (row.band && !target)
            row.band->drawOnto(painter);
        for (const TimelineCell *cell : row.plain)
            paintCellMarks(painter, layout, *cell, moment, look, labels);
    }
}

void paintCells(QPainter &painter, const TimelineLayout &layout, core::Nanos moment,
                const Look &look)
{
    CentredTexts labels = cellLabels(look);
    if (paintsPixels(painter, layout.viewport.pixelRatio))
        return paintBands(painter, layout, moment, look, labels);
    for (const Cells &row : seenCells(layout, seenRows(painter))) {
        for (const TimelineCell &cell : row)
            paintTimelineCell(painter, layout, cell, moment, look, labels);
    }
}

bool cellsFitVectors(const TimelineLayout &layout)
{
    const auto feet = static_cast<std::size_t>(std::ranges::count_if(
        layout.cells, [](const TimelineCell &cell) { return cell.exchange > 0; }));
    return layout.cells.size() * kCellBytes + feet * kFootBytes <= kMostCellBytes;
}

// What paint draws of the rows, as one image.
void paintAsImage(QPainter &painter, const TimelineLayout &layout,
                  const std::function<void(QPainter &)> &paint)
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
    paint(onImage);
    onImage.end();
    painter.drawImage(area, image, QRectF(image.rect()));
}

void paintRowStrips(QPainter &painter, const TimelineLayout &layout, double momentX,
                    const Look &look)
{
    const auto paint = [&](QPainter &onto) {
        paintStrips(onto, layout, momentX, seenRows(onto), look);
    };
    if (paintsVectors(painter) && layout.strips.size() > kMostVectorStrips)
        return paintAsImage(painter, layout, paint);
    paint(painter);
}

void paintRowsAsRuns(QPainter &painter, const TimelineLayout &layout, core::Nanos moment,
                     const Look &look)
{
    const std::vector<CellRun> runs = cellRuns(layout, moment, look);
    if (runs.size() > kMostVectorRuns)
        return paintAsImage(painter, layout,
                            [&](QPainter &onto) { paintTimelineRows(onto, layout, moment, look); });
    const double momentX = layout.viewport.xOf(moment);
    paintGrounds(painter, layout, look);
    paintRowStrips(painter, layout, momentX, look);
    paintCellRuns(painter, runs);
    paintSyncLines(painter, layout, momentX, look);
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
    if (paintsVectors(painter) && !cellsFitVectors(layout))
        return paintRowsAsRuns(painter, layout, moment, look);
    painter.setRenderHint(QPainter::Antialiasing);
    placeTextures(painter, layout, look);
    paintGrounds(painter, layout, look);
    const double momentX = layout.viewport.xOf(moment);
    paintRowStrips(painter, layout, momentX, look);
    paintCells(painter, layout, moment, look);
    paintSyncLines(painter, layout, momentX, look);
}

void paintActiveCells(QPainter &painter, const TimelineLayout &layout, core::Nanos moment,
                      const Look &look)
{
    painter.setRenderHint(QPainter::Antialiasing);
    placeTextures(painter, layout, look);
    const double momentX = layout.viewport.xOf(moment);
    CentredTexts labels = cellLabels(look);
    for (const TimelineCell &cell : layout.cells) {
        if (cell.begin >= moment || cell.end <= moment)
            continue;
        paintTimelineCell(painter, layout, cell, moment, look, labels);
        painter.save();
        painter.setClipRect(QRectF(cell.rect.toAlignedRect()), Qt::IntersectClip);
        paintSyncLines(painter, layout, momentX, look);
        painter.restore();
    }
}

} // namespace ui
