// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/validation/published_run.h"

#include <string>
#include <string_view>
#include <vector>

namespace core {

// Runs as whole scenarios, one JSON object a line (JSON Lines).
struct RunLines
{
    std::vector<PublishedRun> runs;
    std::vector<std::string> unread; // keys that have no meaning here, each once
};

// A line has "id", "scenario" (parallarium-scenario/1) and what was measured of it, "step_time_s",
// "model_tflops_per_device" or "peak_memory_gb"; and may have "group", "source", and "note" and
// "confidence", which say what the source leaves open. A scenario that cannot be read or cannot run
// is the row's problem; a line that is no such object, or repeats an id, is an error "NAME:LINE:
// …".
[[nodiscard]] Result<RunLines> readRunLines(std::string_view text, std::string_view name);

// Whether a text is of this form, and not a table.
[[nodiscard]] bool areRunLines(std::string_view text);

} // namespace core
