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

// All layers of the stage issued one after the other.
Work wholeStage(const Layers &layers, Direction direction, const Scenario &scenario)
{
    Stretch stretch;
    stretch.host = hostOfStage(scenario);
    for (int i = layers.first; i < layers.end; ++i) {
        const LayerPrice &layer = layers.at(i);
        const bool forward = direction == Direction::Forward;
        stretch.work += forward ? layer.forwardWork : backwardWork(layer);
        stretch.host += forward ? layer.hostForward : layer.hostBackward;
    }
    return price(stretch, 0);
}

// Layer by layer, each beside the collectives of its neighbours. Embedding and head are one more
// unit, whose weights and the first layer's are waited for.
Work gatheredStage(const Layers &layers, Direction direction, const Scenario &scenario)
{
    const bool again = scenario.parallel.sharding == Sharding::Zero3; // weights are not kept
    const bool forward = direction == Direction::Forward;
    const double stolen = scenario.cluster.software.stolenSharded;
    Work total;
    Stretch ends;
    ends.host = hostOfStage(scenario);
    bool first = true;
    for (int i = layers.first; i < layers.end; ++i) {
        const LayerPrice &layer = layers.at(i);
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
        total += price({.work = work, .host = host, .beside = comm}, stolen);
    }
    total += price(ends, stolen);
    return total;
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
void setPart(VisitProfile &visit, const Work &device, const Work &visitWork, double deviceTotal)
{
    Work work = device;
    const double share = deviceTotal > 0 ? device.total() / deviceTotal : 0;
    for (const CostPart added : {CostPart::Host, CostPart::DataComm})
        work[added] += share * visitWork[added];
    visit.duration = nanosFromSeconds(work.total());
    setParts(visit, work);
}

} // namespace

void priceVisits(StagePlan &stage, const std::vector<LayerPrice> &layers, const Scenario &scenario)
{
    const Layers range = {layers, stage.firstLayer, stage.endLayer};
    const auto stageWork = gathersLayers(scenario) ? gatheredStage : wholeStage;
    const auto visit = [&stage](Op op) -> VisitProfile & {
        return stage.visits[static_cast<std::size_t>(op)];
    };
    const Work forward = stageWork(range, Direction::Forward, scenario);
    visit(Op::Forward).duration = nanosFromSeconds(forward.total());
    setParts(visit(Op::Forward), forward);
    const Work backward = stageWork(range, Direction::Backward, scenario);
    Work input;
    Work weight;
    Work again;
    for (int i = range.first; i < range.end; ++i) {
        input += range.at(i).inputWork;
        weight += range.at(i).weightWork;
        again += range.at(i).recomputeWork;
    }
    const double device = input.total() + weight.total() + again.total();
    setPart(visit(Op::BackwardInput), input, backward, device);
    setPart(visit(Op::BackwardWeight), weight, backward, device);
    setPart(visit(Op::Recompute), again, backward, device);
    VisitProfile &whole = visit(Op::Backward);
    for (const Op op : {Op::BackwardInput, Op::BackwardWeight}) {
        whole.duration += visit(op).duration;
        for (std::size_t i = 0; i < whole.parts.size(); ++i)
            whole.parts[i] += visit(op).parts[i];
    }
    for (const Op op :
         {Op::Forward, Op::Backward, Op::BackwardInput, Op::BackwardWeight, Op::Recompute})
        cutIntoLayers(visit(op), range, op);
}

} // namespace core
