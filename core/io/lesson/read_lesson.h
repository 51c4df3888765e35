// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/lesson/lesson.h"

#include <string>
#include <string_view>

namespace core {

constexpr std::string_view kLessonFormat = "lesson/1";
constexpr std::size_t kLargestLesson = 1u << 20; // bytes

// Reads a lesson/1 document (docs/lessons.md): its form; whether it is true is found out by
// core/classroom. Error, as "NAME:LINE: what, why, what to do".
[[nodiscard]] Result<Lesson> lessonFromJson(std::string_view text, std::string_view name);

} // namespace core
