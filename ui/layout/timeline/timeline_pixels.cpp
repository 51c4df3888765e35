// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/layout/timeline/timeline_pixels.h"

#include "core/analysis/trace_index.h"

#include <algorithm>
#include <cmath>

namespace ui {

namespace {

constexpr float kAllIdle = 0.999F;
constexpr std::size_t kIdleRun = 3; // device pixels: from here on the hatch shows

void addWalked(const core::RunView &run, int traceRow, float weight, const TimelineLayout &layout,
               const PixelRange &range, PixelShares &shares)
{
    const TimelineViewport &view = layout.viewport;
    const auto pixelOf = [&](std::int64_t time) {
        return range.left - range.first +
               static_cast<double>(time - view.begin.count) * range.perNano;
    };
    const auto sync = core::syncIntervals(run.trace(), run.row(traceRow).group);
    core::visitPieces(
        run.trace(), traceRow, sync, {view.begin.count, view.end.count},
        [&](const core::WorkPiece &piece) {
            const double from = std::max(0.0, pixelOf(piece.time.begin));
            const double to = std::min(static_cast<double>(range.count), pixelOf(piece.time.end));
            for (int x = static_cast<int>(from); x < to; ++x) {
                const double covered = std::min(to, x + 1.0) - std::max(from, double(x));
                shares.work[static_cast<std::size_t>(x)][static_cast<std::size_t>(piece.work)] +=
                    static_cast<float>(covered) * weight;
            }
        });
}

void addIndexed(const core::RunView &run, int traceRow, float weight, const TimelineLayout &layout,
                const PixelRange &range, PixelShares &shares)
{
    const core::RowSums sums(run, *run.index(), traceRow);
    const TimelineViewport &view = layout.viewport;
    const std::int64_t stop = std::min(view.end.count, run.trace().stop);
    const auto timeAt = [&](int pixel) {
        const double nanos = (range.first + pixel - range.left) / range.perNano;
        return std::clamp<std::int64_t>(view.begin.count + std::llround(nanos), view.begin.count,
                                        stop);
    };
    std::int64_t begin = timeAt(0);
    core::WorkTimes before = sums.upTo(begin);
    std::int64_t syncBefore = sums.syncUpTo(begin);
    for (int x = 0; x < range.count && begin < stop; ++x) {
        const std::int64_t end = std::max(begin + 1, timeAt(x + 1)); // at least a nanosecond
        const core::WorkTimes after = sums.upTo(end);
        const core::WorkTimes spent = after - before;
        const auto length = static_cast<double>(end - begin);
        const auto at = static_cast<std::size_t>(x);
        for (std::size_t work = 0; work < spent.of.size(); ++work)
            shares.work[at][work] +=
                static_cast<float>(static_cast<double>(spent.of[work]) / length) * weight;
        const std::int64_t syncAfter = sums.syncUpTo(end);
        shares.besideWork[at] +=
            static_cast<float>(static_cast<double>(syncAfter - syncBefore - spent.sharing) /
                               length) *
            weight;
        begin = end;
        before = after;
        syncBefore = syncAfter;
    }
}

} // namespace

PixelRange pixelsOf(const TimelineLayout &layout)
{
    const TimelineViewport &view = layout.viewport;
    const QRectF body = view.body();
    PixelRange range;
    range.ratio = view.pixelRatio;
    range.perNano = view.pixelsPerNano() * range.ratio;
    range.left = body.left() * range.ratio;
    range.first = static_cast<int>(std::floor(range.left));
    const double end = std::min(body.right(), view.xOf(std::min(view.end, layout.stop)));
    range.count = std::max(0, static_cast<int>(std::ceil(end * range.ratio)) - range.first);
    return range;
}

void addShares(const core::RunView &run, int traceRow, float weight, const TimelineLayout &layout,
               const PixelRange &range, PixelShares &shares)
{
    if (run.trace().rows[static_cast<std::size_t>(traceRow)].count == 0)
        return;
    if (run.index())
        addIndexed(run, traceRow, weight, layout, range, shares);
    else
        addWalked(run, traceRow, weight, layout, range, shares);
}

void addStrips(const PixelShares &shares, const PixelRange &range, const QRectF &rect, int row,
               TimelineLayout &layout)
{
    constexpr auto idle = static_cast<std::size_t>(WorkClass::Idle);
    const auto &pixels = shares.work;
    const auto isIdle = [&pixels](std::size_t x) {
        float worked = 0;
        for (std::size_t work = 0; work < idle; ++work)
            worked += pixels[x][work];
        return worked < 1 - kAllIdle;
    };
    for (std::size_t begin = 0; begin < pixels.size();) {
        std::size_t end = begin;
        std::size_t run = 0; // of idle pixels at the end
        for (; end < pixels.size() && run < kIdleRun; ++end)
            run = isIdle(end) ? run + 1 : 0;
        const std::size_t worked = end - run;
        if (worked > begin) {
            TimelineStrip strip;
            strip.row = row;
            strip.rect =
                QRectF((range.first + static_cast<double>(begin)) / range.ratio, rect.top(),
                       static_cast<double>(worked - begin) / range.ratio, rect.height());
            strip.pixels.assign(pixels.begin() + static_cast<std::ptrdiff_t>(begin),
                                pixels.begin() + static_cast<std::ptrdiff_t>(worked));
            layout.strips.push_back(std::move(strip));
        }
        while (end < pixels.size() && isIdle(end))
            ++end;
        begin = end;
    }
}

} // namespace ui
