// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/advice/ideas.h"
#include "core/advice/remedies.h"

#include <QString>

namespace ui {

// A remedy in words.
struct RemedyText
{
    QString title;             // "Split the layers over 4 GPUs"
    QString action;            // on its button: "Try pipeline"
    QString undoText;          // "Split the layers"
    QString result = {};       // "34 GB per GPU", or "110 GB: still too much"
    QString cost = {};         // "step 2.31 s"; empty: the step does not end
    QString costBrief = {};    // the same
    QString changes = {};      // what else it takes: "needs 1 more GPU", or nothing
    QString changesBrief = {}; // "+1 GPUs"
    QString costTip = {};      // a sentence with both times
};
// What was tried on one GPU on which the model does not fit, and the least that it needs; empty
// where there are several.
[[nodiscard]] QString triedOnOneText(const core::IdeaList &ideas);
// now is the scenario that does not fit.
[[nodiscard]] RemedyText remedyText(const core::Remedy &remedy, const core::Scenario &now);

// Why it does not fit, in one sentence.
[[nodiscard]] QString doesNotFitHeadline(const core::Snapshot &snapshot);

} // namespace ui
