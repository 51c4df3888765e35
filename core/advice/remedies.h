// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/analysis/snapshot.h"

#include <cstdint>
#include <stop_token>
#include <string>
#include <vector>

namespace core {

enum class RemedyKind : std::uint8_t {
    SplitLayers,         // into more stages, on more devices if there are too few
    ShareStates,         // between the copies of the model; more copies if there is one
    SmallerMicroBatches, // the same batch in smaller pieces
    Recompute,           // activations again instead of keeping them
    LowerPrecision,      // of one device: products in fewer bits
    OffloadOptimizer,    // to host memory, where these devices do not suffice otherwise: it is slow
    BiggerDevice
};

// A change that makes a model fit, planned rather than guessed.
struct Remedy
{
    RemedyKind kind = RemedyKind::SplitLayers;
    Scenario scenario;
    Bytes need; // of the fullest device
    Bytes capacity;
    bool fits = false;
    // Simulated as if every device had the memory: what it costs. 0: the step does not end.
    Nanos step = {};
    Nanos stepNow = {}; // of the scenario that does not fit, likewise
};

// At most three, the most helpful first: on one device those that need no other. Empty when the
// model fits, or nothing makes it smaller.
[[nodiscard]] std::vector<Remedy> remediesFor(const Snapshot &snapshot, std::stop_token stop = {});

} // namespace core
