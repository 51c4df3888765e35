// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/analysis/stage_operations.h"

#include <QString>
#include <QStringList>

namespace ui {

[[nodiscard]] QString operationName(core::OperationName name); // "MLP, up projection"
[[nodiscard]] QString operationKindName(core::OperationKind kind);
// Of a backward that makes both gradients, which of them: "MLP, up projection (weights)".
[[nodiscard]] QString operationTitle(const core::StageOperation &row, core::SpanKind kind);
[[nodiscard]] QString layersTitle(const core::StageOperation &row, const core::Plan &plan);
// "4,096 × 22,016 × 4,096", "32 × …" where there are several; "1.2 GB, ring all-gather, 8 GPUs".
[[nodiscard]] QString operationShape(const core::Operation &operation);
// "87 %" of the peak, or "87 % of memory" bandwidth; empty: neither.
[[nodiscard]] QString operationReached(const core::Operation &operation,
                                       const core::Scenario &scenario);
// All that is known of it, a line each.
[[nodiscard]] QStringList operationFacts(const core::StageOperation &row,
                                         const core::StageCosts &costs,
                                         const core::Snapshot &snapshot);
// "Forward", or "end of the step".
[[nodiscard]] QString costsKindName(core::SpanKind kind);

} // namespace ui
