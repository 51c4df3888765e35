// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/plan/plan.h"

#include <span>

namespace core {

// Equal layers, one after the other.
struct LayerRun
{
    const LayerPrice *layer = nullptr;
    int count = 1;
};

// Where the seconds of the visits of a stage go, the host and exposed collectives included. By Op;
// backward without the recomputation, which is a visit of its own.
using StageWork = std::array<Work, kOpCount>;

// Of a backward visit, where the order may split it.
enum class Halves : std::uint8_t { Priced, Left };

// Device work and the host's issue time in parallel; with layers gathered on use, their collectives
// in parallel too.
[[nodiscard]] StageWork stageWork(std::span<const LayerRun> runs, const Scenario &scenario,
                                  Halves halves);
// Prices of the stage if expert exchange took no time. Not simply the difference: the host, which
// runs beside both, may then be the bottleneck.
[[nodiscard]] StageWork workWithoutExpertComm(std::span<const LayerRun> runs,
                                              const Scenario &scenario);

// What runs beside the device's work in a visit, whether it hides or not. Seconds.
struct BesideWork
{
    double host = 0;   // to issue all kernels
    double shards = 0; // collectives of layers that are gathered and scattered
    double moved = 0;  // bytes that each device receives in those
};
// One of the works above, and what ran beside it.
[[nodiscard]] Work visitWork(std::span<const LayerRun> runs, Op op, const Scenario &scenario,
                             BesideWork &beside);

// Of one layer in a visit, without the collectives that its own pass hides.
[[nodiscard]] Work exposedWork(const LayerPrice &layer, Op op);

// The layers of a stage, equal ones that follow each other together.
[[nodiscard]] std::vector<LayerRun> layerRuns(const StagePlan &stage,
                                              const std::vector<LayerPrice> &layers);

// Prices every visit of the stage's layers and cuts it into them.
void priceVisits(StagePlan &stage, const std::vector<LayerPrice> &layers, const Scenario &scenario);

// Durations alone.
void setDurations(StagePlan &stage, const StageWork &work);

} // namespace core
