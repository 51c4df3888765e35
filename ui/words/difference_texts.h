// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/analysis/step_difference.h"

#include <QString>

namespace ui {

// "+4 %", "−0.3 %", "0 %": how much more was measured; "new" where nothing was predicted.
[[nodiscard]] QString errorText(const core::Compared &compared);
// "step 12.9 ms predicted, 13.4 ms measured, +4 %"
[[nodiscard]] QString stepDifferenceText(const core::StepDifference &difference);
// "forward +3 %, backward −1 %", of all devices together; kinds that take no time are left out.
// sync: the waits for shared gradients, which are not called idle where both runs have them.
[[nodiscard]] QString kindDifferenceText(core::ComparedKinds kinds, const core::Compared &sync);
// "busy 11.2 ms predicted, 11.6 ms measured, +3 %: forward +3 %, backward +4 %" of a device.
[[nodiscard]] QString deviceDifferenceText(const core::DeviceDifference &difference);

} // namespace ui
