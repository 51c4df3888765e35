// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/figure_group.h"

#include <QString>

namespace ui {

// "41.1 of 80 GB", "150 of 80 GB", "4.62 MB of 8 GB".
[[nodiscard]] QString ofText(core::Bytes part, core::Bytes capacity);
// "1.12 of 2.50 s": in one unit.
[[nodiscard]] QString ofText(core::Nanos part, core::Nanos whole);

} // namespace ui
