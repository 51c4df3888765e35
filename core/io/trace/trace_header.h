// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/io/trace/trace_line.h"
#include "core/scenario/check.h"
#include "core/sim/row_info.h"

#include <optional>
#include <string>
#include <vector>

namespace core {

constexpr NumberBounds kTraceTimes = {0, static_cast<std::int64_t>(kLongestStep * 1e9)}; // ns

// The first line of a trace file: what is said of the whole step.
struct TraceHeader
{
    std::string title;
    TraceShape shape;
    std::int64_t stop = 0;
    std::int64_t optimizerBegin = 0;
    bool completed = true;
    std::string diagnosis;
    std::vector<std::string> names;   // each once
    std::optional<Scenario> scenario; // that ran, where the file says it and it can be run here
};

[[nodiscard]] TraceHeader readTraceHeader(JsonComplaints &complaints, const JsonNode &node,
                                          const std::string &path);

} // namespace core
