// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/live/session/session.h"
#include "ui/layout/training/learning_curve.h"
#include "ui/paint/training/workers_painter.h"

#include <cstdint>
#include <string>
#include <vector>

namespace ui {

// The weights of all workers, and what they are compared with.
struct RunWeights
{
    std::vector<WorkerWeights> workers; // by device
    QString comparedWith;               // empty: nobody
};

// Workers that hold copies are compared with each other: whether these drifted apart is the
// question of the lesson. Without copies they are compared with the run that was kept last, in the
// same step; kept: none, or that run.
[[nodiscard]] RunWeights runWeights(const std::vector<core::live::Fingerprint> &prints,
                                    const LearningCurve &current, const LearningCurve *kept);

// The number that 16 hexadecimal digits are.
[[nodiscard]] std::uint64_t printOf(const std::string &digits);

} // namespace ui
