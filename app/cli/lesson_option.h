// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"

#include <string>

namespace app {

// A lesson of the program and one of its steps, as "waiting:2" names them on the command line.
struct LessonPlace
{
    std::string lesson;
    int step = 0; // from 0
};
// Without a step the first one. Error: what there is.
[[nodiscard]] core::Result<LessonPlace> lessonPlace(const std::string &text);

} // namespace app
