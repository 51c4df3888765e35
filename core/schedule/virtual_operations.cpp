// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/schedule/virtual_operations.h"

#include "core/base/text.h"
#include "core/schedule/order_builder.h"

#include <algorithm>

namespace core {
namespace {

// How the micro-batches are cut into groups: the first `larger` ones have one more than the others.
struct Groups
{
    int microBatches;
    int size;
    int larger;
    int leastRest; // a smaller rest joins the last group
    int largest = 0;

    [[nodiscard]] int endAfter(int begin) const
    {
        const int end = begin + size + (begin < larger * (size + 1) ? 1 : 0);
        return microBatches - end < leastRest ? microBatches : end;
    }
};

// Walks the virtual operations of one rank, forwards or backwards through its chunks.
class VirtualCursor
{
public:
    // From the first of its stages to the last one, a step apart.
    VirtualCursor(const Groups &groups, int firstStage, int lastStage, int step)
        : m_groups(groups), m_firstStage(firstStage), m_lastStage(lastStage), m_step(step),
          m_stage(firstStage), m_groupEnd(groups.endAfter(0))
    {}

    void appendNext(std::vector<Action> &actions, Op op)
    {
        append(actions, op, m_stage, m_microBatch);
        if (++m_microBatch < m_groupEnd)
            return;
        if (m_stage == m_lastStage) {
            m_stage = m_firstStage;
            m_groupBegin = m_groupEnd;
            m_groupEnd = m_groups.endAfter(m_groupBegin);
        } else {
            m_stage += m_step;
        }
        m_microBatch = m_groupBegin;
    }

private:
    Groups m_groups;
    int m_firstStage;
    int m_lastStage;
    int m_step;
    int m_stage;
    int m_microBatch = 0;
    int m_groupBegin = 0;
    int m_groupEnd;
};

// torch's rule: as many groups of at least as many micro-batches as ranks as there can be; ours is
// that they need not be equal. Or the size that was asked for, where a rest that is too small to
// keep the ranks busy joins the last group; Megatron's table takes a larger rest as it is.
Groups groupsOf(const ScheduleShape &shape)
{
    const int m = shape.microBatches;
    const int rounds = std::max(1, m / shape.ranks);
    Groups groups{m, m / rounds, m % rounds, 1};
    if (shape.group > 0)
        groups = {m, std::min(shape.group, m), 0, std::min(shape.ranks, shape.group)};
    for (int begin = 0; begin < m; begin = groups.endAfter(begin))
        groups.largest = std::max(groups.largest, groups.endAfter(begin) - begin);
    return groups;
}

// A chunk would wait for a micro-batch that the ranks before it have not admitted yet.
Error smallGroupError(const ScheduleShape &shape, int least)
{
    return Error{"Groups of " + figureOfCount(shape.group) + " cannot fill " +
                 figureOfCount(shape.ranks) +
                 " ranks: the interleaved order would deadlock. Use groups of at least " +
                 figureOfCount(least) + " micro-batches."};
}

// What Megatron and torch would refuse.
void noteGroups(ScheduleOrder &order, const Groups &groups, int asked)
{
    if (asked > groups.microBatches)
        order.notes.push_back("Groups of " + figureOfCount(asked) +
                              " micro-batches were requested, but there are only " +
                              figureOfCount(groups.microBatches) + ": they are one group.");
    if (groups.largest == groups.size)
        return;
    order.notes.push_back(
        "The published rules refuse " + figureOfCount(groups.microBatches) +
        " micro-batches here, which do not form equal groups: the largest group has " +
        figureOfCount(groups.largest) + " instead of " + figureOfCount(groups.size) +
        ", and the warm-up follows it.");
}

void appendRank(ScheduleOrder &order, const ScheduleShape &shape, const VirtualRule &rule,
                const Groups &groups, int rank)
{
    std::vector<Action> &actions = order.actions[static_cast<std::size_t>(rank)];
    const int deepest = order.stages - shape.ranks + rank;
    VirtualCursor forwards(groups, rank, deepest, shape.ranks);
    VirtualCursor backwards(groups, deepest, rank, -shape.ranks);
    VirtualCursor weights = backwards;
    const int total = shape.microBatches * shape.chunks;
    const int later = shape.ranks - 1 - rank;
    const int warmUp =
        std::min(total, (shape.chunks - 1) * groups.largest + rule.warmUpPerRank * later);
    int forward = 0;
    for (; forward < (shape.backward ? warmUp : total); ++forward)
        forwards.appendNext(actions, Op::Forward);
    if (!shape.backward)
        return;
    const int delay = rule.splitBackward ? rule.weightDelayPerRank * rank : total;
    for (int backward = 0; backward < total; ++backward) {
        if (forward++ < total)
            forwards.appendNext(actions, Op::Forward);
        backwards.appendNext(actions, rule.splitBackward ? Op::BackwardInput : Op::Backward);
        if (backward >= delay)
            weights.appendNext(actions, Op::BackwardWeight);
    }
    for (int weight = std::max(0, total - delay); rule.splitBackward && weight < total; ++weight)
        weights.appendNext(actions, Op::BackwardWeight);
}

} // namespace

Result<ScheduleOrder> makeVirtualOrder(std::string_view id, const ScheduleShape &shape,
                                       const VirtualRule &rule)
{
    const int leastGroup = std::min(shape.ranks, shape.microBatches);
    if (shape.chunks > 1 && shape.group > 0 && shape.group < leastGroup)
        return smallGroupError(shape, leastGroup);
    ScheduleOrder order = emptyOrder(id, shape, Placement::Loop);
    const std::size_t perVisit = !shape.backward ? 1 : rule.splitBackward ? 3 : 2;
    reserveActions(order, perVisit * static_cast<std::size_t>(shape.microBatches) *
                              static_cast<std::size_t>(shape.chunks));
    const Groups groups = groupsOf(shape);
    if (shape.chunks > 1)
        noteGroups(order, groups, shape.group);
    for (int rank = 0; rank < shape.ranks; ++rank)
        appendRank(order, shape, rule, groups, rank);
    return order;
}

} // namespace core
