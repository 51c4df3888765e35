// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/figure_group.h"

#include <QString>

namespace ui {

// "41.1 of 80 GB", "1.12 of 2.50 s": two figures of one sentence, in one unit.
[[nodiscard]] QString ofText(core::Bytes part, core::Bytes whole);
[[nodiscard]] QString ofText(core::Nanos part, core::Nanos whole);
// "150 of 80 GB" of a need that is larger than the capacity.
[[nodiscard]] QString excessText(core::Bytes need, core::Bytes capacity);

} // namespace ui
