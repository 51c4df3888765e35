// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/scenario/scenario.h"

#include <cstdint>
#include <optional>
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
// "NAME:LINE: …": values that contradict each other, misspelt keys, offloading to NVMe, and what
// makes the scenario impossible.
[[nodiscard]] Result<Scenario> withDeepSpeed(Scenario scenario, std::string_view text,
                                             std::string_view name);

// Of buckets that nobody sizes (runtime/zero/config.py).
inline constexpr std::int64_t kDeepSpeedBucketElements = 500'000'000;
// Whether sums run beside the backward pass: at stage 3 unless told otherwise, and never below
// stage 2, where they begin behind the last one (engine.py, allreduce_gradients).
[[nodiscard]] bool deepSpeedOverlaps(Sharding sharding, std::optional<bool> said);

// Whether a stage is BF16_Optimizer: stage 1 in bf16 that adds up in fp32 (engine.py,
// _do_optimizer_sanity_check), and stage 0 in bf16 in a pipeline. fp8 is bf16 to DeepSpeed, which
// knows nothing of products.
[[nodiscard]] bool isBf16Optimizer(const Scenario &scenario, std::int64_t stage);

// How the software shares states where DeepSpeed does it. At stages 1 and 2 gradients are
// scattered, and all weights gathered at once behind the step, not layer by layer as by FSDP. By
// BF16_Optimizer (bf16_optimizer.py) each replica updates its share of the weights, as with ZeRO-1,
// but all of them keep and add up all gradients, which are all-reduced. Any other stage 0 shares
// nothing.
void shareAsDeepSpeed(Scenario &scenario, std::int64_t stage);

// What a configuration says and the simulation leaves out, as sentences: first, one by one, what
// changes the step; last, in one sentence, what else was not read ("Ignored, with no effect on the
// step: gradient_clipping, scheduler and 3 more."). scenario: with the configuration applied.
[[nodiscard]] std::vector<std::string> deepSpeedNotes(std::string_view text,
                                                      const Scenario &scenario);

} // namespace core
