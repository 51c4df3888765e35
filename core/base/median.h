// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <algorithm>
#include <cstddef>
#include <vector>

namespace core {

// The middle one of at least one value; of an even number the upper of the two.
template <class T>
[[nodiscard]] T medianOf(std::vector<T> values)
{
    const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
    std::ranges::nth_element(values, middle);
    return *middle;
}

// That which a quarter of at least one value lies below.
template <class T>
[[nodiscard]] T lowerQuartileOf(std::vector<T> values)
{
    const auto quarter = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 4);
    std::ranges::nth_element(values, quarter);
    return *quarter;
}

} // namespace core
