// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/area_statistics.h"

#include "core/analysis/trace_index.h"

#include <algorithm>
#include <numeric>
#include <optional>

namespace core {

namespace {

template <std::size_t Count>
void addTimes(std::array<std::int64_t, Count> &sums, const std::array<std::int64_t, Count> &more,
              std::int64_t times)
{
    for (std::size_t i = 0; i < Count; ++i)
        sums[i] += times * more[i];
}

void addRow(const RunView &run, const TraceIndex &index, const AreaRow &part, AreaStatistics &all)
{
    const std::int64_t devices = part.devices;
    const TimeInterval time = all.time;
    const AreaSums &area = index.area();
    const RowSums sums(run, index, part.row);
    const WorkTimes work = sums.upTo(time.end) - sums.upTo(time.begin);
    const RowTotals totals =
        area.upTo(run, part.row, time.end) - area.upTo(run, part.row, time.begin);
    std::array<std::int64_t, kWaitReasonCount> waits = totals.waits;
    waits[static_cast<std::size_t>(WaitReason::GradientSync)] =
        work.of[static_cast<std::size_t>(WorkClass::Idle)] -
        std::accumulate(waits.begin(), waits.end(), std::int64_t{0});
    addTimes(all.spent, work.of, devices);
    addTimes(all.waits, waits, devices);
    addTimes(all.spans, area.spansWithin(run, part.row, time), devices);
    all.messages.count += devices * (area.messagesUpTo(run, part.row, time.end) -
                                     area.messagesUpTo(run, part.row, time.begin));
    all.collectives.count +=
        devices * (totals.exchanged + area.collectivesUpTo(run, part.row, time.end) -
                   area.collectivesUpTo(run, part.row, time.begin));
    all.devices += part.devices;
}

} // namespace

std::int64_t AreaStatistics::deviceTime() const
{
    return std::accumulate(spent.begin(), spent.end(), std::int64_t{0});
}

double AreaStatistics::share(std::int64_t nanos) const
{
    const std::int64_t all = deviceTime();
    return all > 0 ? static_cast<double>(nanos) / static_cast<double>(all) : 0;
}

double AreaStatistics::busyShare() const
{
    return share(deviceTime() - spent[static_cast<std::size_t>(WorkClass::Idle)] -
                 spent[static_cast<std::size_t>(WorkClass::Sync)]);
}

std::int64_t AreaStatistics::spanCount() const
{
    return std::accumulate(spans.begin(), spans.end(), std::int64_t{0});
}

AreaStatistics areaStatistics(const RunView &run, std::span<const AreaRow> rows, TimeInterval time)
{
    AreaStatistics all;
    all.time = {std::clamp<std::int64_t>(time.begin, 0, run.trace().stop),
                std::clamp<std::int64_t>(time.end, 0, run.trace().stop)};
    if (all.time.end <= all.time.begin || run.awaitsIndex())
        return all;
    const TraceIndex *index = run.index();
    std::optional<TraceIndex> own; // of a trace that nobody made one for
    if (!index)
        index = &own.emplace(run);
    for (const AreaRow &row : rows) {
        if (row.devices > 0 && index->hasRow(row.row))
            addRow(run, *index, row, all);
    }
    return all;
}

} // namespace core
