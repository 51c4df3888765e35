// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/units.h"
#include "core/scenario/scenario.h"

namespace core {

// What fills a device, bottom to top of the tank.
struct MemoryParts
{
    Bytes parameters;
    Bytes gradients;
    Bytes optimizer;
    Bytes activations;
    Bytes buffers; // gradient buckets, receive buffers

    [[nodiscard]] Bytes total() const
    {
        return parameters + gradients + optimizer + activations + buffers;
    }
    bool operator==(const MemoryParts &) const = default;
};

// Bytes per parameter of weights, gradients and optimizer state: mixed precision Adam 2 + 2 + 12
// (ZeRO, section 3), fp32 Adam 4 + 4 + 8, SGD with momentum one state less.
struct StateBytes
{
    std::int64_t parameter = 2;
    std::int64_t gradient = 2;
    std::int64_t optimizer = 12;
};
[[nodiscard]] StateBytes stateBytes(const TrainingSpec &training);

// Parameters, gradients and optimizer state of this many parameters.
[[nodiscard]] MemoryParts modelStates(std::int64_t parameters, const TrainingSpec &training);

} // namespace core
