// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/scenario/scenario.h"
#include "core/sweep/sweep_axis.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace core {

// What stays as devices are added.
enum class Scaling : std::uint8_t {
    Strong, // the global batch
    Weak    // the samples of each device
};

// What a device costs in place of what its row of runningCosts() says; nothing: as that says.
constexpr double kHighestRate = 1e6; // dollars an hour, and watts
struct CostRates
{
    std::optional<double> dollarsPerHour = {};
    std::optional<double> watts = {};

    bool operator==(const CostRates &) const = default;
};

// One scenario with one or two of its settings taken through their values.
struct SweepPlan
{
    Scenario scenario;           // valid
    std::vector<SweepAxis> axes; // x, and then what its series, or the rows of its map, differ in
    Scaling scaling = Scaling::Strong;
    CostRates rates = {};

    bool operator==(const SweepPlan &) const = default;

    [[nodiscard]] std::size_t columns() const { return axes.front().values.size(); }
    [[nodiscard]] std::size_t series() const { return axes.size() > 1 ? axes[1].values.size() : 1; }
    [[nodiscard]] std::size_t pointCount() const { return columns() * series(); }
    // Points are numbered series by series.
    [[nodiscard]] std::size_t indexOf(std::size_t column, std::size_t series) const
    {
        return series * columns() + column;
    }
    // Of that point, the value of the axis and its place among them.
    [[nodiscard]] std::size_t placeAt(std::size_t axis, std::size_t index) const
    {
        return axis == 0 ? index % columns() : index / columns();
    }
    [[nodiscard]] const std::string &valueAt(std::size_t axis, std::size_t index) const
    {
        return axes[axis].values[placeAt(axis, index)];
    }
};

// Whether it can begin: one or two axes, not the same; paths that scenarios have; no more points
// than most. What is wrong with single points is said by them.
[[nodiscard]] Status checkSweep(const SweepPlan &plan, std::int64_t most = kUsualMostPoints,
                                SweepAsker asker = SweepAsker::Options);

// The scenario of a point, or why there is none.
struct PointScenario
{
    Scenario scenario;
    std::string refusal;              // empty: it can be
    std::vector<std::string> changed; // what else is not as in the plan's scenario, as sentences

    bool operator==(const PointScenario &) const = default;
};

// Settings of sweptSettings() are asked for as in the window, in the order of that list, and what
// depends on them follows (complete(), core/scenario/wish.h); then the batch is asked for: as it is
// (strong scaling), or as many samples for each device as before (weak scaling), unless it is swept
// itself. A value or a batch that would have to give way makes no point. All other settings are
// then put into the scenario as --set does it.
[[nodiscard]] PointScenario scenarioAt(const SweepPlan &plan, std::size_t index);

} // namespace core
