// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/plan/gradient_ring.h"
#include "core/plan/stage_timer.h"
#include "core/search/layout_space.h"
#include "core/search/rank_bounds.h"

#include <compare>
#include <map>
#include <optional>
#include <vector>

namespace core {

// Of the orders of one layout, one by one: the prices of stages are shared among them.
class OrderBounds
{
public:
    explicit OrderBounds(const Scenario &scenario);
    OrderBounds(const OrderBounds &) = delete;
    OrderBounds &operator=(const OrderBounds &) = delete;

    // Nothing: so many stages cannot be cut.
    [[nodiscard]] std::optional<LayoutBound> of(const OrderChoice &order);

private:
    // What of an order the price of a stage depends on.
    struct OrderKind
    {
        bool splits = false;
        bool pairs = false;
        bool twoWay = false;

        auto operator<=>(const OrderKind &) const = default;
    };
    // Which orders have the same prices of all stages.
    struct CutKey
    {
        OrderKind kind;
        int stages = 0;
        int lighter = 0;

        auto operator<=>(const CutKey &) const = default;
    };
    // Which stages of a transformer are alike: blocks of both sorts, and the ends.
    struct StageKey
    {
        OrderKind kind;
        std::int64_t first = 0;
        std::int64_t others = 0;
        bool embedding = false;
        bool head = false;

        auto operator<=>(const StageKey &) const = default;
    };
    // All of them of the newest order.
    const std::vector<LeastStageCosts> &costsOf(const OrderChoice &order);
    std::vector<LeastStageCosts> costsOfCut(const std::vector<int> &cut,
                                            const ScheduleEntry &entry);
    std::vector<LeastStageCosts> costsOfBlocks(const std::vector<int> &cut,
                                               const ScheduleEntry &entry);
    [[nodiscard]] LeastStageCosts costsOfStage(const StagePlan &stage, const ScheduleEntry &entry);
    void addSharing(LeastStageCosts &costs, const StagePlan &stage, bool twoWay);
    StageTimer &timerOf(const OrderKind &kind);
    const std::vector<GradientRing> &ringsOf(bool twoWay);
    [[nodiscard]] static OrderKind kindOf(const ScheduleEntry &entry);

    Scenario m_scenario;     // its schedule is that of the newest order
    Plan m_place;            // without stages: where the devices are
    std::vector<Hop> m_hops; // from each rank to the next, and from the last to the first
    std::map<CutKey, std::vector<LeastStageCosts>> m_costs;
    std::map<StageKey, LeastStageCosts> m_ofStages;
    std::map<OrderKind, StageTimer> m_timers;
    std::map<bool, std::vector<GradientRing>> m_rings; // by whether orders go two ways
};

} // namespace core
