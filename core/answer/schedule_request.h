// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/io/schedule/schedule_json.h"

#include <string>

namespace core {

// A schedule that is asked for, and what its visits cost in abstract units; empty texts leave the
// defaults (costsFromText()).
struct ScheduleRequest
{
    std::string name;
    ScheduleShape shape; // its costs are those of the texts
    bool recompute = false;
    std::string costs;
    std::string hop;
    std::string pair;
};

// Generated and evaluated. Error: an unknown name, a shape that it cannot have, an option that it
// does not take, or wrong costs.
[[nodiscard]] Result<ScheduleReport> scheduleRequested(const ScheduleRequest &request);

} // namespace core
