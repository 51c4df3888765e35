// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/scenario/scenario.h"
#include "core/validation/validation_table.h"

#include <optional>
#include <string>
#include <vector>

namespace core {

// What of the measured runs is like a scenario.
enum class Likeness : std::uint8_t {
    Same,        // some are of this kind and on this card
    OtherCard,   // some are of this kind, none on this card
    OtherLayout, // some are on this card, none of this kind
    None
};

// How far predictions of similar runs were from measurements, and wider where less like this one
// was measured; errors are fractions.
struct ErrorBand
{
    std::string kind; // "pipeline parallel"
    Likeness likeness = Likeness::Same;
    std::size_t runs = 0; // that it was made of
    double mean = 0;
    double most = 0;
    double widened = 1; // times the errors of these runs
};

// All constants were chosen with the measured runs in sight, most of them fitted to some: constants
// fitted without a group of runs predict it with 1.3 times the error (the bar of the
// cross-validation).
constexpr double kWiderThanSeen = 1.3;
// 188 runs of thirty sources that were first seen when all constants stood were 18.3 % off, where
// runs like those of the fit were 8.3 %: of a run that neither its card nor its layout was measured
// of. With one of the two, the root.
constexpr double kWiderThanOthers = 18.3 / 8.3;

// From the tables of step times (kAllStepTimes, kMeasuredStepTimes); nothing when they hold no run.
[[nodiscard]] std::optional<ErrorBand> errorBandOf(const Scenario &scenario,
                                                   const std::vector<ValidationTable> &tables);

} // namespace core
