// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/schedule/virtual_operations.h"

#include "core/base/text.h"
#include "core/schedule/order_builder.h"

#include <algorithm>

namespace core {
namespace {

// Micro-batches are cut into groups of this size. A rest smaller than the ranks cannot keep them
// busy and joins the last whole group; Megatron's table takes a larger rest as it is.
struct Groups
{
    int microBatches;
    int ranks;
    int size;

    [[nodiscard]] int endAfter(int begin) const
    {
        const int rest = microBatches - begin - size;
        return rest < std::min(ranks, size) ? microBatches : begin + size;
    }
};

// Walks the virtual operations of one rank, forwards or backwards through its chunks.
class VirtualCursor
{
public:
    VirtualCursor(const Groups &groups, int rank, int chunks, bool deepestFirst)
        : m_groups(groups), m_step(deepestFirst ? -groups.ranks : groups.ranks),
          m_firstStage(deepestFirst ? rank + (chunks - 1) * groups.ranks : rank),
          m_endStage(deepestFirst ? rank - groups.ranks : rank + chunks * groups.ranks),
          m_stage(m_firstStage), m_groupEnd(groups.endAfter(0))
    {}

    void appendNext(std::vector<Action> &actions, Op op)
    {
        append(actions, op, m_stage, m_microBatch);
        if (++m_microBatch < m_groupEnd)
            return;
        m_stage += m_step;
        if (m_stage == m_endStage) {
            m_stage = m_firstStage;
            m_groupBegin = m_groupEnd;
            m_groupEnd = m_groups.endAfter(m_groupBegin);
        }
        m_microBatch = m_groupBegin;
    }

private:
    Groups m_groups;
    int m_step;
    int m_firstStage;
    int m_endStage;
    int m_stage;
    int m_microBatch = 0;
    int m_groupBegin = 0;
    int m_groupEnd;
};

// The group that was asked for, or torch's rule: as many rounds of at least as many micro-batches
// as ranks as there are whole ones, if they can be equal.
Groups groupsOf(const ScheduleShape &shape)
{
    const int rounds = std::max(1, shape.microBatches / shape.ranks);
    int size = shape.microBatches % rounds == 0 ? shape.microBatches / rounds : shape.ranks;
    if (shape.group > 0)
        size = std::min(shape.group, shape.microBatches);
    return {shape.microBatches, shape.ranks, size};
}

// What Megatron and torch would have refused.
void noteRaggedGroups(ScheduleOrder &order, const Groups &groups, int chunks)
{
    int begin = 0;
    while (groups.endAfter(begin) < groups.microBatches)
        begin = groups.endAfter(begin);
    const int last = groups.microBatches - begin;
    if (chunks > 1 && last > groups.size)
        order.notes.push_back(figureOfCount(groups.microBatches) +
                              " micro-batches cannot be cut into equal groups of at least " +
                              figureOfCount(groups.ranks) +
                              ", which the published rule asks for: "
                              "the last group has " +
                              figureOfCount(last) + " instead of " + figureOfCount(groups.size) +
                              ".");
}

void appendRank(ScheduleOrder &order, const ScheduleShape &shape, const VirtualRule &rule,
                const Groups &groups, int rank)
{
    std::vector<Action> &actions = order.actions[static_cast<std::size_t>(rank)];
    VirtualCursor forwards(groups, rank, shape.chunks, false);
    VirtualCursor backwards(groups, rank, shape.chunks, true);
    VirtualCursor weights = backwards;
    const int total = shape.microBatches * shape.chunks;
    const int later = shape.ranks - 1 - rank;
    const int warmUp =
        std::min(total, (shape.chunks - 1) * groups.size + rule.warmUpPerRank * later);
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

ScheduleOrder makeVirtualOrder(std::string_view id, const ScheduleShape &shape,
                               const VirtualRule &rule)
{
    ScheduleOrder order = emptyOrder(id, shape, Placement::Loop);
    const std::size_t perVisit = !shape.backward ? 1 : rule.splitBackward ? 3 : 2;
    reserveActions(order, perVisit * static_cast<std::size_t>(shape.microBatches) *
                              static_cast<std::size_t>(shape.chunks));
    const Groups groups = groupsOf(shape);
    noteRaggedGroups(order, groups, shape.chunks);
    for (int rank = 0; rank < shape.ranks; ++rank)
        appendRank(order, shape, rule, groups, rank);
    return order;
}

} // namespace core
