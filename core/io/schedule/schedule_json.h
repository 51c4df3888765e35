// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/units.h"
#include "core/sim/evaluate.h"

#include <string>

namespace core {

struct EvaluatedCosts
{
    std::string name = {}; // of the cost set; may be empty
    UnitCosts costs;
    Evaluation evaluation;
};

struct ScheduleReport
{
    ScheduleOrder order;
    std::vector<EvaluatedCosts> evaluations;
    PeakActivations peaks;
    Nanos generate;
    Nanos evaluate;
};
// One line of the vector format (pp-vector/1), with elapsed_s added.
[[nodiscard]] std::string scheduleToJson(const ScheduleReport &report);

// One line per rank, "0F0,(0F7;7B3)OVERLAP_F_B,…", as torch.distributed.pipelining reads it.
[[nodiscard]] std::string scheduleToCsv(const ScheduleOrder &order);

} // namespace core
