// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/io/launch/shell_text.h"

#include <cstddef>
#include <string>

namespace core::shell {

constexpr std::size_t kNoEnd = std::string::npos;

// Each is given where a construct begins and returns where it ends, behind its closing sign; kNoEnd
// where that is missing.
[[nodiscard]] std::size_t endOfSingleQuotes(const Text &text, std::size_t at);
[[nodiscard]] std::size_t endOfDoubleQuotes(const Text &text, std::size_t at);
[[nodiscard]] std::size_t endOfBackticks(const Text &text, std::size_t at);
// ( … ) or { … } with quotation marks and others of their kind within.
[[nodiscard]] std::size_t endOfBrackets(const Text &text, std::size_t at);
// What begins with a dollar sign: $NAME, ${…}, $(…), $((…)), $'…'.
[[nodiscard]] std::size_t endOfDollar(const Text &text, std::size_t at);
// <your_path>, which people leave for others to fill in: a word, though bash would look for a file.
// at: there is none.
[[nodiscard]] std::size_t endOfPlaceholder(const Text &text, std::size_t at);
// Of a word up to a blank or an operator.
[[nodiscard]] std::size_t endOfWord(const Text &text, std::size_t at);

[[nodiscard]] bool isNameStart(char byte);
[[nodiscard]] bool isNamePart(char byte);
[[nodiscard]] bool isBlank(char byte);  // space and tab
[[nodiscard]] bool endsWord(char byte); // blanks, newline and ; & | < > ( )

} // namespace core::shell
