// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <optional>

namespace ui {

// Which of the screens is the class's, and which the teacher's.
struct ScreenChoice
{
    std::size_t classScreen = 0;
    std::optional<std::size_t> teacherScreen; // nothing: there is one screen alone

    bool operator==(const ScreenChoice &) const = default;
};

// The teacher has the primary screen, that of the laptop; with several others the class has the
// one on which the window stands, if it is one of them. primary, standsOn: below count, which is
// at least 1.
[[nodiscard]] ScreenChoice chooseScreens(std::size_t count, std::size_t primary,
                                         std::size_t standsOn);

} // namespace ui
