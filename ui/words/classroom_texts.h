// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/lesson/lesson.h"
#include "core/lesson/quiz.h"
#include "core/scenario/scenario.h"

#include <QString>

namespace ui {

// The texts that people read, in the language in use. Texts that have no translation, as those of
// a teacher's own lesson, stay as they are.
[[nodiscard]] core::Lesson inLanguage(core::Lesson lesson);
[[nodiscard]] core::Question inLanguage(core::Question question);
[[nodiscard]] core::Quiz inLanguage(core::Quiz quiz);
[[nodiscard]] QString levelText(core::Level level); // "easy"
[[nodiscard]] QString titleInLanguage(const core::Scenario &scenario);
[[nodiscard]] QString titleOfRecording(const std::string &title);

} // namespace ui
