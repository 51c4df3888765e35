// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/search/layout_advice.h"

#include <QString>

#include <optional>

namespace ui {

// What is said of a layout that a search has found.

// "32 replicas × tensor 4 × 4 stages"
[[nodiscard]] QString degreesText(const core::Layout &layout);
// "Interleaved 1F1B, 5 chunks · ZeRO-1 · micro-batches of 2"
[[nodiscard]] QString orderText(const core::Layout &layout, const core::OrderChoice &order);
// In place of how much lighter the last stage is: the stages have a partition of their own.
constexpr int kOwnPartition = -1;
// "even", or "2 layers lighter" than that.
[[nodiscard]] QString lastStageText(const core::OrderChoice &order);
// Its figures: "8.21 s, 62 GB"; of one that does not fit what it needs and what its step is at
// least.
[[nodiscard]] QString layoutFigures(const core::LayoutPoint &point);
// All of that, in lines.
[[nodiscard]] QString layoutText(const core::LayoutPoint &point);

// What stays in a search: "Llama-2 70B · 512 × H100 · global batch 1,024 · held: Tensor"
[[nodiscard]] QString searchSubtitle(const core::Scenario &scenario, const core::HeldParts &held);

// "ZeRO-3", "ZeRO-3 in groups of 8"
[[nodiscard]] QString shardingText(const core::Layout &layout);
[[nodiscard]] QString recomputeText(core::Recompute recompute);

// A layout as a point; its order is that of the scenario.
[[nodiscard]] core::LayoutPoint layoutPointOf(const core::Scenario &scenario, core::Nanos step,
                                              core::Bytes memory, bool fits);
// The same with the same order.
[[nodiscard]] bool isSameLayout(const core::LayoutPoint &a, const core::LayoutPoint &b);

// Of all devices for one step: "$ 0.430 a step"; empty: no price is known.
[[nodiscard]] QString dollarsOfStepText(const core::Scenario &scenario, core::Nanos step);

// How far the search has come: "Looking for the fastest of 3,500 layouts: 120 looked at".
[[nodiscard]] QString searchProgress(const core::LayoutAdvice &advice, bool isBusy);
// What is proved, in a sentence: "Nothing that fits into 80 GB can be more than
// 3.1 % faster than idea 1."
[[nodiscard]] QString provedText(const core::LayoutAdvice &advice);
// "246 were simulated, 12 need more memory, 3 have no such schedule; proved bounds ruled out the
// other 31,874."
[[nodiscard]] QString countsText(const core::SearchCounts &counts);

} // namespace ui
