// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/breakdown.h"

#include "core/sim/engine_task.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace core {
namespace {

constexpr std::size_t kParts = kCostParts;
using PartTimes = std::array<std::int64_t, kParts>; // ns, by CostPart

// Shares of total by weight; the rounding difference goes to the largest.
PartTimes shared(std::int64_t total, const PartTimes &weights)
{
    const std::int64_t sum = std::accumulate(weights.begin(), weights.end(), std::int64_t{0});
    const auto largest =
        static_cast<std::size_t>(std::ranges::max_element(weights) - weights.begin());
    PartTimes parts{};
    std::int64_t left = total;
    for (std::size_t i = 0; i < kParts && sum > 0; ++i) {
        parts[i] =
            static_cast<std::int64_t>(static_cast<double>(total) * static_cast<double>(weights[i]) /
                                      static_cast<double>(sum));
        left -= parts[i];
    }
    parts[largest] += left;
    return parts;
}

void add(Breakdown &to, Op op, const PartTimes &parts)
{
    const auto of = [&parts](CostPart part) {
        return Nanos{parts[static_cast<std::size_t>(part)]};
    };
    Nanos &work = op == Op::Forward ? to.forward : op == Op::Recompute ? to.recompute : to.backward;
    work += of(CostPart::Matrix) + of(CostPart::MemoryBound) + of(CostPart::Attention);
    to.tensorComm += of(CostPart::TensorComm);
    to.contextComm += of(CostPart::ContextComm);
    to.expertComm += of(CostPart::ExpertComm);
    to.dataComm += of(CostPart::DataComm);
    to.pipelineComm += of(CostPart::PipelineComm);
    to.host += of(CostPart::Host);
}

// How long a visit of the stage keeps a device of the row at the hand-over. The micro-batches of
// another direction reach the stage on another rank, over other links: only routes through this
// rank count, by the micro-batches that take them.
Nanos handOverOf(const Plan &plan, const RowPlan &row, int stage)
{
    if (plan.exchange == Exchange::Overlapped)
        return {};
    const ScheduleOrder &order = plan.order;
    const auto passes = [&](std::size_t route) {
        return order.routes[route][static_cast<std::size_t>(stage)] == row.pipelineRank;
    };
    const auto through = [&](std::size_t route) {
        return plan.exposedHandOver(row.replicaClass, route, stage).count;
    };
    std::vector<std::size_t> routes;
    for (std::size_t route = 0; route < order.routes.size(); ++route) {
        if (passes(route))
            routes.push_back(route);
    }
    if (routes.size() == 1)
        return {through(routes.front())};
    std::int64_t sum = 0;
    std::int64_t count = 0;
    for (const std::uint16_t route : order.routeOf) {
        if (passes(route)) {
            sum += through(route);
            ++count;
        }
    }
    return {count > 0 ? sum / count : 0};
}

// One visit of the stage on a device of the row, by part.
PartTimes weightsOf(const Plan &plan, const RowPlan &row, int stage, Op op, Nanos handOver)
{
    const VisitProfile &visit =
        plan.stages[static_cast<std::size_t>(stage)].visits[static_cast<std::size_t>(op)];
    PartTimes weights{};
    for (std::size_t i = 0; i < kParts; ++i)
        weights[i] = visit.parts[i].count;
    if (handsOver(op))
        weights[static_cast<std::size_t>(CostPart::PipelineComm)] +=
            std::llround(static_cast<double>(handOver.count) * row.speed);
    return weights;
}

// What it takes outside a pair.
std::int64_t aloneTime(const Plan &plan, const RowPlan &row, int stage, Op op, Nanos handOver)
{
    const VisitProfile &visit =
        plan.stages[static_cast<std::size_t>(stage)].visits[static_cast<std::size_t>(op)];
    const std::int64_t time = atSpeed(visit.duration, row.ownSpeed);
    return handsOver(op) ? time + handOver.count : time;
}

class RowBreakdown
{
public:
    RowBreakdown(const Plan &plan, const Trace &trace)
        : m_plan(plan), m_trace(trace), m_hides(hidesExpertComm(plan)),
          m_spent(static_cast<std::size_t>(plan.order.stages * kOpCount)), m_hidden(m_spent.size()),
          m_handOver(static_cast<std::size_t>(plan.order.stages))
    {}

    void measure(std::size_t row, RowMetrics &metrics)
    {
        std::ranges::fill(m_spent, 0);
        std::ranges::fill(m_hidden, 0);
        const Trace::RowRange range = m_trace.rows[row];
        for (std::size_t i = range.first; i < range.first + range.count; ++i) {
            if (const std::optional<Op> op = opOf(m_trace.tag[i].kind))
                m_spent[place(m_trace.tag[i].stage, *op)] += m_trace.end[i] - m_trace.begin[i];
        }
        const RowPlan &plan = m_plan.rows[row];
        for (const int stage : m_plan.stagesOf[static_cast<std::size_t>(plan.pipelineRank)])
            m_handOver[static_cast<std::size_t>(stage)] = handOverOf(m_plan, plan, stage);
        if (m_hides)
            hidePairs(range, plan);
        metrics.breakdown = {};
        metrics.gathering = {};
        for (const int stage : m_plan.stagesOf[static_cast<std::size_t>(plan.pipelineRank)])
            addStage(metrics, plan, stage);
        addRest(metrics.breakdown, plan, metrics);
    }

private:
    [[nodiscard]] static std::size_t place(int stage, Op op)
    {
        return static_cast<std::size_t>(stage * kOpCount) + static_cast<std::size_t>(op);
    }

    void hidePairs(const Trace::RowRange &range, const RowPlan &row)
    {
        for (std::size_t i = range.first; i < range.first + range.count; ++i) {
            if (m_trace.pairedWithNext(i)) {
                hide(i, row);
                hide(i + 1, row);
            }
        }
    }

    // How much shorter a visit is in a pair: its expert exchange that the other hides.
    void hide(std::size_t i, const RowPlan &row)
    {
        const SpanTag tag = m_trace.tag[i];
        const std::optional<Op> op = opOf(tag.kind);
        if (!op)
            return;
        const std::int64_t alone = aloneTime(m_plan, row, tag.stage, *op, m_handOver[tag.stage]);
        m_hidden[place(tag.stage, *op)] +=
            std::max<std::int64_t>(0, alone - (m_trace.end[i] - m_trace.begin[i]));
    }

    // Without the hidden part of the expert exchange; sums to total.
    static PartTimes sharedWhenHidden(std::int64_t total, std::int64_t hidden,
                                      const PartTimes &weights)
    {
        PartTimes parts = shared(total + hidden, weights);
        std::int64_t &exchange = parts[static_cast<std::size_t>(CostPart::ExpertComm)];
        const std::int64_t taken = std::min(hidden, exchange);
        exchange -= taken;
        *std::ranges::max_element(parts) -= hidden - taken; // the rounding difference
        return parts;
    }

    void addStage(RowMetrics &metrics, const RowPlan &row, int stage) const
    {
        for (std::size_t op = 0; op < kOpCount; ++op) {
            const std::int64_t total = m_spent[place(stage, static_cast<Op>(op))];
            if (total == 0)
                continue;
            const PartTimes weights = weightsOf(m_plan, row, stage, static_cast<Op>(op),
                                                m_handOver[static_cast<std::size_t>(stage)]);
            const PartTimes parts =
                sharedWhenHidden(total, m_hidden[place(stage, static_cast<Op>(op))], weights);
            add(metrics.breakdown, static_cast<Op>(op), parts);
            metrics.gathering[op].count += parts[static_cast<std::size_t>(CostPart::DataComm)];
        }
    }

    void addRest(Breakdown &result, const RowPlan &row, const RowMetrics &metrics) const
    {
        const auto spent = [&metrics](SpanKind kind) {
            return metrics.spent[static_cast<std::size_t>(kind)];
        };
        const Nanos planned = m_plan.optimizer[static_cast<std::size_t>(row.pipelineRank)];
        const Nanos optimizer = spent(SpanKind::Optimizer);
        const double host = planned.count > 0 ? seconds(m_plan.hostStep) / seconds(planned) : 0;
        const Nanos onHost{static_cast<std::int64_t>(seconds(optimizer) * 1e9 * host)};
        result.host += onHost;
        result.optimizer = optimizer - onHost;
        result.dataComm += metrics.sharing();
        result.idle = metrics.bubble();
    }

    const Plan &m_plan;
    const Trace &m_trace;
    bool m_hides = false;
    std::vector<std::int64_t> m_spent;  // ns, [stage * ops + op]
    std::vector<std::int64_t> m_hidden; // ns, alike
    std::vector<Nanos> m_handOver;      // of the row's stages
};

constexpr Nanos Breakdown::*kFields[] = {
    &Breakdown::forward,      &Breakdown::backward, &Breakdown::recompute,   &Breakdown::tensorComm,
    &Breakdown::pipelineComm, &Breakdown::dataComm, &Breakdown::contextComm, &Breakdown::expertComm,
    &Breakdown::optimizer,    &Breakdown::host,     &Breakdown::idle};

// Rounding differences go to the largest part other than the idle time, which the headline quotes,
// so that the parts sum to the step exactly.
Breakdown meanOf(const std::vector<RowMetrics> &rows, const Plan &plan, Nanos step)
{
    std::int64_t devices = 0;
    for (const RowPlan &row : plan.rows)
        devices += static_cast<std::int64_t>(row.devices.size());
    Breakdown mean;
    Nanos left = step;
    Nanos *largest = &mean.forward;
    for (Nanos Breakdown::*field : kFields) {
        double sum = 0;
        for (std::size_t i = 0; i < rows.size(); ++i)
            sum += static_cast<double>((rows[i].breakdown.*field).count) *
                   static_cast<double>(plan.rows[i].devices.size());
        mean.*field = {static_cast<std::int64_t>(sum / static_cast<double>(devices))};
        left -= mean.*field;
        if (field != &Breakdown::idle && mean.*field > *largest)
            largest = &(mean.*field);
    }
    *largest += left; // at most one nanosecond per part
    return mean;
}

} // namespace

void breakDown(Metrics &metrics, const Plan &plan, const Trace &trace)
{
    RowBreakdown breakdown(plan, trace);
    for (std::size_t row = 0; row < metrics.rows.size(); ++row)
        breakdown.measure(row, metrics.rows[row]);
    metrics.breakdown = meanOf(metrics.rows, plan, metrics.step);
}

ExchangeShares::ExchangeShares(const Plan &plan, const Trace &trace, std::size_t row)
    : m_trace(&trace)
{
    if (plan.stages.empty()) // a trace whose prices are not known
        return;
    m_stages = plan.stagesOf[static_cast<std::size_t>(plan.rows[row].pipelineRank)];
    m_visits.resize(m_stages.size() * kOpCount);
    m_hides = hidesExpertComm(plan);
    const RowPlan &device = plan.rows[row];
    for (std::size_t i = 0; i < m_visits.size() / kOpCount; ++i) {
        const int stage = m_stages[i];
        const Nanos handOver = handOverOf(plan, device, stage);
        for (std::size_t op = 0; op < kOpCount; ++op) {
            const PartTimes parts = weightsOf(plan, device, stage, static_cast<Op>(op), handOver);
            const auto part = [&parts](CostPart which) {
                return static_cast<double>(parts[static_cast<std::size_t>(which)]);
            };
            const double whole =
                static_cast<double>(std::accumulate(parts.begin(), parts.end(), std::int64_t{0}));
            if (whole <= 0)
                continue;
            using enum CostPart;
            Visit &visit = m_visits[i * kOpCount + op];
            visit.alone = {aloneTime(plan, device, stage, static_cast<Op>(op), handOver)};
            visit.experts = part(ExpertComm) / whole;
            visit.share =
                (part(TensorComm) + part(ContextComm) + part(DataComm) + part(PipelineComm)) /
                    whole +
                visit.experts;
            m_any = m_any || visit.share > 0;
        }
    }
}

double ExchangeShares::of(std::size_t span) const
{
    const SpanTag tag = m_trace->tag[span];
    const std::optional<Op> op = opOf(tag.kind);
    const std::int64_t time = m_trace->end[span] - m_trace->begin[span];
    if (!op || !m_any || time <= 0)
        return 0;
    const auto stage = std::ranges::lower_bound(m_stages, static_cast<int>(tag.stage));
    const auto index = static_cast<std::size_t>(stage - m_stages.begin());
    const Visit &visit = m_visits[index * kOpCount + static_cast<std::size_t>(*op)];
    if (!m_hides || visit.alone.count <= time)
        return visit.share;
    const bool paired =
        m_trace->pairedWithNext(span) || (span > 0 && m_trace->pairedWithNext(span - 1));
    if (!paired)
        return visit.share;
    // How much the other visit of the pair hides of it; only expert exchange is hidden.
    const double hidden = static_cast<double>(visit.alone.count - time);
    const double alone = static_cast<double>(visit.alone.count);
    const double exchange = visit.share * alone - std::min(hidden, visit.experts * alone);
    return exchange / static_cast<double>(time);
}

} // namespace core
