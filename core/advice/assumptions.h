// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/scenario/scenario.h"
#include "core/validation/validation_table.h"

#include <optional>
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
// All that the program knows, active ones first.
[[nodiscard]] std::vector<Effect> effectsOf(const Scenario &scenario);

// A model, device or link whose figures were not verified at their source.
struct UnverifiedPreset
{
    std::string title;
    std::string source; // their source; may be empty
};
[[nodiscard]] std::vector<UnverifiedPreset> unverifiedPresets(const Scenario &scenario);

// How far predictions of similar runs were from measurements; errors are fractions.
struct ErrorBand
{
    std::string kind; // "pipeline runs"
    std::size_t runs = 0;
    double mean = 0;
    double most = 0;
    bool alike = true; // false: none was like this one, so all of them are counted
};
// From the table of all step times (kAllStepTimes); nothing when it holds no run.
[[nodiscard]] std::optional<ErrorBand> errorBandOf(const Scenario &scenario,
                                                   const std::vector<ValidationTable> &tables);

} // namespace core
