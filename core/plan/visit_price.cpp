// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/plan/visit_price.h"

#include "core/cost/weight_gather.h"
#include "core/presets/price_constants.h"

#include <algorithm>
#include <utility>

namespace core {
namespace {

constexpr Op kOps[] = {Op::Forward, Op::Backward, Op::BackwardInput, Op::BackwardWeight,
                       Op::Recompute};

// Device work of a stretch of layers and what the host needs meanwhile. Seconds.
struct Stretch
{
    Work work;
    double host = 0;
    double beside = 0;     // of collectives that run beside it
    double moved = 0;      // bytes that those receive
    double before = 0;     // of collectives that nothing hides
    double beforehand = 0; // of a recomputation before it, beside which they run as well
};

// What collectives take from the work that hides them: multiprocessors for as long as they run, and
// memory bandwidth by the bytes that they move. Each byte is copied into its message, received, and
// copied out of it. A slow network takes long, but takes little.
struct Contention
{
    double time = 0;    // of the time in which both run
    double traffic = 0; // seconds for each byte that is received meanwhile
};

Contention contentionOf(const Scenario &scenario)
{
    const SoftwareSpec &software = scenario.cluster.software;
    return {software.contentionSharded,
            software.contentionTraffic / scenario.cluster.device.memoryBandwidth};
}

// The longer of work and collective, and part of the shorter; never more than one after the other.
Work price(const Stretch &stretch, const Contention &contention)
{
    const double device = stretch.work.total();
    const double both = sideBySide(device, stretch.host);
    const double underWay = both + stretch.beforehand;
    const double hidden = std::min(underWay, stretch.beside);
    double lost = contention.time * hidden;
    if (hidden > 0)
        lost += contention.traffic * stretch.moved * hidden / stretch.beside;
    Work priced = stretch.work;
    priced[CostPart::Host] += both - device;
    priced[CostPart::DataComm] +=
        std::max(underWay, stretch.beside) + std::min(lost, hidden) - underWay + stretch.before;
    return priced;
}

struct Layers
{
    const std::vector<LayerPrice> &all;
    int first;
    int end;

    [[nodiscard]] const LayerPrice &at(int i) const { return all[static_cast<std::size_t>(i)]; }
};

Work without(Work work, const HiddenComm &hidden)
{
    work[CostPart::TensorComm] -= hidden.tensor;
    work[CostPart::ExpertComm] -= hidden.expert;
    return work;
}

// A visit of one layer. Every op has a price of its own that no faster part makes longer: shares
// of a common price would grow where the others shrink more. Collectives beside it: weights are
// gathered for the input gradient unless they were kept; the gradients are scattered when made.
Stretch stretchOf(const LayerPrice &layer, Op op, bool again)
{
    const double gather = again ? layer.gatherAgain : 0;
    const double gathered = again ? layer.gatherAgainBytes : 0;
    switch (op) {
    case Op::Forward:
        return {.work = without(layer.forwardWork, layer.hiddenForward),
                .host = layer.hostForward,
                .beside = layer.gather,
                .moved = layer.gatherBytes};
    case Op::Backward: {
        Stretch both = {.work = without(layer.inputWork, layer.hiddenInput),
                        .host = layer.hostBackward,
                        .beside = gather + layer.scatter,
                        .moved = gathered + layer.scatterBytes};
        both.work += layer.weightWork;
        both.work[CostPart::TensorComm] -= layer.hiddenTensor;
        return both;
    }
    case Op::BackwardInput:
        return {.work = without(layer.inputWork, layer.hiddenInput),
                .host = kHostOfInput * layer.hostBackward,
                .beside = gather,
                .moved = gathered};
    case Op::BackwardWeight:
        return {.work = layer.weightWork,
                .host = (1 - kHostOfInput) * layer.hostBackward,
                .beside = layer.scatter,
                .moved = layer.scatterBytes};
    case Op::Recompute:
        return {.work = without(layer.recomputeWork, layer.hiddenRecompute),
                .host = layer.hostRecompute};
    }
    return {};
}

// Of the stage as a whole: the hand-over, which no recomputation and no weight gradient has.
double hostOfStage(Op op, const Scenario &scenario)
{
    const bool handsOver = op != Op::Recompute && op != Op::BackwardWeight;
    return handsOver && scenario.model.transformer()
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
Work wholeStage(Runs runs, Op op, const Scenario &scenario, BesideWork &beside)
{
    Stretch all;
    all.host = hostOfStage(op, scenario);
    for (const LayerRun &run : runs) {
        const Stretch layer = stretchOf(*run.layer, op, false);
        all.work += times(layer.work, run.count);
        all.host += run.count * layer.host;
    }
    beside.host = all.host;
    return price(all, {});
}

double recomputeSeconds(const LayerPrice &layer)
{
    return sideBySide(layer.recomputeWork.total() - layer.hiddenRecompute.total(),
                      layer.hostRecompute);
}

// Layer by layer, each beside the collectives of its neighbours. Embedding and head are one more
// unit, whose weights and the first layer's are waited for.
Work gatheredStage(Runs runs, Op op, const Scenario &scenario, BesideWork &beside)
{
    const bool again = scenario.parallel.sharding == Sharding::Zero3; // weights are not kept
    const bool hides = overlapsLayers(scenario);
    const Contention contention = contentionOf(scenario);
    Work total;
    Stretch ends;
    ends.host = hostOfStage(op, scenario);
    bool first = true;
    for (const LayerRun &run : runs) {
        const LayerPrice &layer = *run.layer;
        Stretch stretch = stretchOf(layer, op, again);
        if (layer.isOutsideBlocks()) {
            ends.work += stretch.work;
            ends.host += stretch.host;
            ends.before += op == Op::BackwardInput ? 0
                           : op == Op::Backward    ? layer.scatter
                                                   : stretch.beside;
            beside.moved += op == Op::BackwardInput ? 0
                            : op == Op::Backward    ? layer.scatterBytes
                                                    : stretch.moved;
            continue;
        }
        if (!hides)
            stretch.before = std::exchange(stretch.beside, 0);
        else if (op == Op::Forward && first)
            ends.before += layer.gather;
        first = false;
        if (op == Op::Backward || op == Op::BackwardInput)
            stretch.beforehand = recomputeSeconds(layer);
        total += times(price(stretch, contention), run.count);
        beside.host += run.count * stretch.host;
        beside.shards += run.count * (stretch.beside + stretch.before);
        beside.moved += run.count * stretch.moved;
    }
    beside.host += ends.host;
    beside.shards += ends.before;
    total += price(ends, contention);
    return total;
}

bool alike(const LayerPrice &a, const LayerPrice &b)
{
    return a.kind == b.kind && a.parameters == b.parameters &&
           a.forwardWork.parts == b.forwardWork.parts && a.inputWork.parts == b.inputWork.parts &&
           a.weightWork.parts == b.weightWork.parts;
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
    visit.parts[largest].count += left; // the rounding difference
}

// Each layer from the end of those before it to its own end, as the whole visit is priced; backward
// and recomputation from the last layer to the first.
void cutIntoLayers(VisitProfile &visit, const Layers &layers, Op op, double stageHost)
{
    const int count = layers.end - layers.first;
    std::vector<double> through;
    double device = 0;
    double host = stageHost;
    for (int i = 0; i < count; ++i) {
        const int index = op == Op::Forward ? layers.first + i : layers.end - 1 - i;
        const Stretch layer = stretchOf(layers.at(index), op, false);
        device += layer.work.total();
        host += layer.host;
        through.push_back(sideBySide(device, host));
    }
    const double total = through.empty() ? 0 : through.back();
    const double scale = total > 0 ? static_cast<double>(visit.duration.count) / total : 0;
    Nanos begin;
    visit.segments.reserve(static_cast<std::size_t>(count));
    for (int i = 0; i < count; ++i) {
        const int index = op == Op::Forward ? layers.first + i : layers.end - 1 - i;
        const double done = through[static_cast<std::size_t>(i)] * scale;
        const Nanos end =
            i + 1 == count ? visit.duration : Nanos{static_cast<std::int64_t>(done + 0.5)};
        visit.segments.push_back({begin, end, index});
        begin = end;
    }
}

VisitProfile &visitOf(StagePlan &stage, Op op)
{
    return stage.visits[static_cast<std::size_t>(op)];
}

} // namespace

StageWork stageWork(std::span<const LayerRun> runs, const Scenario &scenario, Halves halves)
{
    StageWork work;
    for (const Op op : kOps) {
        const bool half = op == Op::BackwardInput || op == Op::BackwardWeight;
        BesideWork beside;
        if (halves == Halves::Priced || !half)
            work[static_cast<std::size_t>(op)] = visitWork(runs, op, scenario, beside);
    }
    return work;
}

StageWork workWithoutExpertComm(std::span<const LayerRun> runs, const Scenario &scenario)
{
    std::vector<LayerPrice> layers;
    layers.reserve(runs.size());
    std::vector<LayerRun> silent;
    for (const LayerRun &run : runs) {
        LayerPrice &layer = layers.emplace_back(*run.layer);
        for (Work *work : {&layer.forwardWork, &layer.inputWork, &layer.weightWork})
            (*work)[CostPart::ExpertComm] = 0;
        layer.hiddenForward.expert = layer.hiddenInput.expert = 0;
        silent.push_back({&layer, run.count});
    }
    return stageWork(silent, scenario, Halves::Priced);
}

Work visitWork(std::span<const LayerRun> runs, Op op, const Scenario &scenario, BesideWork &beside)
{
    const bool byLayer = gathersLayers(scenario) || scattersLayers(scenario);
    return byLayer ? gatheredStage(runs, op, scenario, beside)
                   : wholeStage(runs, op, scenario, beside);
}

Work exposedWork(const LayerPrice &layer, Op op)
{
    return stretchOf(layer, op, false).work;
}

std::vector<LayerRun> layerRuns(const StagePlan &stage, const std::vector<LayerPrice> &layers)
{
    std::vector<LayerRun> runs;
    for (int i = stage.firstLayer; i < stage.endLayer; ++i) {
        const LayerPrice &layer = layers[static_cast<std::size_t>(i)];
        if (!runs.empty() && alike(*runs.back().layer, layer))
            ++runs.back().count;
        else
            runs.push_back({&layer, 1});
    }
    return runs;
}

void setDurations(StagePlan &stage, const StageWork &work)
{
    for (std::size_t op = 0; op < kOpCount; ++op)
        stage.visits[op].duration = nanosFromSeconds(work[op].total());
}

void priceVisits(StagePlan &stage, const std::vector<LayerPrice> &layers, const Scenario &scenario)
{
    const Layers range = {layers, stage.firstLayer, stage.endLayer};
    const std::vector<LayerRun> runs = layerRuns(stage, layers);
    const StageWork work = stageWork(runs, scenario, Halves::Priced);
    const StageWork silent =
        scenario.parallel.expert > 1 ? workWithoutExpertComm(runs, scenario) : work;
    setDurations(stage, work);
    for (const Op op : kOps) {
        VisitProfile &visit = visitOf(stage, op);
        visit.withoutExpertComm = nanosFromSeconds(silent[static_cast<std::size_t>(op)].total());
        setParts(visit, work[static_cast<std::size_t>(op)]);
        cutIntoLayers(visit, range, op, hostOfStage(op, scenario));
    }
}

} // namespace core
