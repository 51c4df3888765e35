// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <algorithm>
#include <string>

namespace core {

// "131072" becomes "131,072", "-1234.5" "-1,234.5": in every language of the window, as titles are
// in files. What people read is made by core/base/text.h.
[[nodiscard]] inline std::string grouped(std::string digits)
{
    const std::size_t start = digits.front() == '-' ? 1 : 0;
    for (std::size_t i = std::min(digits.size(), digits.find('.')); i > start + 3;) {
        i -= 3;
        digits.insert(i, 1, ',');
    }
    return digits;
}

} // namespace core
