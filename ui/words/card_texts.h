// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/analysis/snapshot.h"

#include <QString>

namespace ui {

// What stands at the head of a device's card.

// "layers 9–16", "samples 31–60", "all 32 layers"
[[nodiscard]] QString cardSubtitle(const core::Snapshot &snapshot, int device);
// As wide as any name and any subtitle: what fits beside them is the same on each card.
[[nodiscard]] QString widestName(const core::Snapshot &snapshot);
[[nodiscard]] QString widestSubtitle(const core::Snapshot &snapshot);

} // namespace ui
