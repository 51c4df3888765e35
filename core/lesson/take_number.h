// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <charconv>
#include <optional>
#include <string_view>

namespace core {

// The whole number, from 0, that the text begins with, which is cut off; nothing: it begins with
// none.
[[nodiscard]] inline std::optional<int> takeNumber(std::string_view &text)
{
    int number = 0;
    const auto [rest, failure] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (failure != std::errc{} || number < 0)
        return {};
    text.remove_prefix(static_cast<std::size_t>(rest - text.data()));
    return number;
}

} // namespace core
