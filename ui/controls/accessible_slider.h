// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace ui {

// Lets screen readers see a ValueSlider as a slider with its name and value. Safe to call again.
void installAccessibleSlider();

} // namespace ui
