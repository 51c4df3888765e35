// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/lesson/quiz.h"

#include <string>
#include <vector>

namespace core {

// Holds every question against the simulator: the marked option is the one that follows from its
// scenario. What is not, as "FILE:LINE: …". folder: of files that it names.
[[nodiscard]] std::vector<Error> checkQuiz(const Quiz &quiz, const std::string &file,
                                           const std::string &folder);

// The lines of questions whose answer nothing proves: neither a truth nor what their options claim.
[[nodiscard]] std::vector<int> unprovedAnswers(const Quiz &quiz);

} // namespace core
