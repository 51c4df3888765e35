// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/io/file/named_file.h"

#include <algorithm>
#include <system_error>

namespace core {

Outside outsideOf(const std::filesystem::path &folder, const std::filesystem::path &named)
{
    const bool climbs =
        std::ranges::any_of(named, [](const std::filesystem::path &part) { return part == ".."; });
    if (named.is_absolute() || climbs)
        return Outside::ByPath;
    std::error_code error;
    const std::filesystem::path home =
        std::filesystem::canonical(folder.empty() ? "." : folder, error);
    const std::filesystem::path file = std::filesystem::canonical(folder / named, error);
    if (error)
        return Outside::No;
    const auto [end, _] = std::mismatch(home.begin(), home.end(), file.begin(), file.end());
    return end == home.end() ? Outside::No : Outside::ByLink;
}

} // namespace core
