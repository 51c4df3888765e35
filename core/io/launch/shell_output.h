// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/io/launch/shell_context.h"

namespace core::shell {

// What a command writes, of the few whose output follows from the script alone. input: of the one
// before it.
[[nodiscard]] Text writtenBy(Shell &shell, const Node &node, const std::optional<Text> &input = {});
// What $(…) writes, where that follows from the script alone.
[[nodiscard]] Text substituted(Shell &shell, const Text &script);

} // namespace core::shell
