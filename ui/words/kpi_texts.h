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
    QString value = {};     // large
    QString unit = {};      // small, after the value
    QString briefUnit = {}; // where that has no room; empty: as it is
    QString note = {};      // below
    QString brief = {};     // the note where that has no room; empty: as it is
    bool problem = false;   // the note says what is wrong
    KpiBar bar = KpiBar::None;
    double share = 0; // of the bar, 0 to 1
};

// Step time, throughput, busy, idle or gradient sync, memory.
using KpiTexts = std::array<KpiText, 5>;

[[nodiscard]] KpiTexts kpiTexts(const core::Snapshot &snapshot);
// Of a step that ends: the fourth of them.
[[nodiscard]] KpiText idleCardText(const core::Snapshot &snapshot);
// The idle card with another definition of the bubble than the idle time of the step.
[[nodiscard]] KpiText bubbleText(const core::Snapshot &snapshot, core::BubbleDefinition definition);
// Before the first result.
[[nodiscard]] KpiTexts emptyKpiTexts();

} // namespace ui
