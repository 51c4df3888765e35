// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/schedule/schedule.h"

#include <algorithm>
#include <map>
#include <tuple>
#include <vector>

// A second way to the makespan, for tests: the longest path through the graph of all actions, by
// Kahn's order. Slow and simple; shares nothing with the engine.
namespace longest_path {

struct Costs
{
    std::vector<double> forward; // per stage
    std::vector<double> input;
    std::vector<double> weight;
    std::vector<double> hop; // per boundary of two stages
    double pairFactor = 1;   // of the sum, at least the longer; 0: the longer

    [[nodiscard]] double of(const core::Action &action) const
    {
        const std::size_t stage = action.stage;
        switch (action.op) {
        case core::Op::Forward:
        case core::Op::Recompute:
            return forward[stage];
        case core::Op::Backward:
            return input[stage] + weight[stage];
        case core::Op::BackwardInput:
            return input[stage];
        case core::Op::BackwardWeight:
            return weight[stage];
        }
        return 0;
    }
};

struct Cell // an action, or a pair of them
{
    std::size_t rank = 0;
    std::vector<core::Action> actions = {};
    double length = 0;
    double start = 0;
    std::vector<std::pair<std::size_t, double>> next = {}; // and the time until it may start
    int awaited = 0;
};

inline std::vector<Cell> cellsOf(const core::ScheduleOrder &order, const Costs &costs)
{
    std::vector<Cell> cells;
    for (std::size_t rank = 0; rank < order.actions.size(); ++rank) {
        bool open = false;
        for (const core::Action &action : order.actions[rank]) {
            if (!open)
                cells.push_back({.rank = rank});
            cells.back().actions.push_back(action);
            open = action.pairedWithNext;
        }
    }
    for (Cell &cell : cells) {
        double sum = 0;
        double most = 0;
        for (const core::Action &action : cell.actions) {
            sum += costs.of(action);
            most = std::max(most, costs.of(action));
        }
        cell.length = cell.actions.size() == 1 ? sum : std::max(most, costs.pairFactor * sum);
    }
    return cells;
}

using Key = std::tuple<bool, int, std::uint32_t>; // a gradient?, stage, micro-batch

// Makespan; -1 if there is a cycle.
inline double makespan(const core::ScheduleOrder &order, const Costs &costs)
{
    std::vector<Cell> cells = cellsOf(order, costs);
    std::map<Key, std::size_t> producers;
    for (std::size_t i = 0; i < cells.size(); ++i) {
        for (const core::Action &action : cells[i].actions) {
            if (action.op == core::Op::Forward)
                producers[{false, action.stage, action.microBatch}] = i;
            else if (action.op == core::Op::Backward || action.op == core::Op::BackwardInput)
                producers[{true, action.stage, action.microBatch}] = i;
        }
    }
    const auto join = [&](std::size_t from, std::size_t to, double hop) {
        cells[from].next.push_back({to, cells[from].rank == cells[to].rank ? 0 : hop});
        ++cells[to].awaited;
    };
    for (std::size_t i = 0; i < cells.size(); ++i) {
        if (i > 0 && cells[i].rank == cells[i - 1].rank)
            join(i - 1, i, 0);
        for (const core::Action &action : cells[i].actions) {
            const int stage = action.stage;
            const auto boundary = static_cast<std::size_t>(stage);
            if (action.op == core::Op::Forward && stage > 0)
                join(producers.at({false, stage - 1, action.microBatch}), i,
                     costs.hop[boundary - 1]);
            if (action.op == core::Op::Backward || action.op == core::Op::BackwardInput) {
                if (stage + 1 < order.stages)
                    join(producers.at({true, stage + 1, action.microBatch}), i,
                         costs.hop[boundary]);
                else
                    join(producers.at({false, stage, action.microBatch}), i, 0);
            }
        }
    }
    std::vector<std::size_t> ready;
    for (std::size_t i = 0; i < cells.size(); ++i) {
        if (cells[i].awaited == 0)
            ready.push_back(i);
    }
    double end = 0;
    std::size_t done = 0;
    while (!ready.empty()) {
        const Cell cell = cells[ready.back()];
        ready.pop_back();
        ++done;
        const double finish = cell.start + cell.length;
        end = std::max(end, finish);
        for (const auto &[next, hop] : cell.next) {
            cells[next].start = std::max(cells[next].start, finish + hop);
            if (--cells[next].awaited == 0)
                ready.push_back(next);
        }
    }
    return done == cells.size() ? end : -1;
}

} // namespace longest_path
