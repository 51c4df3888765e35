// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/search/for_each.h"
#include "core/search/layout_bound.h"
#include "core/search/layout_price.h"
#include "core/search/layout_space.h"
#include "core/search/order_counts.h"

#include <cstdint>
#include <functional>
#include <optional>
#include <stop_token>
#include <vector>

namespace core {

// A layout with its order, simulated.
struct LayoutPoint
{
    Layout layout;
    OrderChoice order;
    Nanos step;       // where it does not fit: no simulation would fall below this
    Bytes memory;     // of the fullest device
    bool fits = true; // false: planned alone

    bool operator==(const LayoutPoint &) const = default;
};

// Of all candidates: layouts with each of their orders.
struct SearchCounts
{
    std::int64_t candidates = 0; // in the whole space, as far as it has been counted
    std::int64_t simulated = 0;
    std::int64_t doNotFit = 0; // planned: too large; all that are, where none fits
    std::int64_t refused = 0;  // shapes that their schedule cannot have
    // All others were ruled out by a bound: too long, too large, or one of both in any case.
    [[nodiscard]] std::int64_t ruledOut() const
    {
        return candidates - simulated - doNotFit - refused;
    }
};

// What is known at some moment of a search.
struct SearchState
{
    std::optional<LayoutPoint> best; // of those that fit
    Nanos bound;                     // no candidate that fits is faster; 0: not known yet
    SearchCounts counts;
    bool complete = false; // the best is proved: nothing that fits is faster
};

// Searches the whole space of layouts, best bound first. A candidate is left out only where its
// bound says that it is slower than one that was simulated, or does not fit. The answer depends on
// the scenario alone, not on the number of threads.
class LayoutSearch
{
public:
    struct Options
    {
        HeldParts held = {};
        ForEach forEach = forEachInTurn;
        std::stop_token stop = {};
        std::function<void(const SearchState &)> told = {}; // on the calling thread, now and then
        // Before that, what was simulated or found too large since. Each candidate once.
        std::function<void(const std::vector<LayoutPoint> &)> looked = {};
    };
    LayoutSearch(const Scenario &now, Options options);

    // The fastest whose fullest device needs at most this; of equally fast ones that which needs
    // least. May be called again with another limit: what is known is kept.
    const SearchState &fastestWithin(Bytes limit);
    [[nodiscard]] const LayoutSpace &space() const { return m_space; }
    // All that were simulated.
    [[nodiscard]] std::vector<LayoutPoint> points() const;

private:
    // Layouts that have the same degrees and micro-batches, with all their orders.
    struct Family
    {
        LayoutBound bound;
        bool open = true; // the bounds of its layouts are not known yet
    };
    // A layout with all its orders.
    struct Group
    {
        Layout layout;
        LayoutBound bound;
        bool open = true; // not yet split into its orders
    };
    enum class Known : std::uint8_t { Bound, Price, TooLarge, Refused };
    // One candidate.
    struct Leaf
    {
        std::uint32_t group = 0;
        OrderChoice order;
        LayoutBound bound;
        Known known = Known::Bound;
        LayoutPrice price = {};
    };
    enum class Level : std::uint8_t { Family, Group, Leaf };
    struct Node
    {
        Nanos bound;
        std::uint32_t index = 0;
        Level level = Level::Family;
    };

    void boundFamilies();
    [[nodiscard]] bool isSeedFamily(const Layout &family) const;
    void trySeeds();
    void fillQueues();
    void push(Node node);
    void pushIfBetter(Level level, std::uint32_t index);
    [[nodiscard]] const LayoutBound &boundOf(const Node &node) const;
    [[nodiscard]] bool canBeBetter(const LayoutBound &bound) const;
    // The next ones that can be better, at most a round.
    [[nodiscard]] std::vector<Node> takeRound();
    void lookAt(const std::vector<Node> &round);
    // What nodes of a round are split into.
    struct Parts
    {
        std::vector<Group> groups = {};
        std::vector<Leaf> leaves = {};
    };
    [[nodiscard]] std::vector<Group> splitFamily(std::uint32_t family) const;
    [[nodiscard]] std::vector<Leaf> splitGroup(std::uint32_t group) const;
    void priceLeaf(Leaf &leaf, const Layout &layout) const;
    void take(const Leaf &leaf);
    void pushParts(const Parts &parts);
    [[nodiscard]] LayoutPoint pointOf(const Leaf &leaf) const;
    [[nodiscard]] static LayoutPoint pointOf(const Leaf &leaf, const Layout &layout);
    void tellOf(const std::vector<Node> &round) const;
    void consider(const LayoutPoint &point);
    [[nodiscard]] Nanos leastOpen() const;
    void tell();

    LayoutSpace m_space;
    Options m_options;
    std::vector<Family> m_families; // as those of the space
    std::vector<Group> m_groups;    // of the families that are not open any more
    OrderCounts m_orders;
    std::vector<Leaf> m_leaves;
    std::vector<Node> m_queue; // a heap, the least bound first
    std::vector<Node>
        m_searched; // the same of orders that are themselves searched: these take long
    std::vector<LayoutPoint> m_seeds;
    bool m_bounded = false; // all families have their bound
    Bytes m_limit;
    SearchState m_state;
};

} // namespace core
