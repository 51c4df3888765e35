// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/bridge/training_bridge.h"
#include "ui/layout/training/learning_curve.h"
#include "ui/modes/run_weights.h"

#include <memory>
#include <vector>

namespace ui {

// What came of a training run so far, and the runs that are kept beside it.
struct TrainingOutcome
{
    core::Scenario scenario;
    LearningCurves kept; // the oldest first
    std::shared_ptr<LearningCurve> current = std::make_shared<LearningCurve>();
    Learned learned;
    std::vector<core::live::Fingerprint> prints;
    core::SnapshotPtr measured;  // what the workers did in the last step; null: no step
    core::SnapshotPtr predicted; // the same step as it is simulated
    QString problem;             // empty: none

    [[nodiscard]] QString name() const; // "4 workers, pipeline"; empty: nothing was trained
    [[nodiscard]] LearningCurves curves() const; // the kept ones and the one under way
    [[nodiscard]] RunWeights weights() const;
    // The run under way goes to the kept ones, of which the oldest gives way. False: it has no
    // step.
    bool keep();
    // The same, whatever becomes of the run.
    [[nodiscard]] TrainingOutcome copy() const;
};

} // namespace ui
