// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/panels/scenario_controls.h"

namespace ui {

class ValueSlider;

// Numbers that may be typed into the slider of a row of the tables.

// Why a typed number is impossible; empty: it is possible.
[[nodiscard]] QString refusalOf(const SliderSpec &spec, const core::Wish &wish, double wanted);
void setRangeOf(ValueSlider &slider, const SliderSpec &spec, const core::Scenario &scenario);

} // namespace ui
