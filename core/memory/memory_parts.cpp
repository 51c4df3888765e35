// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/memory/memory_parts.h"

#include "core/memory/fully_sharded.h"

#include <algorithm>

namespace core {

StateBytes stateBytes(const TrainingSpec &training)
{
    if (training.pass == Pass::ForwardOnly) {
        const std::int64_t weights = isSingle(training.precision) ? 4 : 2;
        return {.parameter = weights, .gradient = 0, .optimizer = 0};
    }
    const std::int64_t moments =
        static_cast<std::int64_t>(momentBytesOf(training)) * momentsOf(training.optimizer);
    if (isSingle(training.precision))
        return {.parameter = 4, .gradient = 4, .optimizer = moments};
    // An fp32 master copy beside the moments.
    return {.parameter = 2, .gradient = gradientBytesOf(training), .optimizer = 4 + moments};
}

StateBytes singleShardBytes(const TrainingSpec &training)
{
    const auto moment = static_cast<std::int64_t>(momentBytesOf(training));
    return {.parameter = 4, .gradient = 4, .optimizer = moment * momentsOf(training.optimizer)};
}

StateBytes stateBytes(const HeldParameters &held, const TrainingSpec &training)
{
    StateBytes each = held.singleShards ? singleShardBytes(training) : stateBytes(training);
    if (held.wholeGradientBytes > 0)
        each.gradient = held.wholeGradientBytes;
    return each;
}

HeldParameters heldBy(const Scenario &scenario)
{
    const ParallelSpec &parallel = scenario.parallel;
    const TrainingSpec &training = scenario.training;
    HeldParameters held;
    held.sharding = parallel.sharding;
    held.wholeGradients = keepsWholeGradients(scenario);
    held.copies = sharersOf(scenario);
    held.expertCopies = std::max<std::int64_t>(1, held.copies / parallel.expert);
    const bool divides = shardsAsPyTorch(scenario);
    // Gradients of several micro-batches are added up in what they are reduced in
    // (FSDPParam.unsharded_accumulated_grad).
    if (divides && held.wholeGradients)
        held.wholeGradientBytes =
            std::max(gradientBytesOf(training), training.reduceBytes > 0
                                                    ? training.reduceBytes
                                                    : scenario.cluster.software.scatteredBytes);
    held.secondary = secondarySharersOf(scenario);
    held.optimizerAway = parallel.offloadOptimizer && training.pass == Pass::Training;
    held.gradientsAway = held.optimizerAway && dividesGradients(scenario) && !held.wholeGradients;
    held.singleShards = divides && !held.optimizerAway && parallel.sharding == Sharding::Zero3 &&
                        !isSingle(training.precision) && gradientBytesOf(training) == 4;
    return held;
}

namespace {

std::int64_t spread(std::int64_t parameters, std::int64_t copies, bool sharded)
{
    return sharded ? (parameters + copies - 1) / copies : parameters;
}

} // namespace

MemoryParts modelStates(const HeldParameters &held, const TrainingSpec &training)
{
    const StateBytes each = stateBytes(held, training);
    const auto bytes = [&held](std::int64_t size, Sharding from) {
        const bool sharded = held.sharding >= from;
        return Bytes{(spread(held.dense, held.copies, sharded) +
                      spread(held.experts, held.expertCopies, sharded)) *
                     size};
    };
    MemoryParts parts;
    parts.parameters = bytes(each.parameter, Sharding::Zero3);
    parts.gradients = held.wholeGradients ? Bytes{(held.dense + held.experts) * each.gradient}
                                          : bytes(each.gradient, Sharding::Zero2);
    parts.optimizer = bytes(each.optimizer, Sharding::Zero1);
    // ZeRO++ (arXiv:2306.10209, section 3.2): beside the first copy, and as wide as what is
    // gathered of it, also where the shares are in fp32.
    if (held.secondary > 0)
        parts.parameters += Bytes{spread(held.dense + held.experts, held.secondary, true) *
                                  stateBytes(training).parameter};
    if (held.optimizerAway)
        parts.optimizer = {};
    if (held.gradientsAway)
        parts.gradients = {};
    return parts;
}

Figure figureOfMemory(Bytes part, Bytes capacity)
{
    const PartOfCapacity both = partOfCapacity(part, capacity);
    return {both.part.value, both.part.unit.empty() ? both.capacity.unit : both.part.unit};
}

FigureGroup figuresOfMemory(const MemoryParts &parts, Bytes capacity)
{
    FigureGroup sum = figuresOfSum(
        {parts.parameters, parts.gradients, parts.optimizer, parts.activations, parts.buffers},
        capacity);
    // As the headline has it: parts have the digits that make them add up, their sum does not.
    const Figure whole = figureOfMemory(parts.total(), capacity);
    if (whole.unit == sum.unit)
        sum.values.back() = whole.value;
    return sum;
}

} // namespace core
