// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/plan/plan.h"
#include "core/sim/snapshot.h"

#include <QString>

#include <vector>

namespace ui {

// A way out for a model that does not fit, planned rather than guessed.
struct Remedy
{
    QString title;    // "Split the layers over 4 GPUs"
    QString action;   // on its button: "Try pipeline"
    QString undoText; // "Split the layers"
    core::Scenario scenario;
    core::Bytes need; // of the fullest device
    core::Bytes capacity;
    bool fits = false;

    // "34 GB per GPU", or "110 GB: still too much"
    [[nodiscard]] QString resultText() const;
};

// At most three, those that help first. Empty when the model fits.
[[nodiscard]] std::vector<Remedy> remediesFor(const core::Snapshot &snapshot);
// Why it does not fit, in one sentence.
[[nodiscard]] QString doesNotFitHeadline(const core::Snapshot &snapshot);

} // namespace ui
