// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/scenario/scenario.h"

#include <string>
#include <string_view>

namespace core {

// Does this text look like a DeepSpeed configuration (as opposed to a scenario)?
[[nodiscard]] bool isDeepSpeedConfig(std::string_view text);

// The scenario with what a DeepSpeed configuration says of it: ZeRO stage, batch sizes, precision,
// optimizer, gradient buckets, overlap. "auto" and what is missing stay as they are; a batch size
// that is missing follows from the others and the replicas. Refused, with "NAME:LINE: …": values
// that contradict each other, misspelt keys, offloading, and what makes the scenario impossible.
[[nodiscard]] Result<Scenario> withDeepSpeed(Scenario scenario, std::string_view text,
                                             std::string_view name);

// Keys of a DeepSpeed configuration that the step does not depend on, and how to tell of them;
// empty if there are none: "gradient_clipping, scheduler and 3 more".
[[nodiscard]] std::string unusedDeepSpeedKeys(std::string_view text);

} // namespace core
