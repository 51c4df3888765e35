// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/scenario/scenario.h"

#include <cstddef>
#include <cstdint>
#include <vector>

namespace core {

// What a search for the best layout chooses, but for the order of the visits.
struct Layout
{
    int data = 1;
    int tensor = 1;
    int pipeline = 1;
    int context = 1;
    int expert = 1;
    Sharding sharding = Sharding::None;
    Recompute recompute = Recompute::None;
    bool sequenceParallel = false;
    std::int64_t microBatch = 1; // samples

    bool operator==(const Layout &) const = default;
};

// A schedule with a number of model chunks per rank.
struct OrderChoice
{
    const ScheduleEntry *entry = nullptr; // never null where a space names it
    int chunks = 1;

    bool operator==(const OrderChoice &) const = default;
};

[[nodiscard]] Layout layoutOf(const Scenario &scenario);
void setLayout(Scenario &scenario, const Layout &layout);
void setOrder(Scenario &scenario, const OrderChoice &order);

// The scenario without what would fit to one layout alone: partition, placement, and the options of
// a schedule. With a layout and an order that is a point of the space.
[[nodiscard]] Scenario withoutShape(const Scenario &scenario);
// Whether two scenarios have the same space: they differ in layout, order and title at most.
[[nodiscard]] bool haveSameLayouts(const Scenario &a, const Scenario &b);

// Every way to train the same model with the same batch on the same devices: all degrees whose
// product is the number of devices, with each kind of sharding, each size of micro-batch, each
// recomputation, and every schedule that flushes, with all numbers of chunks. What is valid is
// asked of the checks of core/scenario alone. What has no effect is listed once: sequence
// parallelism without tensor partners, sharding without copies, and recomputation without a
// backward pass.
class LayoutSpace
{
public:
    // What a layout does not name stays as it is in this scenario, but for what would fit to one
    // layout alone: partition, placement, and the options of a schedule.
    explicit LayoutSpace(const Scenario &now);

    // With the layout and schedule of some point of the space.
    [[nodiscard]] const Scenario &base() const { return m_base; }
    // Of each there may be no valid order: see ordersOf.
    [[nodiscard]] const std::vector<Layout> &layouts() const { return m_layouts; }
    // Layouts follow each other family by family: those of one have the same degrees and
    // micro-batches. Their first places, and behind them the number of layouts.
    [[nodiscard]] const std::vector<std::size_t> &families() const { return m_families; }
    // All that are valid with the layout that the scenario has; changes its schedule and chunks.
    [[nodiscard]] static std::vector<OrderChoice> ordersOf(Scenario &scenario);
    [[nodiscard]] Scenario scenarioOf(const Layout &layout, const OrderChoice &order) const;

private:
    void addDegrees(const Layout &degrees);

    Scenario m_base;
    std::vector<Layout> m_layouts;
    std::vector<std::size_t> m_families;
};

} // namespace core
