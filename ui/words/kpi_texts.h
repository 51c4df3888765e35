// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/analysis/bubble.h"
#include "core/analysis/snapshot.h"

#include <QString>

#include <array>

namespace ui {

enum class KpiBar { None, Busy, Idle, Memory };

// One headline number as its card shows it.
struct KpiText
{
    QString title = {};
    QString value = {};   // large
    QString unit = {};    // small, after the value
    QString note = {};    // below
    QString brief = {};   // the note where that has no room; empty: as it is
    bool problem = false; // the note says what is wrong
    KpiBar bar = KpiBar::None;
    double share = 0; // of the bar, 0 to 1
};

// Step time, throughput, busy, idle or gradient sync, memory.
using KpiTexts = std::array<KpiText, 5>;

[[nodiscard]] KpiTexts kpiTexts(const core::Snapshot &snapshot);
// The idle card with another definition of the bubble than the idle time of the step.
[[nodiscard]] KpiText bubbleText(const core::Snapshot &snapshot, core::BubbleDefinition definition);
// Before the first result.
[[nodiscard]] KpiTexts emptyKpiTexts();

// Idle time over work in an ideal step of equal stages: (p-1)/m of GPipe and 1F1B, p-1 when devices
// take turns. Negative: no closed form for this schedule.
[[nodiscard]] double idealIdleOverWork(const core::Scenario &scenario);
// The same as a share of that step, with the optimizer and the gradient sync of this one: what its
// idle share can be compared with.
[[nodiscard]] double idealIdleShare(const core::Snapshot &snapshot);

} // namespace ui
