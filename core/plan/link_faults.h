// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/scenario/scenario.h"

#include <cstddef>
#include <cstdint>
#include <span>
#include <utility>

namespace core {

// The two ends of a faulty link, the smaller device first.
[[nodiscard]] std::pair<int, int> linkOf(const LinkFault &fault);

// The index of this link's fault among faults in the order of linkOf(), in O(log faults); their
// number if it has none. compared, where given, counts the faults that were looked at.
[[nodiscard]] std::size_t findLinkFault(std::span<const LinkFault> faults, int oneEnd, int otherEnd,
                                        std::int64_t *compared = nullptr);

} // namespace core
