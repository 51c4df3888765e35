// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/analysis/snapshot.h"

#include <QString>

namespace ui {

// The name of a visit: "full backward", "optimizer step".
[[nodiscard]] QString visitName(core::SpanKind kind);
// "; one visit with the backward of micro-batch 7" of a half of a pair; empty: it stands alone.
[[nodiscard]] QString pairedVisitText(const core::Snapshot &snapshot, int device,
                                      const core::Span &span);

} // namespace ui
