// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/lesson/quiz.h"

#include <string_view>

namespace core {

constexpr std::string_view kQuizFormat = "quiz/1";

// Reads a quiz/1 document (docs/lessons.md): its form; whether it is true is found out by
// core/classroom. Error, as "NAME:LINE: what, why, what to do".
[[nodiscard]] Result<Quiz> quizFromJson(std::string_view text, std::string_view name);

} // namespace core
