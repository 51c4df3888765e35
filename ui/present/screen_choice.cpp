// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/present/screen_choice.h"

namespace ui {

ScreenChoice chooseScreens(std::size_t count, std::size_t primary, std::size_t standsOn)
{
    if (count < 2)
        return {};
    const std::size_t other = primary == 0 ? 1 : 0;
    return {standsOn == primary ? other : standsOn, primary};
}

} // namespace ui
