// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/analysis/moment.h"

#include <cstdint>
#include <vector>

namespace ui {

// What the colour of a device's square says.
enum class ColourBy : std::uint8_t { State, Busy, Memory, IdleCause };

// Keys of State. Those of IdleCause are the causes, with kNeverIdle behind them; those of Busy and
// Memory are levels from 0 to kLevels, with kTooMuch behind them.
enum class StateKey : std::uint8_t {
    Forward,
    Recompute,
    Backward,
    WeightGradient,
    Sharing,
    Optimizer,
    Waiting,
    Done,
    Stopped,
    DoesNotFit,
    OthersDoNotFit
};
constexpr int kStateKeys = 11;
constexpr int kLevels = 20;
constexpr int kTooMuch = kLevels + 1;
constexpr int kNeverIdle = core::kIdleCauseCount;

// The key of each row of the trace. State and memory are those of the moment, busy time and idle
// causes those of the whole step: the cause that most of the idle time has.
[[nodiscard]] std::vector<int> keysOfRows(const core::Snapshot &snapshot, core::Nanos time,
                                          ColourBy by);

struct KeyCount
{
    int key = 0;
    int devices = 0;
};
// In order of their keys; they add up to the number of devices.
[[nodiscard]] std::vector<KeyCount> keyCounts(const core::Snapshot &snapshot,
                                              const std::vector<int> &keys);

// How busy the devices of a row are in the step, 0 to 1.
[[nodiscard]] double busyShareOf(const core::Snapshot &snapshot, int row);

} // namespace ui
