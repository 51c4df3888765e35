// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace core {

// What printf '%s\n' "$@" writes in place of a program: a word, or a flag with its values, on each
// line. Its lines as one command of a shell, which keep their numbers; nothing: it is something
// else, such as a script.
[[nodiscard]] std::optional<std::string> joinedArgumentLines(std::string_view text);

} // namespace core
