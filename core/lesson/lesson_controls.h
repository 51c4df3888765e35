// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <span>
#include <string_view>
#include <vector>

namespace core {

// How lessons name a control of the window: by its own id, or by the setting that it changes, as of
// --set ("parallel.pipeline").
struct LessonControl
{
    std::string_view id;
    std::string_view setting = {}; // none: it changes several
};

[[nodiscard]] std::span<const LessonControl> lessonControls();
// Several controls may change one setting. Empty: nothing has that name.
[[nodiscard]] std::vector<std::string_view> controlsOf(std::string_view name);

} // namespace core
