// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/search/layout_search.h"

#include "core/search/order_bounds.h"

#include <algorithm>
#include <array>
#include <limits>
#include <tuple>

namespace core {
namespace {

constexpr std::size_t kRound = 16; // looked at before anything is compared: shared by the threads

bool isLater(Nanos a, Nanos b, std::uint32_t indexOfA, std::uint32_t indexOfB)
{
    return std::tuple(a, indexOfA) > std::tuple(b, indexOfB);
}

} // namespace

void forEachInTurn(std::size_t count, const std::function<void(std::size_t)> &work)
{
    for (std::size_t i = 0; i < count; ++i)
        work(i);
}

LayoutSearch::LayoutSearch(const Scenario &now, Options options)
    : m_space(now), m_options(std::move(options)), m_limit(now.cluster.device.memory)
{}

void LayoutSearch::boundFamily(std::size_t family)
{
    // What is valid does not depend on the rest of a layout.
    std::array<std::array<std::optional<std::size_t>, 2>, 4> candidates;
    Scenario scenario = m_space.base();
    for (std::size_t i = m_space.families()[family]; i < m_space.families()[family + 1]; ++i) {
        const Layout &layout = m_space.layouts()[i];
        setLayout(scenario, layout);
        std::optional<std::size_t> &count = candidates[static_cast<std::size_t>(layout.sharding)]
                                                      [layout.recompute == Recompute::None ? 0 : 1];
        if (!count)
            count = LayoutSpace::ordersOf(scenario).size();
        m_groups[i].candidates = static_cast<std::uint32_t>(*count);
        if (*count > 0)
            m_groups[i].bound = boundOfLayout(scenario);
    }
}

void LayoutSearch::boundGroups()
{
    m_groups.resize(m_space.layouts().size());
    m_options.forEach(m_space.families().size() - 1, [this](std::size_t family) {
        if (!m_options.stop.stop_requested())
            boundFamily(family);
    });
    for (const Group &group : m_groups)
        m_state.counts.candidates += group.candidates;
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
    return node.leaf ? m_leaves[node.index].bound : m_groups[node.index].bound;
}

void LayoutSearch::push(Node node)
{
    const bool slow = node.leaf && m_leaves[node.index].order.entry->searched;
    std::vector<Node> &queue = slow ? m_searched : m_queue;
    queue.push_back(node);
    std::ranges::push_heap(queue, [](const Node &a, const Node &b) {
        return isLater(a.bound, b.bound, a.index, b.index);
    });
}

void LayoutSearch::fillQueues()
{
    m_queue.clear();
    m_searched.clear();
    for (std::uint32_t i = 0; i < m_groups.size(); ++i) {
        if (m_groups[i].candidates > 0 && m_groups[i].open && canBeBetter(m_groups[i].bound))
            push({m_groups[i].bound.step, i, false});
    }
    for (std::uint32_t i = 0; i < m_leaves.size(); ++i) {
        const Leaf &leaf = m_leaves[i];
        if (leaf.known == Known::Price)
            takePrice(leaf);
        else if (leaf.known == Known::Bound && canBeBetter(leaf.bound))
            push({leaf.bound.step, i, true});
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

std::vector<LayoutSearch::Leaf> LayoutSearch::splitGroup(std::uint32_t group) const
{
    Scenario scenario = m_space.base();
    setLayout(scenario, m_space.layouts()[group]);
    const std::vector<OrderChoice> orders = LayoutSpace::ordersOf(scenario);
    OrderBounds bounds(scenario);
    std::vector<Leaf> leaves;
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

void LayoutSearch::priceLeaf(Leaf &leaf) const
{
    const Result<LayoutPrice> price =
        priceLayout(m_space.scenarioOf(m_space.layouts()[leaf.group], leaf.order));
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

void LayoutSearch::takePrice(const Leaf &leaf)
{
    consider({m_space.layouts()[leaf.group], leaf.order, leaf.price.step, leaf.price.memory});
}

void LayoutSearch::lookAt(const std::vector<Node> &round)
{
    std::vector<std::vector<Leaf>> split(round.size());
    m_options.forEach(round.size(), [&](std::size_t i) {
        if (round[i].leaf)
            priceLeaf(m_leaves[round[i].index]);
        else
            split[i] = splitGroup(round[i].index);
    });
    for (std::size_t i = 0; i < round.size(); ++i) {
        if (!round[i].leaf) {
            m_groups[round[i].index].open = false;
            continue;
        }
        const Leaf &leaf = m_leaves[round[i].index];
        m_state.counts.simulated += leaf.known == Known::Price ? 1 : 0;
        m_state.counts.doNotFit += leaf.known == Known::TooLarge ? 1 : 0;
        m_state.counts.refused += leaf.known == Known::Refused ? 1 : 0;
        if (leaf.known == Known::Price)
            takePrice(leaf);
    }
    for (const std::vector<Leaf> &leaves : split) {
        for (const Leaf &leaf : leaves) {
            m_leaves.push_back(leaf);
            m_state.counts.refused += leaf.known == Known::Refused ? 1 : 0;
            if (leaf.known == Known::Bound && canBeBetter(leaf.bound))
                push({leaf.bound.step, static_cast<std::uint32_t>(m_leaves.size() - 1), true});
        }
    }
}

void LayoutSearch::trySeeds() {}

void LayoutSearch::tell()
{
    Nanos least =
        m_state.best ? m_state.best->step : Nanos{std::numeric_limits<std::int64_t>::max()};
    for (const std::vector<Node> *queue : {&m_queue, &m_searched}) {
        if (!queue->empty())
            least = std::min(least, queue->front().bound);
    }
    m_state.bound = least;
    if (m_options.told)
        m_options.told(m_state);
}

const SearchState &LayoutSearch::fastestWithin(Bytes limit)
{
    m_limit = std::min(limit, m_space.base().cluster.device.memory);
    m_state.best.reset();
    m_state.complete = false;
    for (const LayoutPoint &seed : m_seeds)
        consider(seed);
    if (m_groups.empty()) {
        trySeeds();
        boundGroups();
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
            points.push_back(
                {m_space.layouts()[leaf.group], leaf.order, leaf.price.step, leaf.price.memory});
    }
    return points;
}

} // namespace core
