// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/plan/link_faults.h"

#include <algorithm>

namespace core {

std::pair<int, int> linkOf(const LinkFault &fault)
{
    return std::minmax({fault.from, fault.to});
}

std::size_t findLinkFault(std::span<const LinkFault> faults, int oneEnd, int otherEnd,
                          std::int64_t *compared)
{
    const std::pair<int, int> link = std::minmax({oneEnd, otherEnd});
    const auto linkOfNext = [compared](const LinkFault &fault) {
        if (compared)
            ++*compared;
        return linkOf(fault);
    };
    const auto found = std::ranges::lower_bound(faults, link, {}, linkOfNext);
    const bool there = found != faults.end() && linkOf(*found) == link;
    return there ? static_cast<std::size_t>(found - faults.begin()) : faults.size();
}

} // namespace core
