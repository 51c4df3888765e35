// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/lesson/lesson.h"
#include "core/lesson/quiz.h"

#include <span>
#include <string>
#include <string_view>
#include <variant>

namespace core {

// The lessons and the questions of the program, in the order in which they are taught.
[[nodiscard]] std::span<const Lesson> builtinLessons();
[[nodiscard]] const Lesson *findBuiltinLesson(std::string_view id); // null: there is none
[[nodiscard]] int numberOfBuiltinLesson(std::string_view id);       // from 1; 0: there is none
[[nodiscard]] const Quiz &builtinQuiz();
[[nodiscard]] const Question *findBuiltinQuestion(std::string_view id);

// Whether the text claims to be a lesson or a quiz, be it right or wrong.
[[nodiscard]] bool isClassroomFile(std::string_view text);
using ClassroomFile = std::variant<Lesson, Quiz>;
// Error, as "NAME:LINE: …".
[[nodiscard]] Result<ClassroomFile> classroomFileFrom(std::string_view text, std::string_view name);

// Reads the lesson or quiz and checks it; what is wrong, in the order of the file. The questions
// that a lesson may ask are those of the program.
[[nodiscard]] std::vector<Error> checkClassroomFile(const std::string &path, std::string_view text);

} // namespace core
