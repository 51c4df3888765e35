// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/sweep/sweep_metric.h"

#include <map>
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
    std::map<std::string, std::string> values = {}; // by path, as typed; others: the usual ones
    core::CostRates rates = {};

    bool operator==(const SweepChoice &) const = default;
};

constexpr std::int64_t kMostSweptValues = 400; // and points, that are drawn

// The values that are swept: those that were typed, or the usual ones, as many as are drawn.
enum class SweptAs : bool { Columns, Series };
[[nodiscard]] core::Result<core::SweepAxis> axisOf(const SweepChoice &choice,
                                                   const std::string &path,
                                                   const core::Scenario &scenario, SweptAs place);
[[nodiscard]] core::SweepAxis usualValues(const std::string &path, const core::Scenario &scenario,
                                          SweptAs place);

// The sweep of these values; nothing where this scenario has none of them.
[[nodiscard]] std::optional<core::SweepPlan> planOf(const SweepChoice &choice,
                                                    const core::Scenario &scenario);
// Why there is none where values were typed; empty: there is one.
[[nodiscard]] std::string problemWith(const SweepChoice &choice, const core::Scenario &scenario);
// The same choice where this scenario has it, else the nearest that it has.
[[nodiscard]] SweepChoice fitted(SweepChoice choice, const core::Scenario &scenario,
                                 bool needsSeries);
// Whether the setting has several values there.
[[nodiscard]] bool canBeSwept(std::string_view path, const core::Scenario &scenario);

} // namespace ui
