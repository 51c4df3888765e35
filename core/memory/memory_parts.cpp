// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/memory/memory_parts.h"

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

namespace {

std::int64_t spread(std::int64_t parameters, std::int64_t copies, bool sharded)
{
    return sharded ? (parameters + copies - 1) / copies : parameters;
}

} // namespace

MemoryParts modelStates(const HeldParameters &held, const TrainingSpec &training)
{
    const StateBytes each = stateBytes(training);
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
