// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/sweep_choice.h"

#include "core/sweep/usual_axes.h"
#include "ui/words/text_of.h"

#include <QCoreApplication>

#include <algorithm>

namespace ui {

namespace {

struct SweepChoices
{
    Q_DECLARE_TR_FUNCTIONS(SweepChoices)
};

constexpr std::size_t kMostColumns = 7;
constexpr std::size_t kMostSeries = 5;

// The first setting that can be swept beside the other one; empty: there is none.
std::string firstBeside(const std::string &other, const core::Scenario &scenario)
{
    for (const std::string_view path : core::sweepParameters()) {
        if (path != other && canBeSwept(path, scenario))
            return std::string(path);
    }
    return {};
}

core::Result<core::SweepPlan> askedPlan(const SweepChoice &choice, const core::Scenario &scenario)
{
    core::SweepPlan plan;
    plan.scenario = scenario;
    plan.rates = choice.rates;
    for (const auto &[path, place] :
         {std::pair(choice.x, SweptAs::Columns), std::pair(choice.series, SweptAs::Series)}) {
        if (path.empty() && !plan.axes.empty())
            continue;
        core::Result<core::SweepAxis> axis = axisOf(choice, path, scenario, place);
        if (!axis)
            return axis.error();
        plan.axes.push_back(std::move(axis).value());
    }
    const bool sweepsBatch = std::ranges::any_of(plan.axes, [](const core::SweepAxis &axis) {
        return axis.path == "training.global_batch";
    });
    plan.scaling = sweepsBatch ? core::Scaling::Strong : choice.scaling;
    if (static_cast<std::int64_t>(plan.pointCount()) > kMostSweptValues)
        return core::Error{
            SweepChoices::tr("These are %1 points, and %2 are the most that are drawn here: take "
                             "fewer values.")
                .arg(countText(static_cast<std::int64_t>(plan.pointCount())),
                     countText(kMostSweptValues))
                .toStdString()};
    if (const core::Status status =
            core::checkSweep(plan, kMostSweptValues, core::SweepAsker::Fields);
        !status)
        return status.error();
    return plan;
}

} // namespace

core::SweepAxis usualValues(const std::string &path, const core::Scenario &scenario, SweptAs place)
{
    return core::usualAxis(path, scenario, place == SweptAs::Columns ? kMostColumns : kMostSeries);
}

core::Result<core::SweepAxis> axisOf(const SweepChoice &choice, const std::string &path,
                                     const core::Scenario &scenario, SweptAs place)
{
    const auto typed = choice.values.find(path);
    if (typed != choice.values.end())
        return core::axisFrom(path + '=' + typed->second, kMostSweptValues,
                              core::SweepAsker::Fields);
    core::SweepAxis usual = usualValues(path, scenario, place);
    if (usual.values.size() < 2)
        return core::Error{SweepChoices::tr("There is one value alone.").toStdString()};
    return usual;
}

bool canBeSwept(std::string_view path, const core::Scenario &scenario)
{
    return core::usualAxis(path, scenario, kMostColumns).values.size() > 1;
}

std::optional<core::SweepPlan> planOf(const SweepChoice &choice, const core::Scenario &scenario)
{
    const core::Result<core::SweepPlan> plan = askedPlan(choice, scenario);
    return plan ? std::optional(plan.value()) : std::nullopt;
}

std::string problemWith(const SweepChoice &choice, const core::Scenario &scenario)
{
    const core::Result<core::SweepPlan> plan = askedPlan(choice, scenario);
    return plan ? std::string() : plan.error().message;
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
