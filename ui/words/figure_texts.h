// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/figure_group.h"

#include <QString>

#include <cstdint>

namespace ui {

// "41.1 of 80 GB", "150 of 80 GB", "4.62 MB of 8 GB".
[[nodiscard]] QString ofText(core::Bytes part, core::Bytes capacity);
// "1.12 of 2.50 s": in one unit.
[[nodiscard]] QString ofText(core::Nanos part, core::Nanos whole);

// "from 4.7000 to 4.7010 of 10.5 s": with two digits of its length, in the unit of the step.
[[nodiscard]] QString stretchText(core::Nanos begin, core::Nanos end, core::Nanos step);

// "1 sample", "1,024 samples".
[[nodiscard]] QString samplesText(std::int64_t count);
// No figure is parted from its unit at the end of a line: "75 %".
[[nodiscard]] QString withUnbrokenFigures(const QString &text);
// How much a link is used: what is there at all never reads as nothing, "< 0.1 %".
[[nodiscard]] QString useText(double share);

} // namespace ui
