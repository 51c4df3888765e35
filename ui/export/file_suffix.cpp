// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/export/file_suffix.h"

#include <algorithm>
#include <cctype>

namespace ui {

std::string suffixOf(std::string_view path)
{
    const std::size_t dot = path.rfind('.');
    if (dot == std::string_view::npos)
        return {};
    std::string suffix(path.substr(dot + 1));
    std::ranges::transform(suffix, suffix.begin(),
                           [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    return suffix;
}

} // namespace ui
