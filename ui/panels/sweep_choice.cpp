// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/sweep_choice.h"

#include "core/sweep/usual_axes.h"

#include <algorithm>

namespace ui {

namespace {

constexpr std::size_t kMostColumns = 7;
constexpr std::size_t kMostSeries = 5;

// The first setting that can be swept beside the other one; empty: there is none.
std::string firstBeside(const std::string &other, const core::Scenario &scenario)
{
    for (const core::SweepParameter &parameter : core::sweepParameters()) {
        if (parameter.path != other && canBeSwept(parameter.path, scenario))
            return std::string(parameter.path);
    }
    return {};
}

} // namespace

bool canBeSwept(std::string_view path, const core::Scenario &scenario)
{
    return core::usualAxis(path, scenario, kMostColumns).values.size() > 1;
}

std::optional<core::SweepPlan> planOf(const SweepChoice &choice, const core::Scenario &scenario)
{
    core::SweepPlan plan;
    plan.scenario = scenario;
    plan.axes.push_back(core::usualAxis(choice.x, scenario, kMostColumns));
    if (!choice.series.empty())
        plan.axes.push_back(core::usualAxis(choice.series, scenario, kMostSeries));
    const bool sweepsBatch = std::ranges::any_of(plan.axes, [](const core::SweepAxis &axis) {
        return axis.path == "training.global_batch";
    });
    plan.scaling = sweepsBatch ? core::Scaling::Strong : choice.scaling;
    const bool hasValues = std::ranges::all_of(
        plan.axes, [](const core::SweepAxis &axis) { return axis.values.size() > 1; });
    if (!hasValues || !core::checkSweep(plan))
        return {};
    return plan;
}

SweepChoice fitted(SweepChoice choice, const core::Scenario &scenario, bool needsSeries)
{
    if (!canBeSwept(choice.x, scenario))
        choice.x = firstBeside(choice.series, scenario);
    if (choice.series == choice.x ||
        (!choice.series.empty() && !canBeSwept(choice.series, scenario)))
        choice.series = needsSeries ? firstBeside(choice.x, scenario) : std::string();
    return choice;
}

} // namespace ui
