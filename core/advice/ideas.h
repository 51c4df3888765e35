// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/analysis/snapshot.h"

#include <stop_token>
#include <vector>

namespace core {

enum class IdeaKind : std::uint8_t {
    RepairDevices,         // every device at full speed
    RepairLinks,           // every link as on its data sheet
    PlaceInOrder,          // neighbours in the pipeline on neighbouring devices
    MoreMicroBatches,      // the same batch in smaller pieces
    TakeNoTurns,           // a pipeline schedule instead of one device at a time
    OneForwardOneBackward, // instead of GPipe: fewer activations kept
    Overlap,               // gradient sync beside backward
    Recompute              // activations again instead of keeping them
};

// A change to a scenario, simulated rather than guessed. It does the same work: same model, batch
// and number of devices.
struct Idea
{
    IdeaKind kind = IdeaKind::MoreMicroBatches;
    Scenario scenario;
    Nanos saved;           // of the step; negative: it costs time
    Bytes freed;           // of the fullest device; negative: it needs more
    double idleBefore = 0; // shares of the step
    double idleAfter = 0;
    double syncBefore = 0; // of gradient sync, which is not in the idle share
    double syncAfter = 0;
};

// At most three that help, those that save most time first; one that only frees memory comes last,
// and only when memory is more than half full. Empty when nothing helps or nothing runs.
[[nodiscard]] std::vector<Idea> ideasFor(const Snapshot &snapshot, std::stop_token stop = {});

} // namespace core
