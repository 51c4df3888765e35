// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/layout/timeline/dense_rows.h"

#include "core/analysis/trace_index.h"
#include "ui/layout/timeline/timeline_pixels.h"
#include "ui/layout/timeline/timeline_spans.h"

#include <algorithm>
#include <limits>
#include <span>
#include <utility>

namespace ui {

namespace {

// Lines where collectives run beside work.
void addSyncLines(const std::vector<bool> &beside, const PixelRange &range, int row,
                  const TimelineLayout &layout, RowSpans &spans)
{
    const QRectF band = layout.rows[static_cast<std::size_t>(row)].rect;
    const double height = syncLineHeight(band.height(), layout.viewport.scale);
    for (std::size_t begin = 0; begin < beside.size(); ++begin) {
        std::size_t end = begin;
        while (end < beside.size() && beside[end])
            ++end;
        if (end == begin)
            continue;
        spans.syncLines.push_back(
            {QRectF((range.first + static_cast<double>(begin)) / range.ratio,
                    band.bottom() - height, static_cast<double>(end - begin) / range.ratio, height),
             row});
        begin = end;
    }
}

// In which columns a collective runs beside work: longer than the row waits for it there (empty:
// nowhere).
std::vector<bool> columnsBeside(const core::RowSums &sums, const DenseColumns &known,
                                std::span<const std::int64_t> waited)
{
    const std::vector<std::int64_t> &moments = known.moments;
    const TimeInterval whole{moments.front(), moments.back()};
    if (sums.sync().within(whole) == 0)
        return {};
    std::vector<bool> beside(moments.size() - 1);
    std::int64_t before = sums.sync().before(whole.begin);
    for (std::size_t i = 0; i < beside.size(); ++i) {
        const std::int64_t after = sums.sync().before(moments[i + 1]);
        beside[i] = after - before > (waited.empty() ? 0 : waited[i]);
        before = after;
    }
    return beside;
}

// Columns that are too long for sums of 32 bits. waited: for collectives, by column, if it is
// asked.
void setLongColumns(const core::RowSums &sums, const DenseColumns &known, ShareColumns &columns,
                    std::size_t kinds, std::vector<std::int64_t> &waited)
{
    core::WorkSums spent{};
    core::visitSums(sums, known.moments,
                    [&](std::size_t at, TimeInterval time, const core::WorkSums &before,
                        const core::WorkSums &after) {
                        for (std::size_t i = 0; i < kinds; ++i)
                            spent[i] = after[i] - before[i];
                        if (!waited.empty())
                            waited[at] = after[kinds] - before[kinds];
                        columns.set(at, spent, static_cast<double>(time.length()));
                    });
}

void setShortColumns(const core::RowSums &sums, const DenseColumns &known, ShareColumns &columns,
                     const core::TraceIndex &index, std::vector<std::int64_t> &waited)
{
    const std::size_t kinds = index.workKinds().size();
    const std::size_t ends = known.moments.size();
    std::vector<std::uint32_t> low(index.sumCount() * ends);
    sums.lowSums(known.moments, low);
    columns.setAll(low, known.lengths);
    for (std::size_t i = 0; i < waited.size(); ++i)
        waited[i] = low[kinds * ends + i + 1] - low[kinds * ends + i];
}

} // namespace

DenseColumns::DenseColumns(const core::RunView &run, const TimelineLayout &layout)
{
    const PixelRange pixels = laidOutPixels(layout);
    if (pixels.count <= 0)
        return;
    moments = momentsOf(run, columnsOf(layout, pixels));
    lengths.reserve(moments.size());
    bool tooLong = false;
    for (std::size_t i = 1; i < moments.size(); ++i) {
        moments[i] = std::max(moments[i - 1] + 1, moments[i]);
        const std::int64_t length = moments[i] - moments[i - 1];
        tooLong = tooLong || length >= std::numeric_limits<std::int32_t>::max();
        lengths.push_back(static_cast<float>(length));
    }
    if (tooLong)
        lengths.clear();
}

void layoutDenseRow(const core::RunView &run, const DenseColumns &known, int row,
                    const TimelineLayout &layout, RowSpans &spans)
{
    const TimelineRow &shown = layout.rows[static_cast<std::size_t>(row)];
    const PixelRange pixels = laidOutPixels(layout);
    if (pixels.count <= 0)
        return;
    const core::TraceIndex &index = *run.index();
    const core::RowSums sums(run, index, shown.traceRow);
    const std::span<const WorkClass> kinds = index.workKinds();
    ShareColumns columns(kinds);
    columns.resize(static_cast<std::size_t>(pixels.count));
    std::vector<std::int64_t> waited(index.shares() ? known.moments.size() - 1 : 0);
    if (known.lengths.empty())
        setLongColumns(sums, known, columns, kinds.size(), waited);
    else
        setShortColumns(sums, known, columns, index, waited);
    addStrips(std::move(columns), pixels, shown.rect, row, spans);
    addSyncLines(columnsBeside(sums, known, waited), pixels, row, layout, spans);
}

} // namespace ui
