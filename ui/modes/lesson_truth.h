// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/lesson/lesson.h"
#include "ui/modes/lesson_course.h"

namespace ui {

// What the simulator says of a step.

// The values of a curve that is to be drawn. folder: where the scenarios of the lesson lie.
[[nodiscard]] LessonPrediction curveOf(const core::Lesson &lesson, std::size_t step,
                                       const std::string &folder);
// Whether the result is what the step asks for.
[[nodiscard]] bool isReached(const core::LessonStep &step, const core::SnapshotPtr &snapshot);
// Of a step of the simulator; none: it has no such moment, or there is no step yet.
[[nodiscard]] std::optional<core::Nanos> momentIn(const core::SnapshotPtr &snapshot,
                                                  const core::MomentText &text);
// The listing at a moment, with what has begun by then.
[[nodiscard]] LessonCourse::ListingState listingAt(const core::ProgramListing &listing,
                                                   const std::vector<core::Visit> &visits,
                                                   core::Nanos moment, core::Nanos stop);

} // namespace ui
