// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/analysis/step_difference.h"
#include "core/live/session/calibration.h"

#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace core::live {

// A way to split one network, predicted by the simulation and run by the engine.
struct ComparedLayout
{
    std::string name;
    std::string layout; // "data 2, pipeline 4, 1f1b"
    Nanos predicted;    // by core::run on the calibrated computer
    Nanos steady;       // of a step that was really taken
    double loss = 0;    // of it

    // Share of the prediction by which the step is longer, as the window says it of two timelines.
    [[nodiscard]] double error() const { return Compared{predicted, steady}.error().value_or(0); }
};

// Layouts with up to 8 workers of a dense network and of a small gpt, and the built-in scenarios
// that can be trained, by their ids.
[[nodiscard]] Result<std::vector<Scenario>> layoutsToCompare();
[[nodiscard]] Result<std::vector<Scenario>> examplesToCompare();

// Each by its title; begins() is told of it. The calibration learns what their work costs.
[[nodiscard]] Result<std::vector<ComparedLayout>>
compareLayouts(std::span<const Scenario> scenarios, Calibration &calibration,
               const std::function<void(const std::string &)> &begins);
[[nodiscard]] Result<ComparedLayout> compareLayout(const Scenario &scenario,
                                                   Calibration &calibration);

[[nodiscard]] std::string comparisonToText(const std::vector<ComparedLayout> &rows);
[[nodiscard]] std::string comparisonToJson(const std::vector<ComparedLayout> &rows);

} // namespace core::live
