// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/sim/snapshot.h"

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
    bool problem = false; // the note says what is wrong
    KpiBar bar = KpiBar::None;
    double share = 0; // of the bar, 0 to 1
};

// Step time, throughput, busy, idle or gradient sync, memory.
using KpiTexts = std::array<KpiText, 5>;

[[nodiscard]] KpiTexts kpiTexts(const core::Snapshot &snapshot);
// Before the first result.
[[nodiscard]] KpiTexts emptyKpiTexts();

// Idle share of an ideal step: (p-1)/(m+p-1) of GPipe and 1F1B, (p-1)/p when devices take turns.
// Negative: no closed form for this schedule.
[[nodiscard]] double idealIdleShare(const core::Scenario &scenario);

} // namespace ui
