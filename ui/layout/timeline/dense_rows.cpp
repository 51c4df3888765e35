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
                  TimelineLayout &layout)
{
    const QRectF band = layout.rows[static_cast<std::size_t>(row)].rect;
    const double height = syncLineHeight(band.height(), layout.viewport.scale);
    for (std::size_t begin = 0; begin < beside.size(); ++begin) {
        std::size_t end = begin;
        while (end < beside.size() && beside[end])
            ++end;
        if (end == begin)
            continue;
        layout.syncLines.push_back(
            {QRectF((range.first + static_cast<double>(begin)) / range.ratio,
                    band.bottom() - height, static_cast<double>(end - begin) / range.ratio, height),
             row});
        begin = end;
    }
}

} // namespace

DenseColumns::DenseColumns(const core::RunView &run, const TimelineLayout &layout)
{
    const PixelRange pixels = laidOutPixels(layout);
    if (pixels.count <= 0)
        return;
    moments = momentsOf(run, columnsOf(layout, pixels));
    std::int64_t begin = moments.front();
    for (std::size_t i = 1; i < moments.size(); ++i) {
        const std::int64_t end = std::max(begin + 1, moments[i]); // as visitSums() has it
        if (end - begin >= std::numeric_limits<std::int32_t>::max()) {
            lengths.clear();
            return;
        }
        lengths.push_back(static_cast<float>(end - begin));
        begin = end;
    }
}

void layoutDenseRow(const core::RunView &run, const DenseColumns &known, int row,
                    TimelineLayout &layout)
{
    const TimelineRow &shown = layout.rows[static_cast<std::size_t>(row)];
    const PixelRange pixels = laidOutPixels(layout);
    if (pixels.count <= 0)
        return;
    const core::RowSums sums(run, *run.index(), shown.traceRow);
    const std::span<const WorkClass> kinds = run.index()->workKinds();
    const std::size_t shared = kinds.size(); // among the sums
    const bool hasSync = !sums.sync().intervals().empty();
    const bool isShared = hasSync && run.index()->shares();
    std::vector<bool> beside(hasSync ? static_cast<std::size_t>(pixels.count) : 0);
    ShareColumns columns(kinds);
    columns.resize(static_cast<std::size_t>(pixels.count));
    const std::size_t ends = known.moments.size();
    const bool packed = !known.lengths.empty();
    std::vector<std::uint32_t> low(packed ? columns.kinds().size() * ends : 0);
    core::WorkSums spent{};
    core::visitSums(sums, known.moments,
                    [&](std::size_t at, TimeInterval time, const core::WorkSums &before,
                        const core::WorkSums &after) {
                        if (packed) {
                            for (std::size_t i = 0; i < kinds.size(); ++i) {
                                if (at == 0)
                                    low[i * ends] = static_cast<std::uint32_t>(before[i]);
                                low[i * ends + at + 1] = static_cast<std::uint32_t>(after[i]);
                            }
                        } else {
                            for (std::size_t i = 0; i < kinds.size(); ++i)
                                spent[i] = after[i] - before[i];
                            columns.set(at, spent, static_cast<double>(time.length()));
                        }
                        if (hasSync) {
                            const std::int64_t within =
                                isShared ? after[shared] - before[shared] : 0;
                            beside[at] = sums.sync().within(time) > within;
                        }
                    });
    if (packed)
        columns.setAll(low, known.lengths);
    addStrips(std::move(columns), pixels, shown.rect, row, layout);
    addSyncLines(beside, pixels, row, layout);
}

} // namespace ui
