// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/cost/layer_kinds.h"
#include "core/plan/visit_price.h"

#include <array>
#include <span>
#include <vector>

namespace core {

// What the stages of a transformer cost, for searches over many layouts: the same durations as in
// a plan, to the nanosecond, but nothing that pictures alone need. Distinct layers are priced once,
// and stages that are alike share a price. Recomputation is part of the visit that needs it.
class StageTimer
{
public:
    // Both must outlive the timer.
    StageTimer(const TransformerSpec &spec, const Scenario &scenario);
    StageTimer(const StageTimer &) = delete;
    StageTimer &operator=(const StageTimer &) = delete;

    // The stage with so many blocks from this one on: parameters, durations, what it keeps of a
    // micro-batch and what it sends. Of a schedule with pairs that hide the exchange of experts,
    // the visits without it as well, and how long it takes.
    void take(StagePlan &stage, std::int64_t block, int blocks, bool first, bool last);
    // How many of these blocks are like the first one of the model.
    [[nodiscard]] std::int64_t blocksLikeFirst(std::int64_t block, int blocks) const;
    // All stages, of so many blocks each.
    void takeAll(std::vector<StagePlan> &stages, const std::vector<int> &blocks);

private:
    [[nodiscard]] bool isLikeBefore(const std::array<LayerRun, 4> &runs, std::size_t count) const;
    void price();
    void priceExchange(std::span<const LayerRun> runs, const StageWork &work);

    const Scenario &m_scenario;
    TransformerPrices m_prices;
    Nanos m_gather;
    Halves m_halves = Halves::Priced;
    bool m_hides = false; // pairs hide the exchange of experts
    std::array<LayerRun, 4> m_before;
    std::size_t m_beforeCount = 0;
    StagePlan m_stage;
};

} // namespace core
