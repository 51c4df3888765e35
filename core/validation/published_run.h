// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/scenario/scenario.h"

#include <string>

namespace core {

// A published training run: its layout and what was measured.
struct PublishedRun
{
    std::string id;
    std::string group; // runs of one source
    std::string source;
    Result<Scenario> scenario = Error{}; // or why it cannot be modelled
    double stepSeconds = 0;              // measured, or from the rate below; 0: not known
    double modelFlopsPerDevice = 0;      // published in place of a step time
    double memoryGb = 0;                 // peak over devices, 10^9 bytes; 0: not known
    std::string note = {};               // what the source leaves open
};

// The step that a published rate of model FLOPs stands for. Papers count attention in full, also
// where a causal kernel computes half of it, and backward as twice the forward.
[[nodiscard]] double stepOfRate(const Scenario &scenario, double modelFlopsPerDevice);

} // namespace core
