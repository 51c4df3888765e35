// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/analysis/snapshot.h"

#include <stop_token>
#include <string>
#include <vector>

namespace core {

enum class IdeaKind : std::uint8_t {
    RepairDevices, // every device at full speed
    RepairLinks,   // every link as on its data sheet
    PlaceInOrder,  // neighbours in the pipeline on neighbouring devices
    TakeNoTurns,   // a pipeline schedule instead of one device at a time
    Overlap,       // gradient sync beside backward
    Schedule,      // another order of the same work
    MicroBatches,  // the same batch in smaller or larger pieces
    Recompute,     // more activations made again instead of kept
    LessRecompute, // more activations kept instead of made again
    Degrees,       // other numbers of tensor partners, stages and replicas
    Precision      // of one device: products in fewer bits
};
constexpr int kIdeaKindCount = 11;

// A change to a scenario, simulated rather than guessed. It does the same work: same model, batch
// and number of devices.
struct Idea
{
    IdeaKind kind = IdeaKind::MicroBatches;
    Scenario scenario;
    Nanos saved;           // of the step; negative: it costs time
    Bytes freed;           // of the fullest device; negative: it needs more
    double idleBefore = 0; // shares of the step
    double idleAfter = 0;
    double syncBefore = 0; // of gradient sync, which is not in the idle share
    double syncAfter = 0;
    int repaired = 0;    // slow devices or bad links that are none any more
    std::string dropped; // title of an imported schedule that is no longer run; empty: none is
};

// What a search has covered.
struct Tried
{
    int schedules = 0; // and numbers of chunks
    int recomputations = 0;
    int microBatches = 0;
    int degrees = 0;
    int precisions = 0;
    int others = 0;       // repairs, placement, overlap
    int doNotFit = 0;     // of all these, faster ones without enough memory
    int tooLarge = 0;     // not timed: they would have taken too long
    bool complete = true; // false: stopped

    [[nodiscard]] int total() const
    {
        return schedules + recomputations + microBatches + degrees + precisions + others;
    }
};
// "12 schedules, 2 recomputations, 5 micro-batch sizes and 24 layouts"
[[nodiscard]] std::string triedText(const Tried &tried);

struct IdeaList
{
    std::vector<Idea> best;
    Tried tried;
    // Of one device on which the model does not fit: the least that anything tried needs, all of it
    // together included; else 0.
    Bytes leastNeed = {};
};

// What one device can do by itself is tried even where the model does not fit: tried and leastNeed
// say so. Else: at most three that help, those that save most time first; one that only frees
// memory comes last, and only when memory is more than half full. Of the settings, none that
// another beats in both time and memory. Empty when nothing helps or nothing runs. Every candidate
// is timed; the work that it may do is bounded, so that the answer does not depend on the machine.
[[nodiscard]] IdeaList ideasFor(const Snapshot &snapshot, std::stop_token stop = {});

} // namespace core
