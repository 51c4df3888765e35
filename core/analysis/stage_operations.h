// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/analysis/snapshot.h"
#include "core/cost/operation.h"

#include <string>
#include <vector>

namespace core {

// One line of what a device does in a visit of a stage, or for it at the end of the step.
struct StageOperation
{
    Operation operation; // of all these layers; its shape is that of one product
    int firstLayer = -1; // index into Plan::layers; -1: of the stage as a whole
    int layers = 0;      // equal ones that follow each other
    Nanos time = {};     // of the visit
    Nanos hidden = {};   // of its seconds, those beside what others take
};

struct StageCosts
{
    int stage = 0;
    SpanKind kind = SpanKind::Forward; // of a visit, or Optimizer: the end of the step
    Nanos total = {};                  // of the visit on a healthy device; the lines sum to it
    std::vector<StageOperation> rows = {};
    int visits = 1; // of a device in a step
};

// What a stage does and the price is made of: kinds of visits in the order of SpanKind, and last,
// where there is one, the end of the step. Stages and kinds that no device visits have none.
[[nodiscard]] std::vector<SpanKind> kindsOfStage(const Snapshot &snapshot, int stage);
// Of the step, what a line takes of the devices that have the stage: all their visits.
[[nodiscard]] double shareOfStep(const StageOperation &row, const StageCosts &costs,
                                 const Snapshot &snapshot);

// A visit of this kind. Its length is that of spans of the trace but where a device is slow, a link
// is, or two visits hide each other's exchange.
[[nodiscard]] StageCosts visitCosts(const Snapshot &snapshot, int stage, Op op);
// Of a visit, or of the end of the step.
[[nodiscard]] StageCosts stageCosts(const Snapshot &snapshot, int stage, SpanKind kind);
[[nodiscard]] std::vector<StageCosts> allStageCosts(const Snapshot &snapshot);
// Of all kinds of visits the one that takes most of a device's step.
[[nodiscard]] StageCosts costliestVisit(const Snapshot &snapshot);

// "embedding", "layer 1 to layer 8"; nothing of a line of the stage as a whole.
[[nodiscard]] std::string layersOf(const StageOperation &row, const Plan &plan);

// FLOP/s that the device could reach at best on an operation, by its data sheet.
[[nodiscard]] double peakOf(const Operation &operation, const Scenario &scenario);
// Of the FLOPs, of that peak; 0: it has no FLOPs.
[[nodiscard]] double reachedOfPeak(const Operation &operation, const Scenario &scenario);
// Of its bytes, of the memory bandwidth on the data sheet; 0 of collectives.
[[nodiscard]] double reachedOfBandwidth(const Operation &operation, const Scenario &scenario);

} // namespace core
