// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/scenario/scenario.h"

#include <string>
#include <string_view>
#include <vector>

namespace core {

// Does this text look like a DeepSpeed configuration (as opposed to a scenario)?
[[nodiscard]] bool isDeepSpeedConfig(std::string_view text);

// The scenario with a DeepSpeed configuration (JSON or Hjson) applied: ZeRO stage, batch sizes,
// precision, optimizer, gradient buckets, overlap. "auto" leaves the scenario's value; missing
// values get DeepSpeed's defaults: fp32, stage 0, buckets of 5e8 elements, no overlap but at stage
// 3. A batch size that is missing follows from the others and the replicas. Refused, with
// "NAME:LINE: …": values that contradict each other, misspelt keys, offloading, and what makes the
// scenario impossible.
[[nodiscard]] Result<Scenario> withDeepSpeed(Scenario scenario, std::string_view text,
                                             std::string_view name);

// How the software shares states at stages 1 and 2, where DeepSpeed does it: gradients are
// scattered, and all weights gathered at once behind the step, not layer by layer as by FSDP.
void shareAsDeepSpeed(Scenario &scenario);

// As DeepSpeed's BF16_Optimizer does (bf16_optimizer.py): each replica updates its share of the
// weights, as with ZeRO-1, but all of them keep and add up all gradients, which are all-reduced.
void shareAsBf16Optimizer(Scenario &scenario);

// What a configuration says and the simulation leaves out, as sentences: first, one by one, what
// changes the step; last, in one sentence, what else was not read ("Ignored, with no effect on the
// step: gradient_clipping, scheduler and 3 more."). scenario: with the configuration applied.
[[nodiscard]] std::vector<std::string> deepSpeedNotes(std::string_view text,
                                                      const Scenario &scenario);

} // namespace core
