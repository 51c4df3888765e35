// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/io/file/utf8.h"

#include "core/base/printable.h"

#include <algorithm>

namespace core {

std::optional<int> firstLineNotUtf8(std::string_view text)
{
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t length = codePointLength(text.substr(at));
        if (length == 0)
            return 1 + static_cast<int>(std::count(
                           text.begin(), text.begin() + static_cast<std::ptrdiff_t>(at), '\n'));
        at += length;
    }
    return {};
}

} // namespace core
