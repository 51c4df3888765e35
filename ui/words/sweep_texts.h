// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/sweep/sweep_metric.h"

#include <QString>

namespace ui {

// "Throughput"… as a heading: "Samples per second by GPUs".
[[nodiscard]] QString sweepHeading(const core::SweepPlan &plan, const core::SweepMetric &metric);
// The scenario and what stays: "Llama-2 7B on 4 GPUs · global batch 16".
[[nodiscard]] QString sweepSubtitle(const core::SweepPlan &plan);
// "GPUs"
[[nodiscard]] QString axisTitle(const core::SweepAxis &axis);
// "1,024", "ZeRO-3", "1F1B"
[[nodiscard]] QString axisValue(const core::SweepAxis &axis, std::size_t place);
// The name of a series: "data parallel", "8 stages" where the value alone says nothing.
[[nodiscard]] QString seriesName(const core::SweepAxis &axis, std::size_t place);

// "GPUs 8, Split Pipeline"
[[nodiscard]] QString pointName(const core::SweepPlan &plan, std::size_t index);
// "12 of 40 points"
[[nodiscard]] QString sweepProgress(std::size_t done, std::size_t all, bool isBusy);
// The same within a sentence: "131,072 GPUs and Split Pipeline"
[[nodiscard]] QString pointPhrase(const core::SweepPlan &plan, std::size_t index);
// What a point says when it is pointed at: its value, or why it has none, and what else changed.
// Several lines.
[[nodiscard]] QString pointText(const core::SweepResults &results, std::size_t index,
                                const core::SweepMetric &metric);
// In a cell of a map: "89", "OOM".
[[nodiscard]] QString cellText(const core::SweepResults &results, std::size_t index,
                               const core::SweepMetric &metric, std::optional<double> value);
// What a star beside a point says; empty: there is none.
[[nodiscard]] QString markKey(const core::SweepResults &results);
// What cells of a map leave unsaid: "cells in % · –: not possible"; may be empty.
[[nodiscard]] QString cellKey(const core::SweepResults &results, const core::SweepMetric &metric);
// "Highest with 64 GPUs and Split Pipeline: 371"; empty: nothing runs yet.
[[nodiscard]] QString bestText(const core::SweepResults &results, const core::SweepMetric &metric);

} // namespace ui
