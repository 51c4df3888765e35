// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/analysis/snapshot.h"

#include <QString>

namespace ui {

// What a view says that has no step to show, and what to do: null while nothing has been simulated.
[[nodiscard]] QString emptyViewText(const core::Snapshot *snapshot);

} // namespace ui
