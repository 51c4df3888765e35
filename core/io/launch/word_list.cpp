// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/io/launch/word_list.h"

namespace core {

bool isAmong(std::string_view name, std::string_view patterns)
{
    bool isFound = false;
    forEachWord(patterns, [&](std::string_view pattern) {
        const bool isStar = pattern.ends_with('*');
        if (isStar)
            pattern.remove_suffix(1);
        isFound = isFound || (isStar ? name.starts_with(pattern) : name == pattern);
    });
    return isFound;
}

} // namespace core
