// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <algorithm>
#include <string_view>

namespace core {

// Names in one text, with blanks between them, as tables of them are written here.
template <typename Visit>
void forEachWord(std::string_view words, const Visit &visit)
{
    while (!words.empty()) {
        const std::size_t end = std::min(words.find(' '), words.size());
        visit(words.substr(0, end));
        words.remove_prefix(std::min(end + 1, words.size()));
    }
}

// Whether it is one of them. One that ends with a star stands for all that begin so.
[[nodiscard]] bool isAmong(std::string_view name, std::string_view patterns);

} // namespace core
