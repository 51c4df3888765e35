// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>

namespace core::shell {

// Whether the whole text matches a pattern of file names: * ? [a-z] and \x.
[[nodiscard]] bool matchesPattern(std::string_view text, std::string_view pattern);

// Whether a part of the text matches a regular expression of plain kind: ^ $ . [a-z] \x and * + ?
// behind one of them. Brackets and alternatives match nothing.
[[nodiscard]] bool findsExpression(std::string_view text, std::string_view expression);

// ${NAME#pattern} and the like: the text without its shortest or longest match.
[[nodiscard]] std::string withoutBegin(std::string_view text, std::string_view pattern,
                                       bool longest);
[[nodiscard]] std::string withoutEnd(std::string_view text, std::string_view pattern, bool longest);
// ${NAME/pattern/replacement}: the first, or all.
[[nodiscard]] std::string replaced(std::string_view text, std::string_view pattern,
                                   std::string_view replacement, bool all);

} // namespace core::shell
