// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/row_checkpoints.h"

#include <algorithm>

namespace core {

namespace {

int countBy(const std::vector<std::int64_t> &times, Nanos time)
{
    return static_cast<int>(std::ranges::upper_bound(times, time.count) - times.begin());
}

// Which visits of a row still keep activations, by stage and micro-batch.
class KeptVisits
{
public:
    KeptVisits(const Plan &plan, const std::vector<int> &stages)
        : m_stages(stages), m_microBatches(static_cast<std::size_t>(plan.order.microBatches)),
          m_spans(m_microBatches * stages.size(), kNone)
    {}
    void set(const SpanTag &tag, std::size_t span) { m_spans[at(tag)] = span; }
    void drop(const SpanTag &tag) { m_spans[at(tag)] = kNone; }
    [[nodiscard]] bool isKept(const SpanTag &tag, std::size_t span) const
    {
        return opOf(tag.kind) && m_spans[at(tag)] == span;
    }

private:
    static constexpr std::size_t kNone = ~std::size_t{0};

    [[nodiscard]] std::size_t at(const SpanTag &tag) const
    {
        const auto stage = std::ranges::find(m_stages, tag.stage);
        return static_cast<std::size_t>(stage - m_stages.begin()) * m_microBatches + tag.microBatch;
    }

    const std::vector<int> &m_stages;
    std::size_t m_microBatches;
    std::vector<std::size_t> m_spans;
};

} // namespace

RowCheckpoints::RowCheckpoints(const Plan &plan, const Trace &trace)
    : m_rows(trace.rows.size()), m_entered(plan.order.routes.size()), m_left(m_entered.size())
{
    for (std::size_t row = 0; row < trace.rows.size(); ++row)
        addRow(plan, trace, row);
    for (std::size_t route = 0; route < m_entered.size() && !trace.rows.empty(); ++route)
        addTimes(plan, trace, route);
}

void RowCheckpoints::addRow(const Plan &plan, const Trace &trace, std::size_t row)
{
    const Trace::RowRange range = trace.rows[row];
    const std::size_t end = range.first + range.count;
    KeptVisits kept(plan, plan.stagesOf[static_cast<std::size_t>(plan.rows[row].pipelineRank)]);
    RowCheckpoint now;
    now.oldestKept = range.first;
    m_rows[row].reserve(range.count / kSpans + 1);
    for (std::size_t i = range.first; i < end; ++i) {
        if ((i - range.first) % kSpans == 0) {
            while (now.oldestKept < i && !kept.isKept(trace.tag[now.oldestKept], now.oldestKept))
                ++now.oldestKept;
            m_rows[row].push_back(now);
        }
        const SpanTag tag = trace.tag[i];
        if (tag.kind == SpanKind::Wait)
            continue;
        now.busy += Nanos{trace.end[i] - trace.begin[i]};
        const std::optional<Op> op = opOf(tag.kind);
        if (!op)
            continue;
        const VisitMemory &memory = plan.stages[tag.stage].memory[static_cast<std::size_t>(*op)];
        now.memory += memory.net;
        if (memory.keeps)
            kept.set(tag, i);
        if (memory.frees)
            kept.drop(tag);
    }
}

// The first rows are those of the first class of replicas, a row for each rank.
void RowCheckpoints::addTimes(const Plan &plan, const Trace &trace, std::size_t route)
{
    const auto collect = [&](int rank, int stage, auto isEvent, const Column<std::int64_t> &at) {
        std::vector<std::int64_t> times;
        const Trace::RowRange range = trace.rows[static_cast<std::size_t>(rank)];
        for (std::size_t i = range.first; i < range.first + range.count; ++i) {
            const SpanTag tag = trace.tag[i];
            const std::size_t taken =
                plan.order.routeOf.empty() ? 0 : plan.order.routeOf[tag.microBatch];
            if (opOf(tag.kind) && tag.stage == stage && isEvent(tag.kind) && taken == route)
                times.push_back(at[i]);
        }
        return times;
    };
    const auto isForward = [](SpanKind kind) { return kind == SpanKind::Forward; };
    const auto isLastOfBackward = [](SpanKind kind) {
        return kind == SpanKind::Backward || kind == SpanKind::BackwardWeight;
    };
    const auto &ranks = plan.order.routes[route];
    m_entered[route] = collect(ranks.front(), 0, isForward, trace.begin);
    m_left[route] = plan.training
                        ? collect(ranks.front(), 0, isLastOfBackward, trace.end)
                        : collect(ranks.back(), plan.order.stages - 1, isForward, trace.end);
}

int RowCheckpoints::entered(int route, Nanos time) const
{
    return countBy(m_entered[static_cast<std::size_t>(route)], time);
}

int RowCheckpoints::left(int route, Nanos time) const
{
    return countBy(m_left[static_cast<std::size_t>(route)], time);
}

} // namespace core
