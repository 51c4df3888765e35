// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/plan/gradient_ring.h"
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
    const std::vector<StageCosts> &costsOf(const ScheduleEntry &entry); // of the newest order
    void addSharing(std::vector<StageCosts> &costs, const std::vector<StagePlan> &stages,
                    bool twoWay);
    const std::vector<GradientRing> &ringsOf(bool twoWay);

    Scenario m_scenario;     // its schedule is that of the newest order
    Plan m_place;            // without stages: where the devices are
    std::vector<Hop> m_hops; // from each rank to the next, and from the last to the first
    std::map<StageKey, std::vector<StageCosts>> m_costs;
    std::map<bool, std::vector<GradientRing>> m_rings; // by whether orders go two ways
};

} // namespace core
