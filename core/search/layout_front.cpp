// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/search/layout_front.h"

#include <algorithm>
#include <tuple>

namespace core {

std::vector<std::size_t> frontOf(std::span<const LayoutPoint> points)
{
    std::vector<std::size_t> places;
    for (std::size_t i = 0; i < points.size(); ++i) {
        if (points[i].fits)
            places.push_back(i);
    }
    std::ranges::sort(places, {}, [points](std::size_t i) {
        return std::tuple(points[i].memory, points[i].step, i);
    });
    std::vector<std::size_t> front;
    for (const std::size_t place : places) {
        if (front.empty() || points[place].step < points[front.back()].step)
            front.push_back(place);
    }
    return front;
}

} // namespace core
