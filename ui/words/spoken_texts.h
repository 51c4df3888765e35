// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/analysis/snapshot.h"

#include <QString>

namespace ui {

// What a screen reader says about a device: whole words, no symbols that it would spell out.

// "GPU 2, backward, micro-batch 4, 34 of 80 gigabytes, 67 percent busy"
[[nodiscard]] QString spokenDevice(const core::Snapshot &snapshot, int device, core::Nanos time);
// "backward, micro-batch 4"
[[nodiscard]] QString spokenState(const core::Snapshot &snapshot, int device, core::Nanos time);
// "34 of 80 gigabytes, 67 percent busy"
[[nodiscard]] QString spokenFigures(const core::Snapshot &snapshot, int device, core::Nanos time);

} // namespace ui
