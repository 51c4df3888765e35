// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/lesson/lesson.h"

#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace core {

// What a lesson is checked with.
struct LessonPlace
{
    std::string file;                // as complaints name it
    std::string folder;              // of files that it names
    std::set<std::string> questions; // that its steps may ask
};

// Plays the lesson against the simulator: every set-up runs, every event happens, every answer,
// figure and condition is true. What is not, as "FILE:LINE: …".
[[nodiscard]] std::vector<Error> checkLesson(const Lesson &lesson, const LessonPlace &place);

} // namespace core
