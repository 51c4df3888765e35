// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/analysis/recording.h"
#include "ui/words/kpi_texts.h"

#include <QString>

namespace ui {

struct SettingTexts;

// What a result B changes against a result A, in words.

// "GPipe · 8 micro-batches": what tells two set-ups of one model apart.
[[nodiscard]] QString resultTitle(const core::Snapshot &snapshot);

// The same beside another result: where it and the scenario are called the same, with the first
// setting that differs. value: which of the two each difference has of it.
[[nodiscard]] QString titleBeside(const core::Snapshot &snapshot, const core::Snapshot &other,
                                  const QList<SettingTexts> &differences,
                                  QString SettingTexts::*value);

[[nodiscard]] QString noDifferenceText(); // "no difference"
// "+0.19 s": later less earlier, by the figures of both as they are displayed. noDifferenceText().
[[nodiscard]] QString changeText(core::Nanos earlier, core::Nanos later);
[[nodiscard]] QString changeText(core::Bytes earlier, core::Bytes later);
// "−3.1 points" of a share, likewise.
[[nodiscard]] QString pointsText(double earlier, double later);

// In place of the notes of B's headline numbers: how they differ from A's. Of one that does not
// run, or that means something else in A, the note stays.
void noteChanges(KpiTexts &texts, const core::Snapshot &a, const core::Snapshot &b);

// What B gains, and what it pays for that in time, memory and bytes sent: "B keeps fewer
// micro-batches in flight: 14 GB less on GPU 0. It pays with 0.19 s more (mostly waiting for a
// link)."
[[nodiscard]] QString comparisonSentence(const core::Snapshot &a, const core::Snapshot &b);
// Likewise, of what differs between them; of a recorded A how far B, a prediction, is from it.
[[nodiscard]] QString comparisonSentence(const core::RunPtr &a, const core::Snapshot &b,
                                         const QList<SettingTexts> &differences);

} // namespace ui
