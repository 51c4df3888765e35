// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/layer_exchange.h"

#include "core/cost/weight_gather.h"

#include <algorithm>

namespace core {
namespace {

// The layer at work, and its progress. Times in seconds, on the scale of the span.
struct WorkingLayer
{
    const VisitProfile *visit = nullptr;
    std::size_t segment = 0; // of the visit
    Op op = Op::Forward;
    double length = 0;
    double elapsed = 0;

    [[nodiscard]] bool isFirst() const { return segment == 0; }
    [[nodiscard]] bool isLast() const { return segment + 1 == visit->segments.size(); }
    [[nodiscard]] int layer(int after = 0) const
    {
        return visit->segments[segment + static_cast<std::size_t>(after)].layer;
    }
};

std::optional<WorkingLayer> workingLayer(const Plan &plan, const DeviceMoment &moment)
{
    const std::optional<Op> op = opOf(moment.span.tag.kind);
    if (moment.activeLayer < 0 || !op)
        return {};
    WorkingLayer work;
    work.op = *op;
    work.visit = &plan.stages[moment.span.tag.stage].visits[static_cast<std::size_t>(*op)];
    const auto found =
        std::ranges::find(work.visit->segments, moment.activeLayer, &VisitSegment::layer);
    if (found == work.visit->segments.end() || work.visit->duration.count == 0)
        return {};
    work.segment = static_cast<std::size_t>(found - work.visit->segments.begin());
    const double span = seconds(Nanos{moment.span.end - moment.span.begin});
    const double stretch = span / seconds(work.visit->duration); // a slow device takes longer
    work.length = seconds(found->end - found->begin) * stretch;
    work.elapsed =
        std::clamp(span * moment.progress - seconds(found->begin) * stretch, 0.0, work.length);
    return work;
}

// One after the other from the begin of the layer at work, or the last of them at its end. If they
// take longer than it, they share what there is.
struct Sequence
{
    struct Entry
    {
        LayerExchange exchange;
        double seconds = 0;
        double begin = 0;
        bool atEnd = false;
    };
    std::vector<Entry> entries;

    void add(LayerExchange::Kind kind, int layer, double seconds)
    {
        entries.push_back({{kind, layer, 0, 0}, seconds, 0, false});
    }
    void place(const WorkingLayer &work)
    {
        double total = 0;
        for (const Entry &entry : entries)
            total += entry.seconds;
        const double scale = total > work.length && total > 0 ? work.length / total : 1;
        double at = 0;
        for (Entry &entry : entries) {
            entry.seconds *= scale;
            entry.begin = entry.atEnd ? work.length - entry.seconds : at;
            at += entry.seconds;
            const double past = work.elapsed - entry.begin;
            entry.exchange.progress =
                entry.seconds > 0 ? std::clamp(past / entry.seconds, 0.0, 1.0) : 1;
        }
    }
};

bool isUnit(const Plan &plan, int layer)
{
    return !plan.layers[static_cast<std::size_t>(layer)].isOutsideBlocks();
}

bool gathersIn(const Scenario &scenario, Op op)
{
    if (!gathersLayers(scenario))
        return false;
    if (op == Op::Forward)
        return true;
    return op != Op::BackwardWeight && scenario.parallel.sharding == Sharding::Zero3;
}

double gatherOf(const Plan &plan, int layer, Op op)
{
    const LayerPrice &price = plan.layers[static_cast<std::size_t>(layer)];
    return op == Op::Forward ? price.gather : price.gatherAgain;
}

Sequence sequenceOf(const Snapshot &snapshot, const WorkingLayer &work)
{
    const Plan &plan = snapshot.plan;
    Sequence sequence;
    const auto gather = [&](int layer) {
        if (gathersIn(snapshot.scenario, work.op) && isUnit(plan, layer))
            sequence.add(LayerExchange::Kind::Gather, layer, gatherOf(plan, layer, work.op));
    };
    const auto scatter = [&](int layer) {
        const bool made = work.op == Op::Backward || work.op == Op::BackwardWeight;
        if (made && scattersLayers(snapshot.scenario) && isUnit(plan, layer))
            sequence.add(LayerExchange::Kind::Scatter, layer,
                         plan.layers[static_cast<std::size_t>(layer)].scatter);
    };
    if (!overlapsLayers(snapshot.scenario)) { // nothing hides them: before and after the work
        gather(work.layer());
        scatter(work.layer());
        if (!sequence.entries.empty())
            sequence.entries.back().atEnd =
                sequence.entries.back().exchange.kind == LayerExchange::Kind::Scatter;
        sequence.place(work);
        return sequence;
    }
    if (work.isFirst()) // nothing before it could hide the gather of its weights
        gather(work.layer());
    if (!work.isLast())
        gather(work.layer(1));
    if (!work.isFirst())
        scatter(work.layer(-1));
    if (work.isLast())
        scatter(work.layer());
    sequence.place(work);
    return sequence;
}

std::optional<WorkingLayer> shardedWork(const Snapshot &snapshot, const DeviceMoment &moment)
{
    if (!gathersLayers(snapshot.scenario) && !scattersLayers(snapshot.scenario))
        return {};
    return workingLayer(snapshot.plan, moment);
}

} // namespace

std::vector<GatheredLayer> gatheredLayers(const Snapshot &snapshot, const DeviceMoment &moment)
{
    const std::optional<WorkingLayer> work = shardedWork(snapshot, moment);
    if (!work || !gathersIn(snapshot.scenario, work->op))
        return {};
    std::vector<GatheredLayer> gathered;
    const bool ready = overlapsLayers(snapshot.scenario) && !work->isFirst();
    if (ready && isUnit(snapshot.plan, work->layer()))
        gathered.push_back({work->layer(), 1});
    for (const Sequence::Entry &entry : sequenceOf(snapshot, *work).entries) {
        const LayerExchange &exchange = entry.exchange;
        if (exchange.kind == LayerExchange::Kind::Gather && exchange.progress > 0)
            gathered.push_back({exchange.layer, exchange.progress});
    }
    return gathered;
}

std::optional<LayerExchange> shardExchange(const Snapshot &snapshot, const DeviceMoment &moment)
{
    const std::optional<WorkingLayer> work = shardedWork(snapshot, moment);
    if (!work)
        return {};
    for (const Sequence::Entry &entry : sequenceOf(snapshot, *work).entries) {
        const double past = work->elapsed - entry.begin;
        if (entry.seconds > 0 && past >= 0 && past < entry.seconds)
            return entry.exchange;
    }
    return {};
}

std::optional<LayerExchange> partnerSum(const Snapshot &snapshot, const DeviceMoment &moment)
{
    const Plan &plan = snapshot.plan;
    const std::optional<WorkingLayer> work = workingLayer(plan, moment);
    if (!work || plan.tensor < 2 || work->op == Op::BackwardWeight || work->length <= 0)
        return {};
    const LayerPrice &layer = plan.layers[static_cast<std::size_t>(work->layer())];
    // Partial recomputation leaves the sums out.
    const Work &counted = work->op == Op::Recompute ? layer.recomputeWork : layer.forwardWork;
    if (layer.kind != LayerKind::Block || counted[CostPart::TensorComm] <= 0)
        return {};
    const double half = work->length / 2;
    // Both directions move the same bytes, whether the price hides the sum beside work or not.
    const double one = std::min(half, layer.forwardWork[CostPart::TensorComm] / 2);
    const int turn = work->elapsed < half ? 0 : 1;
    const double past = work->elapsed - ((turn + 1) * half - one);
    if (past < 0)
        return {};
    return LayerExchange{LayerExchange::Kind::Sum, work->layer(), turn,
                         std::clamp(past / one, 0.0, 1.0)};
}

} // namespace core
