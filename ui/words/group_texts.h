// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/layout/timeline/timeline_layout.h"

#include <QString>

namespace ui {

// What groups of rows are called.

[[nodiscard]] QString groupingName(RowGrouping grouping); // "by node"
[[nodiscard]] QString groupName(const RowGroup &group);   // "node 1"
[[nodiscard]] QString groupRange(const RowGroup &group);  // "0–7", or "8 GPUs"

} // namespace ui
