// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/analysis/moment.h"

#include <optional>
#include <vector>

namespace core {

// What devices that share a layer exchange at one instant: a function of the layer at work and its
// progress, so that an instant looks the same however it is reached.

// A layer of which this device holds more than its own shard.
struct GatheredLayer
{
    int layer = 0;    // index into Plan::layers
    double whole = 0; // of the shares of the others, 0 to 1
};

struct LayerExchange
{
    enum class Kind : std::uint8_t {
        Gather,  // weights, before the layer is at work
        Scatter, // gradients, summed, after it
        Sum      // results of tensor partners, within it
    };
    Kind kind = Kind::Gather;
    int layer = 0;
    int turn = 0; // of two sums in a layer, the first or the second
    double progress = 0;
};

// Sharded weights (ZeRO-3, FSDP): the layer at work is whole, the next one is on its way,
// prefetched by one as the price has it (COST_MODEL 1.6: forward max(compute_i, AG_i+1)). Of ZeRO-2
// in units: those that got the updates of the others. Embedding and head are a unit of their own
// and not listed.
[[nodiscard]] std::vector<GatheredLayer> gatheredLayers(const Snapshot &snapshot,
                                                        const DeviceMoment &moment);

// The weights or gradients that are on the ring beside the work: within each layer's time first the
// weights of the next, then the gradients of the one before (max(compute_i, AG_i-1 + RS_i+1)).
// Without overlap before and after the layer's own work.
[[nodiscard]] std::optional<LayerExchange> shardExchange(const Snapshot &snapshot,
                                                         const DeviceMoment &moment);

// Tensor partners add up their results after attention and after the MLP of every transformer
// layer, in each direction: at the end of each half of the layer's time.
[[nodiscard]] std::optional<LayerExchange> partnerSum(const Snapshot &snapshot,
                                                      const DeviceMoment &moment);

} // namespace core
