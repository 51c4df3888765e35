// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/scenario/scenario.h"

#include <string>
#include <vector>

namespace core {

// An effect of real training that the numbers of a scenario include, or do not.
struct Effect
{
    std::string name; // "Recomputation"
    bool on = false;
    std::string words; // what it does here, or why it does not
};
// All that the program knows, active ones first. hostMemory: what a node needs for what is
// offloaded (hostMemoryOfNode); 0: that is not said.
[[nodiscard]] std::vector<Effect> effectsOf(const Scenario &scenario, Bytes hostMemory = {});

// A model, device or link whose figures were not verified at their source.
struct UnverifiedPreset
{
    std::string title;
    std::string source; // their source; may be empty
};
[[nodiscard]] std::vector<UnverifiedPreset> unverifiedPresets(const Scenario &scenario);

} // namespace core
