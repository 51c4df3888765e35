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

// Prices every visit of the stage's layers and cuts it into them.
void priceVisits(StagePlan &stage, const std::vector<LayerPrice> &layers, const Scenario &scenario);

// Durations alone.
void setDurations(StagePlan &stage, const StageWork &work);

} // namespace core
