// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/schedule/schedule.h"

#include <cstdint>
#include <vector>

namespace core {

// When one visit runs, in ticks.
struct VisitTime
{
    std::int64_t start = kNever;
    std::int64_t end = kNever;
    bool isCritical = false; // on the chain that determines the end

    static constexpr std::int64_t kNever = -1; // it waits for what never comes
};

// How one rank spends its time.
struct RankUse
{
    std::int64_t busy = 0; // ticks
    std::int64_t first = 0;
    std::int64_t last = 0;     // end
    int keptAtMost = 0;        // activations, from their forward until their weight gradient
    std::int64_t keptFrom = 0; // when it first keeps so many
    int keptNow = 0;           // after its last visit
};

// An order on a grid of time, whether it is complete or not: every rank runs its list in turn, each
// visit as soon as its input is there.
struct OrderGrid
{
    double ticksPerUnit = 1;
    std::vector<std::vector<VisitTime>> visits; // as the actions of the order
    std::vector<RankUse> ranks;
    std::vector<std::int64_t> forwardEnd;  // [stage * microBatches + microBatch]; kNever
    std::vector<std::int64_t> gradientEnd; // of a full backward or of the one for the input
    std::int64_t makespan = 0;
    int criticalVisits = 0;

    [[nodiscard]] double units(std::int64_t ticks) const
    {
        return static_cast<double>(ticks) / ticksPerUnit;
    }
    [[nodiscard]] std::int64_t busy() const; // of all ranks
    // Of all ranks from 0 to the makespan; 0 of an empty order.
    [[nodiscard]] double bubble() const;
    // Ticks that ranks wait between their first visit and their last.
    [[nodiscard]] std::int64_t idleWithin() const;
    [[nodiscard]] int keptAtMost() const;
};

// Costs of an order's stages in ticks, as the evaluator counts them.
struct GridCosts
{
    double ticksPerUnit = 1;
    std::vector<std::int64_t> duration[kOpCount]; // by stage
    std::vector<std::int64_t> hop;                // after each stage but the last, between ranks
    PairRule pair = PairRule::Sum;
    double pairFactor = 1;

    [[nodiscard]] std::int64_t of(const Action &action) const
    {
        return duration[static_cast<std::size_t>(action.op)][action.stage];
    }
    // Between the ranks that hold a stage and the one after it, for this micro-batch.
    [[nodiscard]] std::int64_t hopOf(const ScheduleOrder &order, int stage, int microBatch) const;
};

// Refuses what checkCosts refuses.
[[nodiscard]] Result<GridCosts> gridCosts(const ScheduleOrder &order, const UnitCosts &costs);

// O(actions) but for ranks that wait: 3,072 visits of 16 ranks take less than a millisecond.
[[nodiscard]] OrderGrid placeOnGrid(const ScheduleOrder &order, const GridCosts &costs);

} // namespace core
