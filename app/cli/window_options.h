// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cli/lesson_option.h"
#include "ui/paint/theme.h"

#include <optional>
#include <string>
#include <vector>

namespace app {

// How the window is opened: "parallarium --present --lesson waiting --theme light".
struct WindowOptions
{
    std::vector<std::string> files; // or the id of a built-in scenario
    bool present = false;
    std::optional<LessonPlace> lesson;
    std::optional<ui::ThemeId> theme; // this time; none: as the user has chosen
};

// Whether there is an option of the window among the arguments.
[[nodiscard]] bool namesWindowOption(int argc, char **argv);
[[nodiscard]] core::Result<WindowOptions> windowOptions(int argc, char **argv);

} // namespace app
