// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>

namespace core {

// Begins the text that stands in JSON for a number that is not finite: "\u0000Infinity".
constexpr char kNotFiniteMark = '\0';

// JSON as Python writes it, which has Infinity, -Infinity and NaN among its numbers, as JSON, on
// the same lines: those become texts with kNotFiniteMark before them.
[[nodiscard]] std::string jsonOfPythonsJson(std::string_view text);

// Hjson (hjson.github.io), which DeepSpeed reads its configurations as, as JSON on the same lines:
// without comments, with commas where lines end and none before brackets, and quotation marks. What
// is not Hjson either is left for the JSON reader to complain about.
[[nodiscard]] std::string jsonOfHjson(std::string_view text);

} // namespace core
