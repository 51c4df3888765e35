// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/io/launch/shell_state.h"

namespace core::shell {

// The value of what stands in $(( … )), after expansion: a whole number, or, where that is not
// known, a mark that names the variables that are not set. Assignments within are left to others.
[[nodiscard]] Text arithmetic(const Text &expression, const State &state);

} // namespace core::shell
