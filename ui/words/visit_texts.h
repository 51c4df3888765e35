// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/analysis/snapshot.h"

#include <QString>

namespace ui {

// "; paired with the backward of micro-batch 7" for half of a pair; empty: it is not paired.
[[nodiscard]] QString pairedVisitText(const core::Snapshot &snapshot, int device,
                                      const core::Span &span);

} // namespace ui
