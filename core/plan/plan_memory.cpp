// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/plan/plan_memory.h"

#include "core/base/figure_group.h"
#include "core/base/text.h"
#include "core/cost/kernel_price.h"
#include "core/memory/fully_sharded.h"
#include "core/plan/memory_warnings.h"
#include "core/plan/unit_buffers.h"
#include "core/plan/visit_memory.h"

#include <algorithm>
#include <cmath>
#include <vector>

namespace core {

HeldParameters heldByRank(const Plan &plan, const Scenario &scenario, int rank, bool versions)
{
    HeldParameters held = heldBy(scenario);
    for (const int stage : plan.stagesOf[static_cast<std::size_t>(rank)]) {
        const StagePlan &at = plan.stages[static_cast<std::size_t>(stage)];
        const std::int64_t count = versions ? at.weightVersions : 1;
        held.dense += (at.parameters - at.expertParameters) * count;
        held.experts += at.expertParameters * count;
    }
    return held;
}

namespace {

// Two buckets in flight, one filling and one sending: the largest neighbours. In one piece they
// need no buffer of their own.
Bytes largestPair(const GradientSync &sync)
{
    Bytes largest;
    const GradientBucket *before = nullptr;
    for (const GradientBucket &bucket : sync.buckets) {
        if (bucket.kind != BucketKind::Gradients)
            continue;
        if (before && before->stage == bucket.stage)
            largest = std::max(largest, before->size + bucket.size);
        before = &bucket;
    }
    return largest;
}

// Of replicas that all hold the gradients. PyTorch's DistributedDataParallel copies each into its
// bucket, which stays (gradient_as_bucket_view is off unless asked for: its documentation says that
// it saves as much as all gradients take). Buckets of Megatron-LM are views of the one buffer in
// which gradients are (param_and_grad_buffer.py).
Bytes wholeBuckets(const GradientSync &sync, const Scenario &scenario)
{
    Bytes all;
    if (!runsOnPyTorch(scenario.parallel) || !scenario.cluster.software.gathersUnits) // DeepSpeed
        return all;
    for (const GradientBucket &bucket : sync.buckets) {
        if (bucket.kind == BucketKind::Gradients)
            all += bucket.size;
    }
    return all;
}

// Beside the gradients. The engine of core/live sums them where they lie.
Bytes bucketsOfRank(const GradientSync &sync, const Scenario &scenario)
{
    if (scenario.train)
        return {};
    if (!dividesGradients(scenario))
        return wholeBuckets(sync, scenario);
    const Bytes whole = scatterBuckets(scenario);
    return whole == Bytes{} ? largestPair(sync) : whole;
}

// Buckets of gradients, and one message in each direction.
Bytes buffersOfRank(const Plan &plan, const Scenario &scenario, int rank, int inFlight)
{
    Bytes buffers = bucketsOfRank(plan.syncOfRank(rank), scenario);
    if (shardsAsPyTorch(scenario))
        return buffers + unitBuffers(plan, scenario, rank, inFlight);
    if (plan.ranks() > 1) {
        Bytes largest;
        for (const int stage : plan.stagesOf[static_cast<std::size_t>(rank)])
            largest = std::max(largest, plan.stages[static_cast<std::size_t>(stage)].output);
        buffers += largest * 2;
    }
    return buffers;
}

// The peak of a rank: what visits keep and allocate, and how many micro-batches are kept.
struct Peak
{
    MemoryChange there;
    int keptThen = 0;
    int inFlight = 0;      // at most
    Bytes mostActivations; // each at its own moment
    Bytes mostBuffers;
};

// Follows from the order alone.
Peak peakOf(const Plan &plan, int rank)
{
    Peak peak;
    MemoryChange there;
    int inFlight = 0;
    for (const Action &action : plan.order.actions[static_cast<std::size_t>(rank)]) {
        const VisitMemory &visit =
            plan.stages[action.stage].memory[static_cast<std::size_t>(action.op)];
        inFlight += visit.keeps ? 1 : 0;
        peak.inFlight = std::max(peak.inFlight, inFlight);
        peak.mostActivations =
            std::max(peak.mostActivations, there.activations + visit.mostActivations);
        peak.mostBuffers = std::max(peak.mostBuffers, there.buffers + visit.mostBuffers);
        MemoryChange fullest = there;
        fullest += visit.fullest;
        if (fullest.activations + fullest.buffers > peak.there.activations + peak.there.buffers) {
            peak.there = fullest;
            peak.keptThen = inFlight;
        }
        there += visit.net;
        inFlight -= visit.frees ? 1 : 0;
    }
    return peak;
}

// PyTorch's allocator returns nothing to the device, and a block that was freed serves only what
// fits into it. Buffers of units, of activations and of forward passes differ so much in size that
// each kind keeps what it once had: what of that is of no use to what is there at the peak.
Bytes besidePeak(const Plan &plan, int rank, const Peak &peak)
{
    Bytes passing;
    for (const int stage : plan.stagesOf[static_cast<std::size_t>(rank)]) {
        const StagePlan &at = plan.stages[static_cast<std::size_t>(stage)];
        for (int layer = at.firstLayer; layer < at.endLayer; ++layer)
            passing = std::max(passing, plan.layers[static_cast<std::size_t>(layer)].passing);
    }
    const Bytes all = peak.mostActivations + peak.mostBuffers + passing;
    return std::max(Bytes{}, all - (peak.there.activations + peak.there.buffers));
}

// ", of which 8 GPUs share the optimizer states"; nothing where each holds all of its own.
std::string sharedText(const HeldParameters &held)
{
    if (held.sharding == Sharding::None || std::max(held.copies, held.expertCopies) < 2)
        return {};
    const bool alike = held.experts == 0 || held.copies == held.expertCopies;
    const std::string who = alike ? figureOfCount(held.copies) + " GPUs" : "its copies";
    std::vector<std::string> shared;
    if (held.sharding == Sharding::Zero3)
        shared.emplace_back("weights");
    if (held.sharding >= Sharding::Zero2 && !held.wholeGradients && !held.gradientsAway)
        shared.emplace_back("gradients");
    if (!held.optimizerAway)
        shared.emplace_back("optimizer states");
    if (shared.empty())
        return {};
    const bool all = held.sharding == Sharding::Zero3 && !held.wholeGradients;
    const bool one = shared.size() == 1;
    return ", of which " + who + " share " +
           (all ? "all" : (one ? "the " : "") + joinWithAnd(shared));
}

// Of each parameter that the device has a part in, in its own memory.
std::int64_t bytesOfEach(const HeldParameters &held, const TrainingSpec &training)
{
    const StateBytes each = stateBytes(held, training);
    return each.parameter + (held.gradientsAway ? 0 : each.gradient) +
           (held.optimizerAway ? 0 : each.optimizer);
}

// "16 bytes for each of 6.74 billion parameters, of which 8 GPUs share all: weights 1.69 + …"
std::string statesText(const MemoryParts &need, Bytes capacity, const HeldParameters &held,
                       const Scenario &scenario)
{
    const std::int64_t parameters = held.dense + held.experts;
    std::string text;
    if (parameters > 0) {
        text = std::to_string(bytesOfEach(held, scenario.training)) + " bytes for each of " +
               figureOfParameters(parameters) + " parameters" + sharedText(held);
        if (held.secondary > 0)
            text += ", and a second copy of the weights, which " + figureOfCount(held.secondary) +
                    " GPUs share";
        text += ' ';
    }
    // Of the same sum as elsewhere, so that each part has one figure.
    const FigureGroup parts = figuresOfMemory(need, capacity);
    return text + "(weights " + parts.values[0] + " + gradients " + parts.values[1] +
           " + optimizer " + parts.values[2] + " = " + parts.sumOf(0, 3) + ' ' + parts.unit + ')';
}

// What shrinks them, of what the scenario does not do yet.
std::string lessActivationsText(const Scenario &scenario)
{
    std::string ways;
    if (scenario.training.microBatch > 1)
        ways += "use smaller micro-batches, ";
    if (scenario.training.recompute != Recompute::Full)
        ways += "recompute activations, ";
    return ways + (ways.empty() ? "" : "or ") + "split the layers over more GPUs.";
}

std::string overflowText(const Plan &plan, const RowPlan &row, const HeldParameters &held,
                         const Scenario &scenario)
{
    const Bytes capacity = plan.capacity;
    const MemoryParts &need = row.peak;
    const Bytes states = need.parameters + need.gradients + need.optimizer;
    const Bytes room = capacity - states - need.buffers; // for activations
    const FigureGroup over = figuresOfExcess(need.total(), capacity);
    const FigureGroup parts = figuresOfMemory(need, capacity);
    std::string text = "The model does not fit: GPU " + std::to_string(row.devices.front()) +
                       " needs " + over.values[0] + " of " + over.text(1) + ", " + over.values[2] +
                       " over. ";
    if (const Bytes logits = keptLogits(plan, scenario, row.pipelineRank);
        logits > std::max(states, need.activations))
        return text + "Buffers take " + parts.text(4) +
               ": a pipeline of PyTorch keeps the logits of all " +
               figureOfCount(plan.order.microBatches) +
               " micro-batches until the step ends. Give each replica a smaller batch, with more "
               "replicas in place of stages, or set framework to megatron, which keeps those of "
               "one.";
    // What the other parts, as displayed, leave of the capacity.
    const double left = std::floor(static_cast<double>(capacity.count) / parts.step) -
                        static_cast<double>(parts.steps[5] - parts.steps[3]);
    if (room <= Bytes{} || left < 1) {
        text += "Its model states alone are " + statesText(need, capacity, held, scenario) +
                (states < capacity ? ", and buffers take " + parts.text(4) : "") +
                ": split the layers over more GPUs, " +
                (held.sharding == Sharding::Zero3 ? ""
                                                  : "shard the states over replicas (sharding), ") +
                "or use a smaller model.";
        return text;
    }
    text += "Activations must shrink to " +
            figureOfDecimals(left / std::pow(10, parts.decimals), parts.decimals) + " from " +
            parts.text(3) + ": " + lessActivationsText(scenario);
    return text;
}

// "8 micro-batches × 2.31 + recomputed 1.06", in the unit of the sum and with three digits.
std::string keptText(const Peak &peak, Bytes activations, const FigureGroup &sum)
{
    const auto inUnit = [&sum](Bytes size) {
        const double value =
            static_cast<double>(size.count) / (sum.step * std::pow(10, sum.decimals));
        const int needed =
            value > 0 ? 2 - static_cast<int>(std::floor(std::log10(value) + 1e-3)) : 0;
        return figureOfDecimals(value, std::clamp(needed, sum.decimals, 6));
    };
    const Bytes again = peak.there.recomputed;
    const Bytes each{(activations - again).count / peak.keptThen};
    return figureOfCount(peak.keptThen) +
           (peak.keptThen == 1 ? " micro-batch of " : " micro-batches × ") + inUnit(each) +
           (again > Bytes{} ? " + recomputed " + inUnit(again) : "");
}

} // namespace

void planMemory(Plan &plan, const Scenario &scenario)
{
    plan.capacity = scenario.cluster.device.memory;
    planVisitMemory(plan, scenario);
    std::vector<RowPlan> ofRank(static_cast<std::size_t>(plan.ranks()));
    for (int rank = 0; rank < plan.ranks(); ++rank) {
        RowPlan &row = ofRank[static_cast<std::size_t>(rank)];
        const Peak peak = peakOf(plan, rank);
        row.states = modelStates(heldByRank(plan, scenario, rank), scenario.training);
        row.states.parameters =
            modelStates(heldByRank(plan, scenario, rank, true), scenario.training).parameters;
        row.states.buffers = buffersOfRank(plan, scenario, rank, peak.inFlight);
        if (shardsAsPyTorch(scenario))
            row.states.buffers += besidePeak(plan, rank, peak);
        row.peak = row.states;
        row.peak.activations = peak.there.activations;
        row.peak.buffers += peak.there.buffers;
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
    warnOfSharedStates(plan, scenario);
    plan.fits = !fullest || fullest->peak.total() <= plan.capacity;
    if (!plan.fits) {
        const HeldParameters held = heldByRank(plan, scenario, fullest->pipelineRank);
        plan.warnings.push_back(overflowText(plan, *fullest, held, scenario));
    }
}

MemoryParts hostMemoryOfNode(const Plan &plan, const Scenario &scenario)
{
    MemoryParts most;
    if (!heldBy(scenario).optimizerAway)
        return most;
    std::vector<MemoryParts> ofRank;
    for (int rank = 0; rank < plan.ranks(); ++rank) {
        HeldParameters held = heldByRank(plan, scenario, rank);
        const bool gradients = held.gradientsAway;
        held.optimizerAway = held.gradientsAway = false;
        const MemoryParts states = modelStates(held, scenario.training);
        MemoryParts away;
        away.gradients = gradients ? states.gradients : Bytes{};
        away.optimizer = states.optimizer;
        ofRank.push_back(away);
    }
    MemoryParts node;
    const auto perNode = static_cast<std::size_t>(scenario.cluster.devicesPerNode);
    for (std::size_t device = 0; device < plan.rowOfDevice.size(); ++device) {
        if (device % perNode == 0)
            node = {};
        const RowPlan &row = plan.rows[static_cast<std::size_t>(plan.rowOfDevice[device])];
        const MemoryParts &own = ofRank[static_cast<std::size_t>(row.pipelineRank)];
        node.gradients += own.gradients;
        node.optimizer += own.optimizer;
        if (node.total() > most.total())
            most = node;
    }
    return most;
}

Bytes largestPeak(const Plan &plan)
{
    Bytes largest;
    for (const RowPlan &row : plan.rows)
        largest = std::max(largest, row.peak.total());
    return largest;
}

std::string peakText(const Plan &plan, int row)
{
    const RowPlan &at = plan.rows[static_cast<std::size_t>(row)];
    const FigureGroup sum = figuresOfMemory(at.peak, plan.capacity);
    const Peak fullest = peakOf(plan, at.pipelineRank);
    std::string kept;
    if (fullest.keptThen > 0)
        kept = " (" + keptText(fullest, at.peak.activations, sum) + ')';
    constexpr const char *kNames[] = {"weights", "gradients", "optimizer", "activations",
                                      "buffers"};
    std::string text;
    for (const std::size_t part : {3U, 0U, 1U, 2U, 4U}) {
        if (sum.steps[part] == 0)
            continue;
        text += (text.empty() ? "" : " + ") + std::string(kNames[part]) + ' ' + sum.values[part] +
                (part == 3 ? kept : "");
    }
    return text + " = " + sum.text(5);
}

} // namespace core
