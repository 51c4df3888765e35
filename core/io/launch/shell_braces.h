// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/io/launch/shell_text.h"

#include <vector>

namespace core::shell {

// The words that bash makes of {1..4} and {a,b}; none where there is more to the word.
[[nodiscard]] std::vector<Text> unbraced(const Text &word);

} // namespace core::shell
