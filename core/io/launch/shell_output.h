// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/io/launch/shell_context.h"

namespace core::shell {

// What $(…) writes, where that follows from the script alone.
[[nodiscard]] Text substituted(Shell &shell, const Text &script);

} // namespace core::shell
