// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/recorded/recorded_run.h"
#include "core/scenario/scenario.h"

#include <optional>
#include <string>
#include <vector>

namespace core {

// How a recorded run was split, as far as its process groups tell.
struct GuessedLayout
{
    int devices = 1;
    int data = 1;
    int tensor = 1;
    int pipeline = 1;
    int context = 1;
    int expert = 1;
    Sharding sharding = Sharding::None;
    std::vector<std::string> reasons; // a sentence for each group that decided a degree
};

// From what groups are called where the trace says it (mesh dimensions of PyTorch, groups of
// Megatron-LM), else from what they exchange: sends are between stages, all-to-all between experts,
// gathered and scattered among all ranks are the states of replicas, summed often between
// neighbours are parts of layers. States that are gathered about twice as often as gradients are
// scattered are those of ZeRO-3 and FSDP, else of ZeRO-1. Nothing: no group of at least two known
// ranks, or their sizes do not divide the ranks.
[[nodiscard]] std::optional<GuessedLayout> guessLayout(const RecordedRun &run);

// The scenario with these degrees, completed to the nearest valid one; what a trace does not tell
// stays as it is.
[[nodiscard]] Scenario withLayout(const Scenario &scenario, const GuessedLayout &layout);

} // namespace core
