// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string_view>

namespace core {

// The first line, from 1, on which brackets or the parts of a key are nested deeper than this. The
// library makes a table for each part of a key and takes them down one within another, so a key of
// a million dots would end the program: they are counted before it reads them.
[[nodiscard]] std::optional<int> lineOfTomlDeeperThan(int levels, std::string_view text);

} // namespace core
