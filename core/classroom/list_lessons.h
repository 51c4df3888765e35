// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/io/result/lists.h"

#include <vector>

namespace core {

// What listings() of core/io has, and the lessons.
[[nodiscard]] std::vector<Listing> listingsWithLessons();

} // namespace core
