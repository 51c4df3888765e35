// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cli/command.h"

namespace app {

// "parallarium bench": a library of its own, which nothing but main needs.
[[nodiscard]] Command benchCommand();

} // namespace app
