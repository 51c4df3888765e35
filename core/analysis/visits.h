// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/analysis/snapshot.h"

#include <cstddef>
#include <stop_token>
#include <string>
#include <vector>

namespace core {

// One visit of a layer (of a model with named layers) or of a stage by a batch, in order of time,
// then of device: what the Events tab and --events list.
struct Visit
{
    Nanos begin;
    Nanos end;
    int device = 0;
    int microBatch = 0; // numbered over all replicas, from 1
    std::string name;   // "batch1-layerA", "batch3-layers9-16-backward"
};
// Fewer after a stop request.
[[nodiscard]] std::vector<Visit> visits(const Snapshot &snapshot, std::size_t limit = 2'000'000,
                                        const std::stop_token &stop = {});

} // namespace core
