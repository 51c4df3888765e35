// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/plan/plan.h"
#include "core/search/layout_space.h"
#include "core/search/stage_times.h"

#include <algorithm>
#include <compare>
#include <map>
#include <optional>
#include <vector>

namespace core {

// What a device holds at least.
struct MemoryBound
{
    Bytes states;    // between visits
    Bytes once;      // activations of one micro-batch
    double held = 0; // bytes x nanoseconds that activations are kept for in a step

    // At its peak, in a step that is no longer than this. 0: of whatever length.
    [[nodiscard]] Bytes within(Nanos step) const;
};

// What no simulation of a layout falls below. Proofs: layout_bound.cpp.
struct LayoutBound
{
    Nanos step;
    MemoryBound stateful; // of the device that holds most with one micro-batch
    MemoryBound busy;     // of the one that holds activations longest

    [[nodiscard]] Bytes memoryWithin(Nanos length) const
    {
        return std::max(stateful.within(length), busy.within(length));
    }
};

// Of every valid order of a scenario with this layout, whatever its schedule and chunks.
[[nodiscard]] LayoutBound boundOfLayout(Scenario scenario);

// What a bound needs of a stage. Nanoseconds for one micro-batch, recomputation included.
struct StageCosts
{
    double forward = 0;
    double back = 0;   // what the gradient waits for: a backward, or the half for the input
    double visits = 0; // all of them
    double optimizer = 0;
    double shared = 0;    // to share its gradients
    double gathered = 0;  // of its weights, behind everything
    double lastVisit = 0; // the longest that may make the last of its gradients
    std::int64_t parameters = 0;
    std::int64_t expertParameters = 0;
    Bytes kept;
    Bytes keptUntilInput;
    Bytes output;
    Nanos gatherOutput;
};

// Of the orders of one layout, one by one: the prices of stages are shared among them.
class OrderBounds
{
public:
    explicit OrderBounds(const Scenario &scenario);

    // Nothing: so many stages cannot be cut.
    [[nodiscard]] std::optional<LayoutBound> of(const OrderChoice &order);

private:
    // Which orders have the same prices of stages.
    struct StageKey
    {
        int stages = 0;
        bool splits = false;
        bool pairs = false;
        bool chunked = false;
        bool twoWay = false;

        auto operator<=>(const StageKey &) const = default;
    };
    const std::vector<StageCosts> &costsOf(const StageKey &key);
    void addSharing(std::vector<StageCosts> &costs, const std::vector<StagePlan> &stages,
                    bool twoWay) const;

    Scenario m_scenario;     // its schedule is that of the newest order
    Plan m_place;            // without stages: where the devices are
    std::vector<Hop> m_hops; // from each rank to the next, and from the last to the first
    std::map<StageKey, std::vector<StageCosts>> m_costs;
};

} // namespace core
