// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/search/layout_search.h"

#include <cstddef>
#include <span>
#include <vector>

namespace core {

// The places of those that fit and that none of the others beats in time and memory, the one that
// needs least memory first. Of equal ones the first.
[[nodiscard]] std::vector<std::size_t> frontOf(std::span<const LayoutPoint> points);

} // namespace core
