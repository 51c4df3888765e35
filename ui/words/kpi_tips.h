// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/words/kpi_texts.h"

namespace ui {

// The tooltip of card number index: its figures, their formulas, and for the idle card the textbook
// value and the best this order could do.
[[nodiscard]] QString kpiTip(const core::Snapshot &snapshot, const KpiText &text, int index);

} // namespace ui
