// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/search/rank_bounds.h"

#include "core/memory/wide_weights.h"

#include <algorithm>
#include <cstdlib>
#include <limits>

namespace core {
namespace {

// The ranks of a replica with what is known of their stages before there is an order.
class RankBounds
{
public:
    RankBounds(const Scenario &scenario, const std::vector<Hop> &hops,
               const std::vector<StageCosts> &stages, const ScheduleEntry &entry)
        : m_scenario(scenario), m_stages(stages), m_entry(entry),
          m_training(scenario.training.pass == Pass::Training),
          m_overlap(PairShares(entry, scenario).overlap()),
          m_count(static_cast<double>(microBatchCount(scenario)))
    {
        holdStages();
        addUpWays(hops);
    }

    [[nodiscard]] LayoutBound bound() const
    {
        LayoutBound bound;
        double longest = 0;
        double optimizer = 0;
        double last = 0; // when the rank of the first stage has passed on the last gradient
        for (std::size_t rank = 0; rank < m_held.size(); ++rank) {
            const Span span = spanOf(rank);
            longest = std::max(longest, span.end + sharingOf(rank, span));
            last = std::max(last, span.end + span.after);
            optimizer = std::max(optimizer, optimizerOf(rank));
            const MemoryBound memory = memoryOf(rank);
            if (memory.within({}) > bound.stateful.within({}) || rank == 0)
                bound.stateful = memory;
            if (memory.held > bound.busy.held || rank == 0)
                bound.busy = memory;
        }
        longest = std::max(longest, last + (isTwoWay() ? 0 : sharingOf(0, {.end = last})));
        bound.step = floorOf(longest + optimizer);
        return bound;
    }

private:
    [[nodiscard]] bool isTwoWay() const { return m_entry.placement == Placement::TwoWay; }

    void holdStages()
    {
        const int ranks = m_scenario.parallel.pipeline;
        m_held.resize(static_cast<std::size_t>(ranks));
        for (int stage = 0; stage < static_cast<int>(m_stages.size()); ++stage) {
            const int rank = rankOnPath(m_entry.placement, ranks, stage);
            m_rankOf.push_back(rank);
            m_held[static_cast<std::size_t>(rank)].push_back(static_cast<std::size_t>(stage));
            if (isTwoWay() && ranks - 1 - rank != rank)
                m_held[static_cast<std::size_t>(ranks - 1 - rank)].push_back(
                    static_cast<std::size_t>(stage));
        }
    }

    // Between a stage and the next one.
    [[nodiscard]] double hopOf(const std::vector<Hop> &hops, std::size_t stage) const
    {
        const int from = m_rankOf[stage];
        const int to = m_rankOf[stage + 1];
        if (from == to || m_scenario.parallel.exchange == Exchange::Blocking)
            return 0; // of the latter a part of both visits
        const auto last = static_cast<int>(hops.size()) - 1;
        const int link = std::abs(from - to) == 1 ? std::min(from, to) : last;
        const StageCosts &at = m_stages[stage];
        return static_cast<double>(
            (hops[static_cast<std::size_t>(link)].timeFor(at.output) + at.gatherOutput).count);
    }

    // From the entry to before each stage, and from behind its backward to the exit.
    void addUpWays(const std::vector<Hop> &hops)
    {
        for (std::size_t stage = 0; stage < m_stages.size(); ++stage) {
            m_there.push_back(m_allThere);
            m_back.push_back(m_allBack);
            const double hop = stage + 1 < m_stages.size() ? hopOf(hops, stage) : 0;
            m_allThere += m_stages[stage].forward + hop;
            m_allBack += m_stages[stage].back + hop;
        }
    }

    // Of all micro-batches; with two directions, of the mean of the two ranks that hold the same.
    [[nodiscard]] double countOn(std::size_t rank) const
    {
        return isTwoWay() && m_held[rank].size() > 1 ? m_count / 2 : m_count;
    }

    // With these visits for each of its micro-batches.
    [[nodiscard]] double busyWith(const LeastTime &visits, std::size_t rank) const
    {
        const double rounding =
            m_overlap ? kPairRounding * 3 * static_cast<double>(m_held[rank].size()) : 0;
        return countOn(rank) * (visits.longer() - rounding);
    }

    [[nodiscard]] double behind(std::size_t stage) const
    {
        if (!m_training)
            return m_allThere - m_there[stage] - m_stages[stage].forward;
        return m_entry.splitsBackward ? 0 : m_back[stage];
    }

    // Of the visits of a rank.
    struct Span
    {
        double end = 0;   // of the last one, at the earliest
        double after = 0; // until its gradient has left the pipeline
    };
    [[nodiscard]] Span spanOf(std::size_t rank) const
    {
        LeastTime work;
        double before = std::numeric_limits<double>::max();
        double after = before;
        for (const std::size_t stage : m_held[rank]) {
            work += m_stages[stage].visits;
            before = std::min(before, m_there[stage]);
            after = std::min(after, behind(stage));
        }
        const double busy = busyWith(work, rank);
        return m_scenario.parallel.postValidation ? Span{.end = busy}
                                                  : Span{.end = before + busy, .after = after};
    }

    // From the end of its last visit, if that is when the span ends, to when its gradients are
    // shared and its weights gathered.
    [[nodiscard]] double sharingOf(std::size_t rank, const Span &span) const
    {
        if (!m_training || m_scenario.parallel.postValidation)
            return 0;
        double all = 0;
        double least = std::numeric_limits<double>::max();
        double weights = 0;
        double first = least; // when the first gradients may be there
        for (const std::size_t stage : m_held[rank]) {
            const StageCosts &at = m_stages[stage];
            all += at.shared;
            least = std::min(least, std::max(0.0, at.shared - at.lastVisit));
            weights += at.gathered;
            first = std::min(first, m_there[stage] + busyWith(at.visits, rank) - at.lastVisit);
        }
        if (!m_scenario.parallel.overlap)
            return all + weights;
        return std::max(least, !m_overlap && !isTwoWay() ? first + all - span.end : 0) + weights;
    }

    [[nodiscard]] double optimizerOf(std::size_t rank) const
    {
        if (!m_training)
            return 0;
        const auto host = m_scenario.model.transformer()
                              ? static_cast<double>(m_scenario.cluster.software.hostStep.count)
                              : 0.0;
        double time = host; // of the whole, and of the price of each stage
        for (const std::size_t stage : m_held[rank])
            time += m_stages[stage].optimizer - host;
        return time;
    }

    [[nodiscard]] MemoryBound memoryOf(std::size_t rank) const
    {
        MemoryBound memory;
        HeldParameters held = heldBy(m_scenario);
        Bytes least = {std::numeric_limits<std::int64_t>::max()};
        for (const std::size_t stage : m_held[rank]) {
            const StageCosts &at = m_stages[stage];
            held.dense += at.parameters - at.expertParameters;
            held.experts += at.expertParameters;
            const Bytes kept = at.kept + at.keptUntilInput;
            least = std::min(least, kept);
            memory.once += kept;
            // Both ways through the stages behind it.
            const double ways =
                m_allThere - m_there[stage] - at.forward + m_allBack - m_back[stage] - at.back;
            memory.held += countOn(rank) * static_cast<double>(at.kept.count) * ways;
        }
        if (isTwoWay())
            memory.once = least; // it passes one of the two
        memory.states = modelStates(held, trainingOfStates(m_scenario)).total();
        return memory;
    }

    const Scenario &m_scenario;
    const std::vector<StageCosts> &m_stages;
    const ScheduleEntry &m_entry;
    bool m_training;
    bool m_overlap; // of pairs
    double m_count;
    std::vector<int> m_rankOf;                    // by stage, in the first direction
    std::vector<std::vector<std::size_t>> m_held; // by rank
    std::vector<double> m_there;                  // by stage
    std::vector<double> m_back;
    double m_allThere = 0;
    double m_allBack = 0;
};

} // namespace

LayoutBound boundOfRanks(const Scenario &scenario, const ScheduleEntry &entry,
                         const std::vector<StageCosts> &stages, const std::vector<Hop> &hops)
{
    return RankBounds(scenario, hops, stages, entry).bound();
}

} // namespace core
