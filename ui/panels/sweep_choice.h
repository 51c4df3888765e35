// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/sweep/sweep_metric.h"

#include <optional>
#include <string>

namespace ui {

// What is taken through its values, and what is looked at.
struct SweepChoice
{
    std::string x;
    std::string series; // what its series, or its rows, differ in; empty: one series
    std::string metric; // id of a row of core::sweepMetrics()
    core::Scaling scaling = core::Scaling::Strong;

    bool operator==(const SweepChoice &) const = default;
};

// The sweep of the usual values; nothing where this scenario has none of them.
[[nodiscard]] std::optional<core::SweepPlan> planOf(const SweepChoice &choice,
                                                    const core::Scenario &scenario);
// The same choice where this scenario has it, else the nearest that it has.
[[nodiscard]] SweepChoice fitted(SweepChoice choice, const core::Scenario &scenario,
                                 bool needsSeries);
// Whether the setting has several values there.
[[nodiscard]] bool canBeSwept(std::string_view path, const core::Scenario &scenario);

} // namespace ui
