// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string_view>

namespace core {

// The line, from 1, that holds the first bytes that are not UTF-8; nothing if all are.
[[nodiscard]] std::optional<int> firstLineNotUtf8(std::string_view text);

} // namespace core
