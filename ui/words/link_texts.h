// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/analysis/moment.h"

#include <QString>

namespace ui {

// Speed of the link's data sheet, less what a fault takes: "300 GB/s", in two lines for narrow
// gaps.
[[nodiscard]] QString linkSpeedText(const core::Snapshot &snapshot, int fromDevice, int toDevice);
// The achieved speed, and all else about the link: for the tooltip.
[[nodiscard]] QString linkDescription(const core::Snapshot &snapshot, int fromDevice, int toDevice);

// What is wrong with a link: cut, slow, or on a needlessly long path.
struct LinkTrouble
{
    QString icon; // empty: nothing
    QString text; // ", slowed"
};
[[nodiscard]] LinkTrouble linkTrouble(const core::Snapshot &snapshot, int fromDevice, int toDevice);

} // namespace ui
