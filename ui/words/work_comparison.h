// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/analysis/snapshot.h"

#include <QString>
#include <QStringList>

namespace ui {

// Two results by the work that they do in a second: what can be compared of steps that are not
// equal work, or of other machines.

// One after the other; empty ones are left out.
[[nodiscard]] QString joinedSentences(QStringList sentences);

// Of each GPU: "7,360 tokens/s", "12.5 samples/s" of a model without tokens; with more digits where
// that of the other result would read the same.
[[nodiscard]] QString rateOfDevice(const core::Snapshot &snapshot, const core::Snapshot &other);
// "+5.1 %": how much more a GPU of the second does. "no difference".
[[nodiscard]] QString rateChangeText(const core::Snapshot &first, const core::Snapshot &second);
[[nodiscard]] bool isRateBetter(const core::Snapshot &first, const core::Snapshot &second);

// Of the data sheet, that MFU counts against: "bf16".
[[nodiscard]] QString peakName(const core::Scenario &scenario);
// Those of different number formats: shares of them have no difference.
[[nodiscard]] bool haveOtherPeaks(const core::Scenario &a, const core::Scenario &b);

// More or fewer of them, or of another kind: a faster step may be no better for each.
[[nodiscard]] bool hasOtherGpus(const core::Scenario &a, const core::Scenario &b);
// Equal work on other machines, or the same model: "A GPU of B does 5.1 % more a second: 7,360
// tokens/s, in A 7,010. MFU is 44.1 %, in A 42 %."
[[nodiscard]] QString workSentence(const core::Snapshot &a, const core::Snapshot &b);
// Other models or passes: what can be compared all the same.
[[nodiscard]] QString modelsSentence(const core::Snapshot &a, const core::Snapshot &b);
// That one computes or stores narrower numbers, or takes its steps by another optimizer, and that
// this is not judged; empty: neither does.
[[nodiscard]] QString notJudgedSentence(const core::Scenario &a, const core::Scenario &b);

} // namespace ui
