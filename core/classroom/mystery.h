// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/analysis/snapshot.h"

#include <cstdint>
#include <string>

namespace core {

// What can be wrong in a mystery box.
enum class MysteryFault : std::uint8_t {
    SlowDevice,
    SlowLink,
    CutLink,
    UnevenLayers,
    MisplacedStages,
    FewMicroBatches,
    StatesTooLarge
};
constexpr int kMysteryFaultCount = 7;

// What a class names, in the language of the window: "A slow GPU".
[[nodiscard]] std::string nameOf(MysteryFault fault);

// A set-up with one hidden fault, drawn by a seed: it is to be named, then repaired.
struct Mystery
{
    std::uint64_t seed = 0;
    MysteryFault fault = MysteryFault::SlowDevice;
    Scenario healthy;
    Scenario faulty;
};
[[nodiscard]] Mystery makeMystery(std::uint64_t seed);

// What gives the fault away, in figures of its run: "GPU 5 is busy 99 % …".
[[nodiscard]] std::string clueOf(const Mystery &mystery, const Snapshot &faulty);

// A twentieth more than without the fault. healthy: the run of Mystery::healthy.
[[nodiscard]] Nanos longestRepaired(const Snapshot &healthy);
// Whether this is the same work on as many devices, and takes no longer than that.
[[nodiscard]] bool isRepaired(const Mystery &mystery, const Snapshot &now, const Snapshot &healthy);

} // namespace core
