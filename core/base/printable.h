// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>

namespace core {

enum class LineBreaks : bool { Shown, Kept };

// Text that is safe to print on a terminal: control characters (which start escape sequences),
// bidirectional marks, and bytes that are not UTF-8 are replaced by escapes: "\x1b", "\u009b",
// "\xff". Kept: line breaks and tabs stay as they are.
[[nodiscard]] std::string printable(std::string_view text, LineBreaks breaks = LineBreaks::Shown);

// The length of the UTF-8 code point at the start of text, 0 if there is no valid one (RFC 3629:
// neither overlong forms, nor surrogates, nor values above U+10FFFF).
[[nodiscard]] std::size_t codePointLength(std::string_view text);

// Whether a text holds a character that printable() would replace.
[[nodiscard]] bool hasUnprintable(std::string_view text);

} // namespace core
