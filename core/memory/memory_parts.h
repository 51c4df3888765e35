// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/figure_group.h"
#include "core/base/units.h"
#include "core/scenario/scenario.h"

namespace core {

// What fills the memory of a device, bottom to top of the tank.
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

// Alone, with the unit that it has beside the capacity: 0.14 GB of 80 GB.
[[nodiscard]] Figure figureOfMemory(Bytes part, Bytes capacity);

// The parts in the order above, then their sum, as everything that lists them shows them.
[[nodiscard]] FigureGroup figuresOfMemory(const MemoryParts &parts, Bytes capacity);

// Bytes per parameter of weights, gradients and optimizer state: mixed precision Adam 2 + 2 + 12
// (ZeRO, section 3), fp32 Adam 4 + 4 + 8, SGD with momentum one state less. With fp8 the weights
// are kept in 16 bits and cast when they are used.
struct StateBytes
{
    std::int64_t parameter = 2;
    std::int64_t gradient = 2;
    std::int64_t optimizer = 12;
};
[[nodiscard]] StateBytes stateBytes(const TrainingSpec &training);
// Of shards in fp32, which are their own master copy, with the gradients as wide: PyTorch's fully
// sharded data parallelism has no weights in 16 bits but those that it has just gathered.
[[nodiscard]] StateBytes singleShardBytes(const TrainingSpec &training);

// What a device holds of the model: parameters of its own tensor, pipeline and expert part.
// Sharding spreads states over the copies of each: optimizer state from ZeRO 1 on, gradients from
// ZeRO 2 on, parameters with ZeRO 3 (ZeRO, section 5).
struct HeldParameters
{
    std::int64_t dense = 0;
    std::int64_t experts = 0;
    std::int64_t copies = 1; // replicas and context partners with the same ones
    std::int64_t expertCopies = 1;
    Sharding sharding = Sharding::None;
    bool wholeGradients = false; // scattered only when all micro-batches have added to them
    int wholeGradientBytes = 0;  // of each of these; 0: as wide as they are kept
    bool singleShards = false;
    std::int64_t secondary = 0; // copies that share a second copy of the weights; 0: there is none
    bool optimizerAway = false; // in the memory of the host
    bool gradientsAway = false; // the own share of them, too
};

// What follows from the scenario, without parameters.
[[nodiscard]] HeldParameters heldBy(const Scenario &scenario);
// Of each of these, wherever they are kept.
[[nodiscard]] StateBytes stateBytes(const HeldParameters &held, const TrainingSpec &training);

// Parameters, gradients and optimizer state.
[[nodiscard]] MemoryParts modelStates(const HeldParameters &held, const TrainingSpec &training);

} // namespace core
