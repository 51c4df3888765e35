// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/layout/timeline/row_arrangement.h"

#include <algorithm>
#include <map>
#include <utility>

namespace ui {

namespace {

constexpr int kMostSingleRows = 4096; // devices above which rows stand for those that are alike

std::vector<TimelineRow> rowsFor(const core::RunView &run, RowGrouping grouping)
{
    if (grouping == RowGrouping::None)
        return timelineRows(run);
    return run.deviceCount() <= kMostSingleRows ? deviceRows(run) : traceRows(run);
}

// A row and where it wants to stand: beside a row of the first run, or behind it if another is.
struct PlacedRow
{
    std::pair<int, int> place; // number of the first run's row, and how many stand before it there
    TimelineRow row;
};

// The rows of both runs, those of one device beside each other.
std::vector<TimelineRow> rowsOfRuns(const TimelineRuns &runs, RowGrouping grouping)
{
    std::vector<TimelineRow> upper = rowsFor(runs.first, grouping);
    std::vector<PlacedRow> placed;
    for (std::size_t i = 0; i < upper.size(); ++i)
        placed.push_back({{static_cast<int>(i), 0}, upper[i]});
    std::map<int, int> taken; // of each row of the first run, by rows of the second
    if (runs.second) {
        for (TimelineRow &row : rowsFor(*runs.second, grouping)) {
            const bool known = row.device < runs.first.deviceCount();
            const int beside = known ? timelineRowOf(runs.first, upper, row.device) : -1;
            const int anchor = beside < 0 ? static_cast<int>(upper.size()) : beside;
            row.run = 1;
            // Behind the last row nobody stands whom it could stand beside.
            placed.push_back({{anchor, taken[anchor]++}, row});
        }
    }
    std::ranges::stable_sort(
        placed, {}, [](const PlacedRow &each) { return std::pair(each.place, each.row.run); });
    std::vector<TimelineRow> rows;
    for (std::size_t i = 0; i < placed.size(); ++i) {
        const bool same = i > 0 && placed[i].place == placed[i - 1].place;
        const int unit = i == 0 ? 0 : rows.back().index + (same ? 0 : 1);
        rows.push_back(std::move(placed[i].row));
        rows.back().index = unit;
    }
    return rows;
}

int groupOf(const core::RunView &run, const TimelineRow &row, RowGrouping grouping)
{
    switch (grouping) {
    case RowGrouping::None:
        return -1;
    case RowGrouping::Node:
        return row.device / devicesPerNode(run);
    case RowGrouping::Stage:
        return row.pipelineRank;
    case RowGrouping::Replica:
        return row.replica;
    }
    return -1;
}

// All rows of a group in one; of two runs one for each.
std::vector<TimelineRow> collapsedRows(const std::vector<TimelineRow> &members)
{
    std::vector<TimelineRow> bands;
    for (const int run : {0, 1}) {
        std::map<int, int> devices; // by row of the trace
        const TimelineRow *first = nullptr;
        RowProblem problem = RowProblem::None;
        for (const TimelineRow &member : members) {
            if (member.run != run)
                continue;
            first = first == nullptr ? &member : first;
            devices[member.traceRow] += member.deviceCount;
            problem = problem == RowProblem::None ? member.problem : problem;
        }
        if (first == nullptr)
            continue;
        TimelineRow band = *first;
        band.problem = problem;
        band.deviceCount = 0;
        for (const auto &[row, count] : devices) {
            band.parts.push_back({row, count});
            band.deviceCount += count;
        }
        band.group.collapsed = true;
        bands.push_back(band);
    }
    return bands;
}

struct Group
{
    RowGroup about;
    std::vector<TimelineRow> rows;
};

std::map<int, Group> groupsOf(const TimelineRuns &runs, RowGrouping grouping)
{
    std::map<int, Group> groups;
    for (TimelineRow &row : rowsOfRuns(runs, grouping)) {
        Group &group = groups[groupOf(runs.of(row), row, grouping)];
        if (group.rows.empty())
            group.about.firstDevice = row.device;
        group.about.firstDevice = std::min(group.about.firstDevice, row.device);
        group.about.lastDevice = std::max(group.about.lastDevice, row.device);
        group.about.devices += row.run == 0 ? row.deviceCount : 0;
        group.rows.push_back(std::move(row));
    }
    return groups;
}

// Numbers units anew, top to bottom: what was one unit stays one.
void renumber(std::vector<TimelineRow> &rows)
{
    int unit = -1;
    int before = -1;
    for (TimelineRow &row : rows) {
        const bool same = row.run == 1 && row.index == before;
        unit += same ? 0 : 1;
        before = std::exchange(row.index, unit);
    }
}

std::vector<TimelineRow> groupedRows(const TimelineRuns &runs, const RowArrangement &arrangement)
{
    std::vector<TimelineRow> rows;
    for (auto &[number, group] : groupsOf(runs, arrangement.grouping)) {
        group.about.by = arrangement.grouping;
        group.about.number = number;
        for (TimelineRow &row : group.rows)
            row.group = group.about;
        const bool collapsed =
            std::ranges::find(arrangement.collapsed, number) != arrangement.collapsed.end();
        const std::vector<TimelineRow> shown = collapsed ? collapsedRows(group.rows) : group.rows;
        rows.insert(rows.end(), shown.begin(), shown.end());
    }
    return rows;
}

} // namespace

int devicesPerNode(const core::RunView &run)
{
    const core::Snapshot *snapshot = run.snapshot();
    return snapshot ? std::max(1, snapshot->scenario.cluster.devicesPerNode)
                    : core::ClusterSpec().devicesPerNode;
}

std::vector<TimelineRow> arrangedRows(const TimelineRuns &runs, const RowArrangement &arrangement)
{
    std::vector<TimelineRow> rows = arrangement.grouping == RowGrouping::None
                                        ? rowsOfRuns(runs, RowGrouping::None)
                                        : groupedRows(runs, arrangement);
    std::map<int, int> place; // of units that are pinned, in the order in which they were
    for (const TimelineRow &row : rows) {
        const auto pin = std::ranges::find(arrangement.pinned, row.device);
        if (row.run == 0 && pin != arrangement.pinned.end() && !place.contains(row.index))
            place[row.index] = static_cast<int>(pin - arrangement.pinned.begin());
    }
    const auto rank = [&](const TimelineRow &row) {
        const auto found = place.find(row.index);
        return found == place.end() ? static_cast<int>(arrangement.pinned.size()) : found->second;
    };
    if (!place.empty()) {
        for (TimelineRow &row : rows)
            row.pinned = place.contains(row.index);
        std::ranges::stable_sort(rows, {}, rank);
    }
    if (!place.empty() || arrangement.grouping != RowGrouping::None)
        renumber(rows);
    return rows;
}

int arrangedRowOf(const core::RunView &run, const std::vector<TimelineRow> &rows, int device)
{
    if (rows.empty() || rows.front().group.by == RowGrouping::None)
        return timelineRowOf(run, rows, device);
    // Devices of several groups may share a row of the trace.
    TimelineRow like;
    like.device = device;
    const int traceRow = run.rowOf(device);
    if (traceRow < 0)
        return -1;
    const core::RowInfo &info = run.row(traceRow);
    like.pipelineRank = info.rank;
    for (std::size_t i = 0; i < std::min(info.devices.size(), info.replicas.size()); ++i) {
        if (info.devices[i] == device)
            like.replica = info.replicas[i];
    }
    const int group = groupOf(run, like, rows.front().group.by);
    int found = -1;
    for (std::size_t i = 0; i < rows.size(); ++i) {
        const TimelineRow &row = rows[i];
        if (row.group.number != group)
            continue;
        if (row.group.collapsed || (row.deviceCount == 1 && row.device == device))
            return static_cast<int>(i);
        if (row.traceRow == traceRow && row.deviceCount > 1)
            found = static_cast<int>(i);
    }
    return found;
}

RowArrangement withPin(RowArrangement arrangement, int device)
{
    if (std::erase(arrangement.pinned, device) == 0)
        arrangement.pinned.push_back(device);
    return arrangement;
}

RowArrangement withGroup(RowArrangement arrangement, int number)
{
    if (std::erase(arrangement.collapsed, number) == 0)
        arrangement.collapsed.push_back(number);
    return arrangement;
}

RowArrangement collapsedAll(const TimelineRuns &runs, RowArrangement arrangement, bool collapsed)
{
    arrangement.collapsed.clear();
    if (collapsed && arrangement.grouping != RowGrouping::None) {
        for (const auto &[number, group] : groupsOf(runs, arrangement.grouping))
            arrangement.collapsed.push_back(number);
    }
    return arrangement;
}

} // namespace ui
