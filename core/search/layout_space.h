// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/scenario/scenario.h"

#include <bitset>
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
    int shardingGroup = 0; // that divides the states; 0: all copies
    Recompute recompute = Recompute::None;
    bool sequenceParallel = false;
    std::int64_t microBatch = 1; // samples
    // The framework that is asked for by name and stays; usual: as the sharding has it. All layouts
    // of a space have the same, so it does not tell them apart.
    Framework named = Framework::Usual;

    bool operator==(const Layout &other) const;
};

// A schedule with a number of model chunks per rank, and how the layers are cut for it.
struct OrderChoice
{
    const ScheduleEntry *entry = nullptr; // never null where a space names it
    int chunks = 1;
    int lighter = 0; // layers that the last stage has fewer than its even share: see partition.h

    bool operator==(const OrderChoice &) const = default;
};

// What a search does not change: the rows of layoutParts().
using HeldParts = std::bitset<11>;

// Of a scenario that a search starts from.
[[nodiscard]] Layout layoutOf(const Scenario &scenario);
// Another sharding, with the framework that is named.
void shareStatesAs(ParallelSpec &parallel, Sharding sharding, Framework named);
void setLayout(Scenario &scenario, const Layout &layout);
[[nodiscard]] OrderChoice orderOf(const Scenario &scenario);
// Behind the layout: how its layers are cut depends on the ranks.
void setOrder(Scenario &scenario, const OrderChoice &order);

// The scenario without what would fit to one layout alone: partition, placement, and the options of
// a schedule. With a layout and an order that is a point of the space.
[[nodiscard]] Scenario withoutShape(const Scenario &scenario);
// Whether two scenarios have the same space: they differ in layout, order and title at most, and in
// nothing that is held.
[[nodiscard]] bool haveSameLayouts(const Scenario &a, const Scenario &b,
                                   const HeldParts &held = {});

// Every way to train the same model with the same batch on the same devices: all degrees whose
// product is the number of devices, with each kind of sharding over all copies of the states or
// those of one node (hybrid sharding), each size of micro-batch, each recomputation, and every
// schedule that flushes, with all numbers of chunks, its layers as even as possible or with one or
// two fewer in the last stage where its order is not itself searched. What is valid is asked of the
// checks of core/scenario alone. What has no effect is listed once: sequence parallelism without
// tensor partners, sharding without copies, and recomputation without a backward pass. Of that,
// what has all that is held as the scenario has it.
class LayoutSpace
{
public:
    // What a layout does not name stays as it is in this scenario, but for what would fit to one
    // layout alone: partition, placement, and the options of a schedule.
    explicit LayoutSpace(const Scenario &now, const HeldParts &held = {});

    // With the layout and schedule of some point of the space, or near to it.
    [[nodiscard]] const Scenario &base() const { return m_base; }
    // Of the layouts that have the same degrees and micro-batches, the first. Of some there may be
    // no valid order: see ordersOf.
    [[nodiscard]] const std::vector<Layout> &families() const { return m_families; }
    [[nodiscard]] std::vector<Layout> layoutsOf(const Layout &family) const;
    // All of them: of a small space.
    [[nodiscard]] std::vector<Layout> layouts() const;
    // All that are valid with the layout that the scenario has, whatever is held; changes its
    // schedule and chunks.
    [[nodiscard]] static std::vector<OrderChoice> ordersOf(Scenario &scenario);
    [[nodiscard]] bool has(const OrderChoice &order) const; // which is valid
    [[nodiscard]] Scenario scenarioOf(const Layout &layout, const OrderChoice &order) const;

private:
    void addDegrees(const Layout &degrees);
    [[nodiscard]] std::vector<int> shardingGroups(const Layout &family) const;

    [[nodiscard]] bool has(const Layout &layout) const;

    Scenario m_base;
    HeldParts m_held;
    Layout m_now; // of which the parts are held
    OrderChoice m_orderNow;
    std::vector<Layout> m_families;
};

} // namespace core
