// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/memory/memory_parts.h"

namespace core {

StateBytes stateBytes(const TrainingSpec &training)
{
    if (training.pass == Pass::ForwardOnly) {
        const std::int64_t weights = training.precision == Precision::Fp32 ? 4 : 2;
        return {.parameter = weights, .gradient = 0, .optimizer = 0};
    }
    const bool adam = training.optimizer == Optimizer::Adam;
    if (training.precision == Precision::Fp32)
        return {.parameter = 4, .gradient = 4, .optimizer = adam ? 8 : 4};
    // An fp32 master copy, and one or two fp32 moments.
    return {.parameter = 2, .gradient = 2, .optimizer = adam ? 12 : 8};
}

MemoryParts modelStates(std::int64_t parameters, const TrainingSpec &training)
{
    const StateBytes each = stateBytes(training);
    MemoryParts parts;
    parts.parameters = {parameters * each.parameter};
    parts.gradients = {parameters * each.gradient};
    parts.optimizer = {parameters * each.optimizer};
    return parts;
}

} // namespace core
