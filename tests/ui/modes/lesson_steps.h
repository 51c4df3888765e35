// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/modes/lesson_course.h"

#include <algorithm>
#include <cstddef>
#include <vector>

// Goes to the step of that id in the lesson that is taken; false: it has none.
inline bool goToStep(ui::LessonCourse &course, const char *id)
{
    const std::vector<core::LessonStep> &steps = course.lesson().steps;
    const auto found = std::ranges::find(steps, id, &core::LessonStep::id);
    if (found == steps.end())
        return false;
    course.goTo(static_cast<std::size_t>(found - steps.begin()));
    return true;
}
