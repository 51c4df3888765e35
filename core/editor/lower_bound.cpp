// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/editor/lower_bound.h"

#include <algorithm>
#include <limits>

namespace core {
namespace {

constexpr std::int64_t kFar = std::numeric_limits<std::int64_t>::max();

struct RankSums
{
    std::int64_t head = kFar;
    std::int64_t tail = kFar;
    std::int64_t forwards = 0;
    std::int64_t gradients = 0; // the least that the gradient for the input takes
    std::int64_t backwards = 0; // with the weights
};

class Bound
{
public:
    Bound(const ScheduleOrder &order, const GridCosts &costs)
        : m_order(order), m_costs(costs), m_ranks(static_cast<std::size_t>(order.ranks))
    {}

    LowerBound run()
    {
        for (int microBatch = 0; microBatch < m_order.microBatches; ++microBatch)
            addWay(microBatch);
        LowerBound bound{m_longestWay, -1};
        for (std::size_t rank = 0; rank < m_ranks.size(); ++rank) {
            const RankSums &sums = m_ranks[rank];
            if (sums.head == kFar)
                continue; // it has no stage
            const std::int64_t work = together(sums.forwards, sums.backwards);
            const std::int64_t gradients = together(sums.forwards, sums.gradients);
            const std::int64_t ticks = sums.head + std::max(work, gradients + sums.tail);
            if (ticks > bound.ticks)
                bound = {ticks, static_cast<int>(rank)};
        }
        return bound;
    }

private:
    [[nodiscard]] std::int64_t cost(Op op, int stage) const
    {
        return m_costs.duration[static_cast<std::size_t>(op)][static_cast<std::size_t>(stage)];
    }
    [[nodiscard]] std::int64_t gradient(int stage) const
    {
        return std::min(cost(Op::Backward, stage), cost(Op::BackwardInput, stage));
    }
    [[nodiscard]] std::int64_t backward(int stage) const
    {
        return std::min(cost(Op::Backward, stage),
                        cost(Op::BackwardInput, stage) + cost(Op::BackwardWeight, stage));
    }

    [[nodiscard]] std::int64_t together(std::int64_t forwards, std::int64_t backwards) const
    {
        const std::int64_t sum = forwards + backwards;
        if (m_costs.pair == PairRule::Sum)
            return sum;
        const double factor = m_costs.pair == PairRule::Factor ? m_costs.pairFactor : 0;
        return std::max(
            {forwards, backwards, static_cast<std::int64_t>(static_cast<double>(sum) * factor)});
    }

    void addWay(int microBatch)
    {
        std::int64_t down = 0; // until the forward of this stage may begin
        std::int64_t up = 0;   // from the end of its gradient to that of everything before it
        for (int stage = 0; stage < m_order.stages; ++stage) {
            RankSums &sums = m_ranks[static_cast<std::size_t>(m_order.rankOf(stage, microBatch))];
            sums.head = std::min(sums.head, down);
            sums.tail = std::min(sums.tail, up);
            sums.forwards += cost(Op::Forward, stage);
            sums.gradients += gradient(stage);
            sums.backwards += backward(stage);
            down += cost(Op::Forward, stage);
            up += stage == 0 ? backward(stage) : gradient(stage);
            if (stage + 1 == m_order.stages)
                break;
            const std::int64_t hop = m_costs.hopOf(m_order, stage, microBatch);
            down += hop;
            up += hop;
        }
        m_longestWay = std::max(m_longestWay, down + up);
    }

    const ScheduleOrder &m_order;
    const GridCosts &m_costs;
    std::vector<RankSums> m_ranks;
    std::int64_t m_longestWay = 0;
};

} // namespace

LowerBound lowerBound(const ScheduleOrder &order, const GridCosts &costs)
{
    return Bound(order, costs).run();
}

} // namespace core
