// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/plan/plan_memory.h"

#include "core/base/text.h"

#include <algorithm>

namespace core {
namespace {

std::int64_t parametersOfRank(const Plan &plan, int rank)
{
    std::int64_t parameters = 0;
    for (std::size_t stage = 0; stage < plan.stages.size(); ++stage) {
        if (plan.order.routes.front()[stage] == rank)
            parameters += plan.stages[stage].parameters;
    }
    return parameters;
}

// Buckets on their way (one filling, one sending), and one message in each direction.
Bytes buffersOfRank(const Plan &plan, const Scenario &scenario, int rank)
{
    Bytes buffers;
    if (plan.replicas > 1 && plan.training)
        buffers += Bytes{2 * scenario.parallel.bucketBytes};
    if (plan.ranks() > 1) {
        Bytes largest;
        for (std::size_t stage = 0; stage < plan.stages.size(); ++stage) {
            if (plan.order.routes.front()[stage] == rank)
                largest = std::max(largest, plan.stages[stage].output);
        }
        buffers += largest * 2;
    }
    return buffers;
}

// Activations follow from the order alone: kept from the begin of a forward visit to the end of
// its backward visit; a backward visit needs its transient bytes on top.
struct ActivationPeak
{
    Bytes bytes;
    int inFlight = 0;
};

ActivationPeak activationPeak(const Plan &plan, int rank)
{
    ActivationPeak peak;
    Bytes kept;
    int inFlight = 0;
    for (const Action &action : plan.order.actions[static_cast<std::size_t>(rank)]) {
        const StagePlan &stage = plan.stages[action.stage];
        if (action.op == Op::Forward && plan.training) {
            kept += stage.kept;
            peak.inFlight = std::max(peak.inFlight, ++inFlight);
            peak.bytes = std::max(peak.bytes, kept);
        } else if (action.op == Op::Forward) {
            peak.inFlight = 1;
            peak.bytes = std::max(peak.bytes, stage.transient);
        } else if (action.op == Op::Backward || action.op == Op::BackwardWeight) {
            peak.bytes = std::max(peak.bytes, kept + stage.transient);
            kept -= stage.kept;
            --inFlight;
        }
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
