// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/plan/visit_price.h"

#include <algorithm>

namespace core {
namespace {

// Of SoftwareSpec::hostMicroBatch, for every stage in each direction; embedding and head have the
// rest (transformer_price.cpp).
constexpr double kHostOfStage = 0.2;

// Device work of a stretch of layers and what the host needs meanwhile. Seconds.
struct Stretch
{
    Work work;
    double host = 0;
    double beside = 0; // of collectives that run beside it
    double before = 0; // of collectives that nothing hides
};

// The longer of work and collective, and part of the shorter: a collective takes multiprocessors
// and bandwidth from the work that hides it.
Work price(const Stretch &stretch, double stolen)
{
    const double device = stretch.work.total();
    const double both = sideBySide(device, stretch.host);
    Work priced = stretch.work;
    priced[CostPart::Host] += both - device;
    const double longer = std::max(both, stretch.beside);
    priced[CostPart::DataComm] +=
        longer + stolen * std::min(both, stretch.beside) - both + stretch.before;
    return priced;
}

struct Layers
{
    const std::vector<LayerPrice> &all;
    int first;
    int end;

    [[nodiscard]] const LayerPrice &at(int i) const { return all[static_cast<std::size_t>(i)]; }
};

Work backwardWork(const LayerPrice &layer)
{
    Work work = layer.inputWork;
    work += layer.weightWork;
    work += layer.recomputeWork;
    return work;
}

enum class Direction : std::uint8_t { Forward, Backward };

double hostOfStage(const Scenario &scenario)
{
    return scenario.model.transformer()
               ? kHostOfStage * seconds(scenario.cluster.software.hostMicroBatch)
               : 0;
}

Work times(Work work, double count)
{
    for (double &part : work.parts)
        part *= count;
    return work;
}

using Runs = std::span<const LayerRun>;

// All layers of the stage issued one after the other.
Work wholeStage(Runs runs, Direction direction, const Scenario &scenario)
{
    Stretch stretch;
    stretch.host = hostOfStage(scenario);
    for (const LayerRun &run : runs) {
        const LayerPrice &layer = *run.layer;
        const bool forward = direction == Direction::Forward;
        stretch.work += times(forward ? layer.forwardWork : backwardWork(layer), run.count);
        stretch.host += run.count * (forward ? layer.hostForward : layer.hostBackward);
    }
    return price(stretch, 0);
}

// Layer by layer, each beside the collectives of its neighbours. Embedding and head are one more
// unit, whose weights and the first layer's are waited for.
Work gatheredStage(Runs runs, Direction direction, const Scenario &scenario)
{
    const bool again = scenario.parallel.sharding == Sharding::Zero3; // weights are not kept
    const bool forward = direction == Direction::Forward;
    const double stolen = scenario.cluster.software.stolenSharded;
    Work total;
    Stretch ends;
    ends.host = hostOfStage(scenario);
    bool first = true;
    for (const LayerRun &run : runs) {
        const LayerPrice &layer = *run.layer;
        const Work work = forward ? layer.forwardWork : backwardWork(layer);
        const double host = forward ? layer.hostForward : layer.hostBackward;
        if (layer.kind == LayerKind::Embedding || layer.kind == LayerKind::Head) {
            ends.work += work;
            ends.host += host;
            ends.before += forward ? layer.gather : layer.scatter;
            continue;
        }
        if (forward && first)
            ends.before += layer.gather;
        first = false;
        const double comm = forward ? layer.gather : (again ? layer.gather : 0) + layer.scatter;
        total += times(price({.work = work, .host = host, .beside = comm}, stolen), run.count);
    }
    total += price(ends, stolen);
    return total;
}

bool alike(const LayerPrice &a, const LayerPrice &b)
{
    return a.kind == b.kind && a.parameters == b.parameters &&
           a.forwardWork.parts == b.forwardWork.parts && a.inputWork.parts == b.inputWork.parts &&
           a.weightWork.parts == b.weightWork.parts;
}

std::vector<LayerRun> runsOf(const Layers &layers)
{
    std::vector<LayerRun> runs;
    for (int i = layers.first; i < layers.end; ++i) {
        if (!runs.empty() && alike(*runs.back().layer, layers.at(i)))
            ++runs.back().count;
        else
            runs.push_back({&layers.at(i), 1});
    }
    return runs;
}

// Nanoseconds of the parts; they sum to the duration.
void setParts(VisitProfile &visit, const Work &work)
{
    std::int64_t left = visit.duration.count;
    std::size_t largest = 0;
    for (std::size_t i = 0; i < visit.parts.size(); ++i) {
        visit.parts[i] = nanosFromSeconds(work.parts[i]);
        left -= visit.parts[i].count;
        if (visit.parts[i] > visit.parts[largest])
            largest = i;
    }
    visit.parts[largest].count += left; // what rounding left over
}

double deviceSeconds(const LayerPrice &layer, Op op)
{
    switch (op) {
    case Op::Forward:
        return layer.forwardWork.total();
    case Op::Backward:
        return layer.inputWork.total() + layer.weightWork.total();
    case Op::BackwardInput:
        return layer.inputWork.total();
    case Op::BackwardWeight:
        return layer.weightWork.total();
    case Op::Recompute:
        return layer.recomputeWork.total();
    }
    return 0;
}

// Each layer its share of the visit; backward and recomputation from the last layer to the first.
void cutIntoLayers(VisitProfile &visit, const Layers &layers, Op op)
{
    double total = 0;
    for (int i = layers.first; i < layers.end; ++i)
        total += deviceSeconds(layers.at(i), op);
    const double scale = total > 0 ? static_cast<double>(visit.duration.count) / total : 0;
    double done = 0;
    Nanos begin;
    const int count = layers.end - layers.first;
    visit.segments.reserve(static_cast<std::size_t>(count));
    for (int i = 0; i < count; ++i) {
        const int index = op == Op::Forward ? layers.first + i : layers.end - 1 - i;
        done += deviceSeconds(layers.at(index), op);
        const Nanos end =
            i + 1 == count ? visit.duration : Nanos{static_cast<std::int64_t>(done * scale + 0.5)};
        visit.segments.push_back({begin, end, index});
        begin = end;
    }
}

// A part of the backward visit: its work, and its share of what is added to it.
void addShare(Work &work, const Work &visit, double deviceTotal)
{
    const double share = deviceTotal > 0 ? work.total() / deviceTotal : 0;
    for (const CostPart added : {CostPart::Host, CostPart::DataComm})
        work[added] += share * visit[added];
}

VisitProfile &visitOf(StagePlan &stage, Op op)
{
    return stage.visits[static_cast<std::size_t>(op)];
}

} // namespace

StageWork stageWork(std::span<const LayerRun> runs, const Scenario &scenario)
{
    const auto price = gathersLayers(scenario) ? gatheredStage : wholeStage;
    StageWork work;
    work.forward = price(runs, Direction::Forward, scenario);
    const Work backward = price(runs, Direction::Backward, scenario);
    for (const LayerRun &run : runs) {
        work.input += times(run.layer->inputWork, run.count);
        work.weight += times(run.layer->weightWork, run.count);
        work.again += times(run.layer->recomputeWork, run.count);
    }
    const double device = work.input.total() + work.weight.total() + work.again.total();
    for (Work *part : {&work.input, &work.weight, &work.again})
        addShare(*part, backward, device);
    return work;
}

void setDurations(StagePlan &stage, const StageWork &work)
{
    visitOf(stage, Op::Forward).duration = nanosFromSeconds(work.forward.total());
    visitOf(stage, Op::BackwardInput).duration = nanosFromSeconds(work.input.total());
    visitOf(stage, Op::BackwardWeight).duration = nanosFromSeconds(work.weight.total());
    visitOf(stage, Op::Recompute).duration = nanosFromSeconds(work.again.total());
    visitOf(stage, Op::Backward).duration =
        visitOf(stage, Op::BackwardInput).duration + visitOf(stage, Op::BackwardWeight).duration;
}

void priceVisits(StagePlan &stage, const std::vector<LayerPrice> &layers, const Scenario &scenario)
{
    const Layers range = {layers, stage.firstLayer, stage.endLayer};
    const StageWork work = stageWork(runsOf(range), scenario);
    setDurations(stage, work);
    setParts(visitOf(stage, Op::Forward), work.forward);
    setParts(visitOf(stage, Op::BackwardInput), work.input);
    setParts(visitOf(stage, Op::BackwardWeight), work.weight);
    setParts(visitOf(stage, Op::Recompute), work.again);
    VisitProfile &whole = visitOf(stage, Op::Backward);
    for (std::size_t i = 0; i < whole.parts.size(); ++i)
        whole.parts[i] = visitOf(stage, Op::BackwardInput).parts[i] +
                         visitOf(stage, Op::BackwardWeight).parts[i];
    for (const Op op :
         {Op::Forward, Op::Backward, Op::BackwardInput, Op::BackwardWeight, Op::Recompute})
        cutIntoLayers(visitOf(stage, op), range, op);
}

} // namespace core
