// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/panels/scenario_controls.h"

namespace ui {

class ValueSlider;

// What of the set-ups that can be simulated can also be trained on this computer.

// Why a scenario cannot be trained, in one sentence; empty: it can.
[[nodiscard]] QString untrainableText(const core::Scenario &scenario);
// Why what can be trained would become what cannot; empty: it would not.
[[nodiscard]] QString trainingRefusal(const core::Scenario &now, const core::Wish &next);
// Why a typed number is impossible, or leads to what cannot be trained; empty: it is possible.
[[nodiscard]] QString trainingRefusal(const SliderSpec &spec, const core::Wish &wish,
                                      double wanted);

// The stops of a slider at which the scenario can be trained, and where it stands now.
[[nodiscard]] ValueScale trainableScale(const SliderSpec &spec, const ControlContext &now,
                                        const core::Wish &wish);

// Numbers that may be typed: of workers as many as there are threads for.
void setTrainableRange(ValueSlider &slider, const SliderSpec &spec, const core::Scenario &scenario);

} // namespace ui
