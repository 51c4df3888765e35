// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/scenario/check.h"

#include <optional>
#include <string>
#include <vector>

namespace core {

// An invalid layout, and changes that may repair it.
struct Problem
{
    std::string path;                   // "parallel.tensor"
    std::string what;                   // "32 attention heads cannot be divided over tensor 3"
    std::vector<Scenario> changes = {}; // the nearest first
    std::string otherwise = {};         // what to do if none of them will do
};

[[nodiscard]] std::optional<Problem> problemWithLayout(const Scenario &scenario);
// The parts of it that neither schedule, sharding nor batch change.
[[nodiscard]] std::optional<Problem> problemWithDegreesAlone(const Scenario &scenario);
// The parts of it that concern the schedule.
[[nodiscard]] std::optional<Problem> problemWithSchedule(const Scenario &scenario);
// A custom schedule: does it fit the layout, and can it run?
[[nodiscard]] std::optional<Problem> problemWithOwnOrder(const Scenario &scenario);

// "set tensor to 4 and devices to 32, or tensor to 1": of the changes, completed, those that are
// accepted. Empty: none.
[[nodiscard]] std::string wayOut(const Scenario &now, const std::vector<Scenario> &changes);

} // namespace core
