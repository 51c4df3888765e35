// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/search/layout_search.h"

#include "core/search/order_bounds.h"

#include <algorithm>
#include <limits>
#include <tuple>

namespace core {
namespace {

constexpr std::int64_t kSeedVisits = 8192;    // forwards of a seed: a fraction of a millisecond
constexpr std::int64_t kSearchedVisits = 256; // of an order that is searched for: milliseconds
constexpr std::size_t kRound = 16; // looked at before anything is compared: shared by the threads

bool isLater(Nanos a, Nanos b, std::uint32_t indexOfA, std::uint32_t indexOfB)
{
    return std::tuple(a, indexOfA) > std::tuple(b, indexOfB);
}

bool isSeed(const Layout &layout)
{
    return layout.sharding == (layout.data > 1 ? Sharding::Zero1 : Sharding::None) &&
           layout.shardingGroup == 0 && (layout.sequenceParallel || layout.tensor == 1);
}

// The usual order; where what is held is another one, the first that has it. One that is searched
// for is short.
std::optional<OrderChoice> seedOrder(const LayoutSpace &space, const Layout &layout)
{
    const OrderChoice usual = {findSchedule(ParallelSpec{}.schedule), 1};
    if (space.has(usual))
        return usual;
    Scenario scenario = space.base();
    setLayout(scenario, layout);
    const bool isShort = layout.pipeline * microBatchCount(scenario) <= kSearchedVisits;
    for (const OrderChoice &order : LayoutSpace::ordersOf(scenario)) {
        if (space.has(order) && (!order.entry->searched || isShort))
            return order;
    }
    return {};
}

} // namespace

LayoutSearch::LayoutSearch(const Scenario &now, Options options)
    : m_space(now, options.held), m_options(std::move(options)), m_limit(now.cluster.device.memory)
{}

void LayoutSearch::boundFamilies()
{
    m_orders = OrderCounts(m_space, m_options.forEach, m_options.stop);
    m_state.counts.candidates = m_orders.all();
    if (m_state.best)
        tell();
    m_families.resize(m_space.families().size());
    m_options.forEach(m_families.size(), [this](std::size_t family) {
        if (m_options.stop.stop_requested())
            return;
        Scenario scenario = m_space.base();
        setLayout(scenario, m_space.families()[family]);
        m_families[family].bound = boundOfFamily(scenario, m_space.families()[family].named);
    });
    m_bounded = !m_options.stop.stop_requested();
}

bool LayoutSearch::canBeBetter(const LayoutBound &bound) const
{
    const Nanos best = m_state.best ? m_state.best->step : Nanos{};
    const Bytes memory = bound.memoryWithin(best);
    if (memory > m_limit)
        return false;
    return !m_state.best || std::pair(bound.step, memory) < std::pair(best, m_state.best->memory);
}

const LayoutBound &LayoutSearch::boundOf(const Node &node) const
{
    switch (node.level) {
    case Level::Family:
        return m_families[node.index].bound;
    case Level::Group:
        return m_groups[node.index].bound;
    default:
        return m_leaves[node.index].bound;
    }
}

void LayoutSearch::push(Node node)
{
    const bool slow = node.level == Level::Leaf && m_leaves[node.index].order.entry->searched;
    std::vector<Node> &queue = slow ? m_searched : m_queue;
    queue.push_back(node);
    std::ranges::push_heap(queue, [](const Node &a, const Node &b) {
        return isLater(a.bound, b.bound, a.index, b.index);
    });
}

void LayoutSearch::pushIfBetter(Level level, std::uint32_t index)
{
    Node node = {{}, index, level};
    const LayoutBound &bound = boundOf(node);
    node.bound = bound.step;
    if (canBeBetter(bound))
        push(node);
}

void LayoutSearch::fillQueues()
{
    m_queue.clear();
    m_searched.clear();
    for (std::uint32_t i = 0; i < m_families.size(); ++i) {
        if (m_families[i].open)
            pushIfBetter(Level::Family, i);
    }
    for (std::uint32_t i = 0; i < m_groups.size(); ++i) {
        if (m_groups[i].open)
            pushIfBetter(Level::Group, i);
    }
    for (std::uint32_t i = 0; i < m_leaves.size(); ++i) {
        const Leaf &leaf = m_leaves[i];
        if (leaf.known == Known::Price)
            consider(pointOf(leaf));
        else if (leaf.known == Known::Bound)
            pushIfBetter(Level::Leaf, i);
    }
}

std::vector<LayoutSearch::Node> LayoutSearch::takeRound()
{
    std::vector<Node> round;
    while (round.size() < kRound) {
        std::vector<Node> &queue = m_queue.empty() && round.empty() ? m_searched : m_queue;
        if (queue.empty())
            break;
        std::ranges::pop_heap(queue, [](const Node &a, const Node &b) {
            return isLater(a.bound, b.bound, a.index, b.index);
        });
        const Node node = queue.back();
        queue.pop_back();
        if (canBeBetter(boundOf(node)))
            round.push_back(node);
    }
    return round;
}

std::vector<LayoutSearch::Group> LayoutSearch::splitFamily(std::uint32_t family) const
{
    std::vector<Group> groups;
    Scenario scenario = m_space.base();
    for (const Layout &layout : m_space.layoutsOf(m_space.families()[family])) {
        if (m_orders.of(layout).empty())
            continue;
        setLayout(scenario, layout);
        groups.push_back({.layout = layout, .bound = boundOfLayout(scenario)});
    }
    return groups;
}

std::vector<LayoutSearch::Leaf> LayoutSearch::splitGroup(std::uint32_t group) const
{
    Scenario scenario = m_space.base();
    setLayout(scenario, m_groups[group].layout);
    const std::vector<OrderChoice> &orders = m_orders.of(m_groups[group].layout);
    OrderBounds bounds(scenario);
    std::vector<Leaf> leaves;
    leaves.reserve(orders.size());
    for (const OrderChoice &order : orders) {
        Leaf leaf = {.group = group, .order = order, .bound = {}};
        if (const std::optional<LayoutBound> bound = bounds.of(order))
            leaf.bound = *bound;
        else
            leaf.known = Known::Refused;
        leaves.push_back(leaf);
    }
    return leaves;
}

void LayoutSearch::priceLeaf(Leaf &leaf, const Layout &layout) const
{
    const Result<LayoutPrice> price = priceLayout(m_space.scenarioOf(layout, leaf.order));
    if (!price) {
        leaf.known = Known::Refused;
        return;
    }
    leaf.price = price.value();
    leaf.known = leaf.price.ends ? Known::Price : Known::TooLarge;
}

void LayoutSearch::consider(const LayoutPoint &point)
{
    const auto rank = [](const LayoutPoint &each) { return std::pair(each.step, each.memory); };
    if (point.memory <= m_limit && (!m_state.best || rank(point) < rank(*m_state.best)))
        m_state.best = point;
}

LayoutPoint LayoutSearch::pointOf(const Leaf &leaf, const Layout &layout)
{
    const bool priced = leaf.known == Known::Price;
    return {layout, leaf.order, priced ? leaf.price.step : leaf.bound.step, leaf.price.memory,
            leaf.price.fits};
}

LayoutPoint LayoutSearch::pointOf(const Leaf &leaf) const
{
    return pointOf(leaf, m_groups[leaf.group].layout);
}

void LayoutSearch::tellOf(const std::vector<Node> &round) const
{
    if (!m_options.looked)
        return;
    std::vector<LayoutPoint> points;
    for (const Node &node : round) {
        const Leaf *leaf = node.level == Level::Leaf ? &m_leaves[node.index] : nullptr;
        if (!leaf || (leaf->known != Known::Price && leaf->known != Known::TooLarge))
            continue;
        const bool ends = leaf->known == Known::Price || !leaf->price.fits; // no link is cut
        const LayoutPoint point = pointOf(*leaf);
        if (ends && std::ranges::find(m_seeds, point) == m_seeds.end())
            points.push_back(point);
    }
    if (!points.empty())
        m_options.looked(points);
}

void LayoutSearch::take(const Leaf &leaf)
{
    m_state.counts.simulated += leaf.known == Known::Price ? 1 : 0;
    m_state.counts.doNotFit += leaf.known == Known::TooLarge ? 1 : 0;
    m_state.counts.refused += leaf.known == Known::Refused ? 1 : 0;
    if (leaf.known == Known::Price)
        consider(pointOf(leaf));
}

void LayoutSearch::lookAt(const std::vector<Node> &round)
{
    std::vector<Parts> split(round.size());
    m_options.forEach(round.size(), [&](std::size_t i) {
        const Node &node = round[i];
        if (node.level == Level::Family)
            split[i].groups = splitFamily(node.index);
        else if (node.level == Level::Group)
            split[i].leaves = splitGroup(node.index);
        else
            priceLeaf(m_leaves[node.index], m_groups[m_leaves[node.index].group].layout);
    });
    for (const Node &node : round) {
        if (node.level == Level::Family)
            m_families[node.index].open = false;
        else if (node.level == Level::Group)
            m_groups[node.index].open = false;
        else
            take(m_leaves[node.index]);
    }
    tellOf(round);
    for (const Parts &parts : split)
        pushParts(parts);
}

void LayoutSearch::pushParts(const Parts &parts)
{
    for (const Group &group : parts.groups) {
        m_groups.push_back(group);
        pushIfBetter(Level::Group, static_cast<std::uint32_t>(m_groups.size() - 1));
    }
    for (const Leaf &leaf : parts.leaves) {
        m_leaves.push_back(leaf);
        if (leaf.known == Known::Bound)
            pushIfBetter(Level::Leaf, static_cast<std::uint32_t>(m_leaves.size() - 1));
        else
            take(leaf);
    }
}

// The usual way to lay out such a model, with each number of stages: an answer to begin with, and
// something that bounds can be compared with.
bool LayoutSearch::isSeedFamily(const Layout &family) const
{
    return family.context == 1 && family.expert == 1 && family.microBatch == 1 &&
           family.tensor <= m_space.base().cluster.devicesPerNode &&
           family.pipeline * (m_space.base().training.globalBatch / family.data) <= kSeedVisits;
}

void LayoutSearch::trySeeds()
{
    std::vector<Layout> layouts;
    for (const Layout &family : m_space.families()) {
        if (!isSeedFamily(family))
            continue;
        for (const Layout &layout : m_space.layoutsOf(family)) {
            if (isSeed(layout))
                layouts.push_back(layout);
        }
    }
    std::vector<Leaf> seeds(layouts.size());
    m_options.forEach(seeds.size(), [&](std::size_t i) {
        if (const std::optional<OrderChoice> order = seedOrder(m_space, layouts[i])) {
            seeds[i].order = *order;
            priceLeaf(seeds[i], layouts[i]);
        }
    });
    for (std::size_t i = 0; i < seeds.size(); ++i) {
        if (seeds[i].known == Known::Price)
            m_seeds.push_back(pointOf(seeds[i], layouts[i]));
    }
    if (m_options.looked && !m_seeds.empty())
        m_options.looked(m_seeds);
}

Nanos LayoutSearch::leastOpen() const
{
    std::optional<Nanos> least;
    if (m_state.best)
        least = m_state.best->step;
    for (const std::vector<Node> *queue : {&m_queue, &m_searched}) {
        if (!queue->empty())
            least = std::min(least.value_or(queue->front().bound), queue->front().bound);
    }
    return least.value_or(Nanos{});
}

void LayoutSearch::tell()
{
    m_state.bound = m_bounded ? leastOpen() : Nanos{};
    if (m_options.told)
        m_options.told(m_state);
}

const SearchState &LayoutSearch::fastestWithin(Bytes limit)
{
    m_limit = std::min(limit, m_space.base().cluster.device.memory);
    m_state.best.reset();
    m_state.complete = false;
    const bool first = m_families.empty() && !m_bounded;
    if (first)
        trySeeds();
    for (const LayoutPoint &seed : m_seeds)
        consider(seed);
    if (first) {
        if (m_state.best)
            tell();
        boundFamilies();
    }
    fillQueues();
    while (!m_options.stop.stop_requested()) {
        const std::vector<Node> round = takeRound();
        if (round.empty()) {
            m_state.complete = true;
            break;
        }
        lookAt(round);
        tell();
    }
    tell();
    return m_state;
}

std::vector<LayoutPoint> LayoutSearch::points() const
{
    std::vector<LayoutPoint> points;
    for (const Leaf &leaf : m_leaves) {
        if (leaf.known == Known::Price)
            points.push_back(pointOf(leaf));
    }
    return points;
}

} // namespace core
