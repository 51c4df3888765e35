// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/plan/plan_memory.h"

#include "core/base/text.h"
#include "core/plan/activation_rule.h"

#include <algorithm>

namespace core {
namespace {

// Parameters that a rank holds; with older versions of the weights, if it keeps them, counted too.
std::int64_t parametersOfRank(const Plan &plan, int rank, bool versions = false)
{
    std::int64_t parameters = 0;
    for (const int stage : plan.stagesOf[static_cast<std::size_t>(rank)]) {
        const StagePlan &at = plan.stages[static_cast<std::size_t>(stage)];
        parameters += at.parameters * (versions ? at.weightVersions : 1);
    }
    return parameters;
}

// Buckets on their way (one filling, one sending), and one message in each direction.
Bytes buffersOfRank(const Plan &plan, const Scenario &scenario, int rank)
{
    Bytes buffers;
    if (!plan.syncOfRank(rank).ringDevices.empty())
        buffers += Bytes{2 * scenario.parallel.bucketBytes};
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
};

// Follows from the order alone.
ActivationPeak activationPeak(const Plan &plan, int rank)
{
    ActivationPeak peak;
    Bytes kept;
    int inFlight = 0;
    for (const Action &action : plan.order.actions[static_cast<std::size_t>(rank)]) {
        const ActivationChange change = activationChange(plan, action.op, action.stage);
        kept += change.atBegin;
        inFlight += change.keeps ? 1 : 0;
        peak.bytes = std::max(peak.bytes, kept);
        peak.inFlight = std::max(peak.inFlight, inFlight);
        kept += change.atEnd;
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

std::string overflowText(const RowPlan &row, Bytes capacity, std::int64_t parameters)
{
    const MemoryParts &need = row.peak;
    const Bytes states = need.parameters + need.gradients + need.optimizer;
    const Bytes room = capacity - states - need.buffers; // for activations
    std::string text = "The model does not fit: GPU " + std::to_string(row.devices.front()) +
                       " needs " + figureOf(need.total()).text() + " of " +
                       figureOf(capacity).text() + ", " + figureOf(need.total() - capacity).text() +
                       " too much. ";
    if (room <= Bytes{})
        text += "Its model states alone are " + figureOf(states).text() + ", " +
                statesText(need, parameters) +
                (states < capacity ? ", and buffers take " + figureOf(need.buffers).text() : "") +
                ": split the layers over more GPUs or take a smaller model.";
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
    const RowPlan *fullest = nullptr;
    for (RowPlan &row : plan.rows) {
        const ActivationPeak peak = activationPeak(plan, row.pipelineRank);
        row.states = modelStates(parametersOfRank(plan, row.pipelineRank), scenario.training);
        row.states.parameters =
            modelStates(parametersOfRank(plan, row.pipelineRank, true), scenario.training)
                .parameters;
        row.states.buffers = buffersOfRank(plan, scenario, row.pipelineRank);
        row.peak = row.states;
        row.peak.activations = peak.bytes;
        row.inFlightPeak = peak.inFlight;
        if (!fullest || row.peak.total() > fullest->peak.total())
            fullest = &row;
    }
    plan.fits = !fullest || fullest->peak.total() <= plan.capacity;
    if (!plan.fits)
        plan.warnings.push_back(
            overflowText(*fullest, plan.capacity, parametersOfRank(plan, fullest->pipelineRank)));
}

} // namespace core
