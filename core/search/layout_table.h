// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/search/layout_search.h"

#include <span>
#include <string>

namespace core {

// A line for each layout, with a heading; of what does not fit the step is a bound.
[[nodiscard]] std::string layoutsToCsv(std::span<const LayoutPoint> points);

} // namespace core
