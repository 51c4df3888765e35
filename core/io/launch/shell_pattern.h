// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace core::shell {

// Longer texts and patterns are no names or degrees, and are left as they are: the time grows with
// the product of the sizes, so many steps for each byte of the budget.
constexpr std::size_t kLongestMatched = 2000;
constexpr std::size_t kStepsEach = 256;

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
