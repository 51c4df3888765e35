// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>

namespace ui {

// What a file name ends in, without the dot and in small letters: "svg". Empty: no dot.
[[nodiscard]] std::string suffixOf(std::string_view path);

} // namespace ui
