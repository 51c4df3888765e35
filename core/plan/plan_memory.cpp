// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/plan/plan_memory.h"

#include "core/base/text.h"
#include "core/plan/activation_rule.h"

#include <algorithm>

namespace core {
namespace {

// What a rank holds; with older versions of the weights, if it keeps them, counted too.
HeldParameters heldByRank(const Plan &plan, const Scenario &scenario, int rank,
                          bool versions = false)
{
    HeldParameters held;
    held.sharding = scenario.parallel.sharding;
    held.copies = static_cast<std::int64_t>(scenario.parallel.data) * scenario.parallel.context;
    held.expertCopies = std::max<std::int64_t>(1, held.copies / scenario.parallel.expert);
    for (const int stage : plan.stagesOf[static_cast<std::size_t>(rank)]) {
        const StagePlan &at = plan.stages[static_cast<std::size_t>(stage)];
        const std::int64_t count = versions ? at.weightVersions : 1;
        held.dense += (at.parameters - at.expertParameters) * count;
        held.experts += at.expertParameters * count;
    }
    return held;
}

// Of layers that are gathered to be used: the one at work and the next, and the gradients of one.
Bytes gatheredBytes(const Plan &plan, const Scenario &scenario)
{
    if (!gathersLayers(scenario))
        return {};
    std::int64_t largest = 0;
    for (const LayerPrice &layer : plan.layers)
        largest = std::max(largest, layer.parameters);
    const std::int64_t weights = scenario.parallel.sharding == Sharding::Zero3
                                     ? 2 * bytesPerElement(scenario.training.precision)
                                     : 0;
    return {largest * (weights + gradientBytesOf(scenario.training))};
}

// Gradients that are sent on their way in pieces; in one piece they need no buffer of their own.
Bytes largestBucket(const GradientSync &sync)
{
    Bytes largest;
    const GradientBucket *before = nullptr;
    for (const GradientBucket &bucket : sync.buckets) {
        if (bucket.kind != BucketKind::Gradients)
            continue;
        if (before && before->stage == bucket.stage)
            largest = std::max({largest, before->size, bucket.size});
        before = &bucket;
    }
    return largest;
}

// Buckets on their way (one filling, one sending), and one message in each direction.
Bytes buffersOfRank(const Plan &plan, const Scenario &scenario, int rank)
{
    Bytes buffers = gatheredBytes(plan, scenario);
    if (!plan.syncOfRank(rank).buckets.empty())
        buffers += largestBucket(plan.syncOfRank(rank)) * 2;
    if (plan.ranks() > 1) {
        Bytes largest;
        for (const int stage : plan.stagesOf[static_cast<std::size_t>(rank)])
            largest = std::max(largest, plan.stages[static_cast<std::size_t>(stage)].output);
        buffers += largest * 2;
    }
    return buffers;
}

struct ActivationPeak
{
    Bytes bytes;
    int inFlight = 0;
    // When it is fullest: visits that are kept, and what a recomputation has made on top of them.
    int keptThen = 0;
    Bytes transientThen;
};

// Follows from the order alone.
ActivationPeak activationPeak(const Plan &plan, int rank)
{
    ActivationPeak peak;
    Bytes kept;
    Bytes transient;
    int inFlight = 0;
    for (const Action &action : plan.order.actions[static_cast<std::size_t>(rank)]) {
        const ActivationChange change = activationChange(plan, action.op, action.stage);
        kept += change.atBegin;
        inFlight += change.keeps ? 1 : 0;
        const bool forward = action.op == Op::Forward && plan.training;
        if (!forward)
            transient += change.atBegin;
        if (kept > peak.bytes) {
            peak.bytes = kept;
            peak.keptThen = inFlight;
            peak.transientThen = transient;
        }
        peak.inFlight = std::max(peak.inFlight, inFlight);
        kept += change.atEnd;
        if (!forward && action.op != Op::Recompute)
            transient = {};
        inFlight -= change.frees ? 1 : 0;
    }
    return peak;
}

// "16 bytes for each of 6.74 billion parameters (weights 13.5 GB, …)"
std::string statesText(const MemoryParts &need, std::int64_t parameters)
{
    const Bytes states = need.parameters + need.gradients + need.optimizer;
    std::string text;
    if (parameters > 0)
        text = std::to_string(states.count / parameters) + " bytes for each of " +
               figureOfParameters(parameters) + " parameters ";
    return text + "(weights " + figureOf(need.parameters).text() + ", gradients " +
           figureOf(need.gradients).text() + ", optimizer " + figureOf(need.optimizer).text() + ')';
}

std::string overflowText(const RowPlan &row, Bytes capacity, std::int64_t parameters,
                         Sharding sharding)
{
    const MemoryParts &need = row.peak;
    const Bytes states = need.parameters + need.gradients + need.optimizer;
    const Bytes room = capacity - states - need.buffers; // for activations
    std::string text = "The model does not fit: GPU " + std::to_string(row.devices.front()) +
                       " needs " + figureOf(need.total()).text() + " of " +
                       figureOf(capacity).text() + ", " + figureOf(need.total() - capacity).text() +
                       " too much. ";
    if (room <= Bytes{})
        text +=
            "Its model states alone are " + figureOf(states).text() + ", " +
            statesText(need, parameters) +
            (states < capacity ? ", and buffers take " + figureOf(need.buffers).text() : "") +
            ": split the layers over more GPUs, " +
            (sharding == Sharding::Zero3 ? "" : "share the states between replicas (sharding), ") +
            "or take a smaller model.";
    else
        text += "Activations must shrink to " + figureOf(room).text() + " from " +
                figureOf(need.activations).text() +
                ": use smaller micro-batches, recompute activations, or split the layers over"
                " more GPUs.";
    return text;
}

} // namespace

void planMemory(Plan &plan, const Scenario &scenario)
{
    plan.capacity = scenario.cluster.device.memory;
    std::vector<RowPlan> ofRank(static_cast<std::size_t>(plan.ranks()));
    for (int rank = 0; rank < plan.ranks(); ++rank) {
        RowPlan &row = ofRank[static_cast<std::size_t>(rank)];
        const ActivationPeak peak = activationPeak(plan, rank);
        row.states = modelStates(heldByRank(plan, scenario, rank), scenario.training);
        row.states.parameters =
            modelStates(heldByRank(plan, scenario, rank, true), scenario.training).parameters;
        row.states.buffers = buffersOfRank(plan, scenario, rank);
        row.peak = row.states;
        row.peak.activations = peak.bytes;
        row.inFlightPeak = peak.inFlight;
    }
    const RowPlan *fullest = nullptr;
    for (RowPlan &row : plan.rows) {
        const RowPlan &memory = ofRank[static_cast<std::size_t>(row.pipelineRank)];
        row.states = memory.states;
        row.peak = memory.peak;
        row.inFlightPeak = memory.inFlightPeak;
        if (!fullest || row.peak.total() > fullest->peak.total())
            fullest = &row;
    }
    plan.fits = !fullest || fullest->peak.total() <= plan.capacity;
    if (!plan.fits) {
        const HeldParameters held = heldByRank(plan, scenario, fullest->pipelineRank);
        plan.warnings.push_back(overflowText(*fullest, plan.capacity, held.dense + held.experts,
                                             scenario.parallel.sharding));
    }
}

std::string peakText(const Plan &plan, int row)
{
    const RowPlan &at = plan.rows[static_cast<std::size_t>(row)];
    const MemoryParts &peak = at.peak;
    std::string text;
    const ActivationPeak fullest = activationPeak(plan, at.pipelineRank);
    if (peak.activations > Bytes{} && fullest.keptThen > 0) {
        const Bytes kept = peak.activations - fullest.transientThen;
        text = std::to_string(fullest.keptThen) +
               (fullest.keptThen == 1 ? " micro-batch of " : " micro-batches × ") +
               figureOf(Bytes{kept.count / fullest.keptThen}).text() + " + ";
        if (fullest.transientThen > Bytes{})
            text += "what is recomputed " + figureOf(fullest.transientThen).text() + " + ";
    }
    text += "weights " + figureOf(peak.parameters).text();
    if (peak.gradients > Bytes{})
        text += " + gradients " + figureOf(peak.gradients).text();
    if (peak.optimizer > Bytes{})
        text += " + optimizer " + figureOf(peak.optimizer).text();
    if (peak.buffers > Bytes{})
        text += " + buffers " + figureOf(peak.buffers).text();
    return text;
}

} // namespace core
