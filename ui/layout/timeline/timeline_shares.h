// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/layout/timeline/timeline_layout.h"

#include <array>
#include <vector>

namespace ui {

// For each of columns equal stretches of the step: the exact share of device time in each kind of
// work. The shares of a column sum to 1. O(spans).
[[nodiscard]] std::vector<std::array<double, kWorkClassCount>> workShares(const core::RunView &run,
                                                                          int columns);

} // namespace ui
