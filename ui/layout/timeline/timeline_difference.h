// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/analysis/step_difference.h"
#include "ui/layout/timeline/timeline_layout.h"

#include <QRectF>

#include <vector>

namespace ui {

// What is noted at the right of the two rows of a pair: how the busy times of their devices differ.
struct DifferenceNote
{
    QRectF rect; // as high as the pair
    core::Compared busy;
};

// Of each visible pair of a layout of two runs that both have.
[[nodiscard]] std::vector<DifferenceNote> differenceNotes(const TimelineRuns &runs,
                                                          const TimelineLayout &layout,
                                                          const core::StepDifference &difference);

} // namespace ui
