// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/schedule/schedule.h"

#include <string>
#include <vector>

namespace core {

// A schedule alone, without model or hardware: the "eval" of the vector format.
struct Evaluation
{
    double makespan = 0;
    std::vector<double> busy;         // per rank
    std::vector<double> idleFraction; // per rank, 1 - busy / makespan
    double bubbleRatio = 0;           // mean idle fraction
    double maxSpan = 0;               // largest last end - first start
    std::vector<double> spanIdle;     // per rank, span - busy
};

struct PeakActivations
{
    std::vector<int> untilWeight; // live until W or B
    std::vector<int> untilInput;  // live until I or B
    std::vector<double> half;     // half freed at I, half at W
};

[[nodiscard]] Result<Evaluation> evaluate(const ScheduleOrder &order, const UnitCosts &costs);
[[nodiscard]] PeakActivations peakActivations(const ScheduleOrder &order);

} // namespace core
