// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/words/kpi_texts.h"

namespace ui {

// What the card number index says of itself when asked: its figures, how they come about, and for
// the idle card what papers give and what this order would leave idle at best.
[[nodiscard]] QString kpiTip(const core::Snapshot &snapshot, const KpiText &text, int index);

} // namespace ui
