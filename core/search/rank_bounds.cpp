// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/search/rank_bounds.h"

#include <algorithm>
#include <cstdlib>
#include <limits>

namespace core {
namespace {

// What a rank holds, added up.
struct Rank
{
    int stages = 0;
    LeastTime visits;
    double before = std::numeric_limits<double>::max(); // of its first visit, at the earliest
    double after = std::numeric_limits<double>::max();  // of its last one
    double shared = 0;
    double leastShared = std::numeric_limits<double>::max();    // behind the last visit
    double firstGradients = std::numeric_limits<double>::max(); // of visits one after the other
    double gathered = 0;
    double optimizer = 0;
    std::int64_t parameters = 0;
    std::int64_t expertParameters = 0;
    Bytes kept;
    Bytes leastKept = {std::numeric_limits<std::int64_t>::max()}; // of a stage
    double held = 0; // bytes x nanoseconds of a micro-batch
};

// The ranks of a replica with what is known of their stages before there is an order.
class RankBounds
{
public:
    RankBounds(const Scenario &scenario, const std::vector<Hop> &hops,
               const std::vector<LeastStageCosts> &stages, const ScheduleEntry &entry)
        : m_scenario(scenario), m_stages(stages), m_entry(entry),
          m_training(scenario.training.pass == Pass::Training),
          m_overlap(PairShares(entry, scenario).overlap()),
          m_count(static_cast<double>(microBatchCount(scenario))), m_held(heldBy(scenario)),
          m_ranks(static_cast<std::size_t>(scenario.parallel.pipeline))
    {
        addUpWays(hops);
        addUpRanks();
    }

    [[nodiscard]] LayoutBound bound() const
    {
        LayoutBound bound;
        double longest = 0;
        double optimizer = 0;
        double last = 0; // when the rank of the first stage has passed on the last gradient
        for (std::size_t rank = 0; rank < m_ranks.size(); ++rank) {
            const Span span = spanOf(rank);
            longest = std::max(longest, span.end + sharingOf(rank, span));
            last = std::max(last, span.end + span.after);
            optimizer = std::max(optimizer, m_ranks[rank].optimizer);
            const MemoryBound memory = memoryOf(m_ranks[rank]);
            if (memory.within({}) > bound.stateful.within({}) || rank == 0)
                bound.stateful = memory;
            if (memory.held > bound.busy.held || rank == 0)
                bound.busy = memory;
        }
        // What splits its backward visits may end elsewhere with weight gradients, for which the
        // rank of the first stage does not wait.
        const bool passesOn = !isTwoWay() && !m_entry.splitsBackward;
        longest = std::max(longest, last + (passesOn ? sharingOf(0, {.end = last}) : 0));
        bound.step = floorOf(longest + optimizer + hostStep());
        return bound;
    }

private:
    [[nodiscard]] bool isTwoWay() const { return m_entry.placement == Placement::TwoWay; }
    [[nodiscard]] int ranks() const { return m_scenario.parallel.pipeline; }

    // In the first direction.
    [[nodiscard]] int rankOf(std::size_t stage) const
    {
        return rankOnPath(m_entry.placement, ranks(), static_cast<int>(stage));
    }

    // Between a stage and the next one.
    [[nodiscard]] double hopOf(const std::vector<Hop> &hops, std::size_t stage) const
    {
        const int from = rankOf(stage);
        const int to = rankOf(stage + 1);
        if (from == to || m_scenario.parallel.exchange == Exchange::Blocking)
            return 0; // of the latter a part of both visits
        const auto last = static_cast<int>(hops.size()) - 1;
        const int link = std::abs(from - to) == 1 ? std::min(from, to) : last;
        const LeastStageCosts &at = m_stages[stage];
        return static_cast<double>(
            (hops[static_cast<std::size_t>(link)].timeFor(at.output) + at.gatherOutput).count);
    }

    // From the entry to before each stage, and from behind its backward to the exit.
    void addUpWays(const std::vector<Hop> &hops)
    {
        m_there.reserve(m_stages.size());
        m_back.reserve(m_stages.size());
        for (std::size_t stage = 0; stage < m_stages.size(); ++stage) {
            m_there.push_back(m_allThere);
            m_back.push_back(m_allBack);
            const double hop = stage + 1 < m_stages.size() ? hopOf(hops, stage) : 0;
            m_allThere += m_stages[stage].forward + hop;
            m_allBack += m_stages[stage].back + hop;
        }
    }

    void addUpRanks()
    {
        for (std::size_t stage = 0; stage < m_stages.size(); ++stage) {
            const int rank = rankOf(stage);
            addUp(m_ranks[static_cast<std::size_t>(rank)], stage);
            const int other = ranks() - 1 - rank;
            if (isTwoWay() && other != rank)
                addUp(m_ranks[static_cast<std::size_t>(other)], stage);
        }
    }

    void addUp(Rank &rank, std::size_t stage) const
    {
        const LeastStageCosts &at = m_stages[stage];
        ++rank.stages;
        rank.visits += at.visits;
        rank.before = std::min(rank.before, m_there[stage]);
        rank.after = std::min(rank.after, behind(stage));
        rank.shared += at.shared;
        rank.leastShared = std::min(rank.leastShared, std::max(0.0, at.shared - at.lastVisit));
        rank.firstGradients = std::min(
            rank.firstGradients, m_there[stage] + m_count * at.visits.longer() - at.lastVisit);
        rank.gathered += at.gathered;
        rank.optimizer += at.optimizer;
        rank.parameters += at.parameters;
        rank.expertParameters += at.expertParameters;
        const Bytes kept = at.kept + at.keptUntilInput;
        rank.kept += kept;
        rank.leastKept = std::min(rank.leastKept, kept);
        // Both ways through the stages behind it.
        const double ways =
            m_allThere - m_there[stage] - at.forward + m_allBack - m_back[stage] - at.back;
        rank.held += static_cast<double>(at.kept.count) * ways;
    }

    // Of all micro-batches; with two directions, of the mean of the two ranks that hold the same.
    [[nodiscard]] double countOn(const Rank &rank) const
    {
        return isTwoWay() && rank.stages > 1 ? m_count / 2 : m_count;
    }

    // With these visits for each of its micro-batches.
    [[nodiscard]] double busyWith(const LeastTime &visits, const Rank &rank) const
    {
        const double rounding = m_overlap ? kPairRounding * 3 * rank.stages : 0;
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
        const Rank &at = m_ranks[rank];
        const double busy = busyWith(at.visits, at);
        return m_scenario.parallel.postValidation
                   ? Span{.end = busy}
                   : Span{.end = at.before + busy, .after = at.after};
    }

    // From the end of its last visit, if that is when the span ends, to when its gradients are
    // shared and its weights gathered.
    [[nodiscard]] double sharingOf(std::size_t rank, const Span &span) const
    {
        const Rank &at = m_ranks[rank];
        if (!m_training || m_scenario.parallel.postValidation || at.shared + at.gathered == 0)
            return 0;
        if (!m_scenario.parallel.overlap)
            return at.shared + at.gathered;
        const bool inTurn = !m_overlap && !isTwoWay(); // no two visits of it at once
        const double behindAll = inTurn ? at.firstGradients + at.shared - span.end : 0;
        return std::max(at.leastShared, behindAll) + at.gathered;
    }

    [[nodiscard]] double hostStep() const
    {
        return m_training && m_scenario.model.transformer()
                   ? static_cast<double>(m_scenario.cluster.software.hostStep.count)
                   : 0;
    }

    [[nodiscard]] MemoryBound memoryOf(const Rank &rank) const
    {
        HeldParameters held = m_held;
        held.dense = rank.parameters - rank.expertParameters;
        held.experts = rank.expertParameters;
        return {.states = modelStates(held, m_scenario.training).total(),
                .once = isTwoWay() ? rank.leastKept : rank.kept, // it passes one of the two
                .held = countOn(rank) * rank.held};
    }

    const Scenario &m_scenario;
    const std::vector<LeastStageCosts> &m_stages;
    const ScheduleEntry &m_entry;
    bool m_training;
    bool m_overlap; // of pairs
    double m_count;
    HeldParameters m_held; // without the parameters
    std::vector<Rank> m_ranks;
    std::vector<double> m_there; // by stage
    std::vector<double> m_back;
    double m_allThere = 0;
    double m_allBack = 0;
};

} // namespace

LayoutBound boundOfRanks(const Scenario &scenario, const ScheduleEntry &entry,
                         const std::vector<LeastStageCosts> &stages, const std::vector<Hop> &hops)
{
    return RankBounds(scenario, hops, stages, entry).bound();
}

} // namespace core
