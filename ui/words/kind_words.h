// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/analysis/bubble.h"
#include "core/analysis/critical_path.h"
#include "core/scenario/scenario.h"
#include "core/schedule/schedule.h"

#include <QString>

namespace ui {

// What each enumerator is called in the window: one table for each enumeration.
[[nodiscard]] QString causeName(core::PathCause cause);              // "links"
[[nodiscard]] QString bubbleName(core::BubbleDefinition definition); // "of the step"
[[nodiscard]] QString familyTitle(core::ScheduleFamily family);

// Of a preset in its chooser. This computer says whether it was measured.
[[nodiscard]] QString titleOf(const core::DeviceSpec &device);
[[nodiscard]] QString titleOf(const core::LinkSpec &link);
[[nodiscard]] QString titleOf(const core::ModelSpec &model);
[[nodiscard]] QString titleOf(const core::SoftwareSpec &software);

struct ChoiceWords
{
    QString name; // "ZeRO-1"
    QString tip;
};
[[nodiscard]] ChoiceWords wordsOf(core::Sharding sharding);
[[nodiscard]] ChoiceWords wordsOf(core::Strategy strategy);

} // namespace ui
