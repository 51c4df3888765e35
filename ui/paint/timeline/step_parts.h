// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/layout/timeline/busy_bars.h"
#include "ui/paint/theme.h"
#include "ui/paint/timeline/legend_entries.h"

#include <QString>

namespace ui {

// How a part of the step at work is named and drawn, in the mean of all devices and in the bar of
// each.
struct StepPartLook
{
    QColor Theme::*colour = nullptr;
    LegendSwatch swatch = LegendSwatch::Solid; // in the bars; that of the mean is plain
};
[[nodiscard]] StepPartLook lookOf(StepPart part);
[[nodiscard]] QString stepPartName(StepPart part);

} // namespace ui
