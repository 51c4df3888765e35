// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/search/layout_search.h"

#include "core/search/order_bounds.h"

#include <algorithm>
#include <array>
#include <limits>
#include <tuple>

namespace core {
namespace {

constexpr std::int64_t kSeedVisits = 8192; // forwards of a seed: a fraction of a millisecond
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
    m_bounded = !m_options.stop.stop_requested();
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
            consider(pointOf(leaf));
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

LayoutPoint LayoutSearch::pointOf(const Leaf &leaf) const
{
    const bool priced = leaf.known == Known::Price;
    return {m_space.layouts()[leaf.group], leaf.order, priced ? leaf.price.step : leaf.bound.step,
            leaf.price.memory, leaf.price.fits};
}

void LayoutSearch::tellOf(const std::vector<Node> &round) const
{
    if (!m_options.looked)
        return;
    std::vector<LayoutPoint> points;
    for (const Node &node : round) {
        const Leaf *leaf = node.leaf ? &m_leaves[node.index] : nullptr;
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
            consider(pointOf(leaf));
    }
    tellOf(round);
    for (const std::vector<Leaf> &leaves : split) {
        for (const Leaf &leaf : leaves) {
            m_leaves.push_back(leaf);
            m_state.counts.refused += leaf.known == Known::Refused ? 1 : 0;
            if (leaf.known == Known::Bound && canBeBetter(leaf.bound))
                push({leaf.bound.step, static_cast<std::uint32_t>(m_leaves.size() - 1), true});
        }
    }
}

// The usual way to lay out such a model, with each number of stages: an answer to begin with, and
// something that bounds can be compared with.
bool LayoutSearch::isSeed(const Layout &layout) const
{
    const bool copies = layout.data > 1;
    return layout.context == 1 && layout.expert == 1 && layout.microBatch == 1 &&
           layout.tensor <= m_space.base().cluster.devicesPerNode &&
           layout.sharding == (copies ? Sharding::Zero1 : Sharding::None) &&
           (layout.sequenceParallel || layout.tensor == 1) &&
           layout.pipeline * (m_space.base().training.globalBatch / layout.data) <= kSeedVisits;
}

void LayoutSearch::trySeeds()
{
    const OrderChoice order = {findSchedule(ParallelSpec{}.schedule), 1};
    std::vector<Leaf> seeds;
    for (std::uint32_t i = 0; i < m_space.layouts().size(); ++i) {
        if (isSeed(m_space.layouts()[i]))
            seeds.push_back({.group = i, .order = order, .bound = {}});
    }
    m_options.forEach(seeds.size(), [&](std::size_t i) { priceLeaf(seeds[i]); });
    for (const Leaf &seed : seeds) {
        if (seed.known == Known::Price)
            m_seeds.push_back(pointOf(seed));
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
    const bool first = m_groups.empty();
    if (first)
        trySeeds();
    for (const LayoutPoint &seed : m_seeds)
        consider(seed);
    if (first) {
        if (m_state.best)
            tell();
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
            points.push_back(pointOf(leaf));
    }
    return points;
}

} // namespace core
