// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/analysis/moment.h"
#include "ui/words/scene_texts.h"

namespace ui {

// Parts of the texts of a scene: what a device is at, by kind, chunk and direction.

// "layers 9–16", or "layers 1–4, 13–16" of a device with several pieces of the model.
[[nodiscard]] QString ownLayersText(const core::Plan &plan, int pipelineRank);
// "Forward · chunk 2 · micro-batch 3"
[[nodiscard]] PillText workText(const core::Snapshot &snapshot, const core::DeviceMoment &moment);
// "1.2 TFLOP"; empty for the optimizer.
[[nodiscard]] QString workFlopsText(const core::Snapshot &snapshot, const core::SpanTag &tag);

} // namespace ui
