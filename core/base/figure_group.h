// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/units.h"

#include <initializer_list>
#include <string>
#include <vector>

namespace core {

// Figures of one sentence or card, in one unit: "13.5 + 13.5 + 80.9 + 26.4 = 134.3 GB".
struct FigureGroup
{
    std::vector<std::string> values;
    std::string unit;

    [[nodiscard]] std::string text(std::size_t index) const { return values[index] + ' ' + unit; }
};

// In the unit of the largest, all to the same decimals: as many as leave three digits of the
// largest, up to three more where a small one would lose its own. An exact figure, such as a
// capacity, is not lengthened: "0.16 of 80 GB".
[[nodiscard]] FigureGroup figuresTogether(std::initializer_list<Nanos> times);
[[nodiscard]] FigureGroup figuresTogether(std::initializer_list<Bytes> sizes);

// Parts and, as the last figure, their sum. The displayed figures add up: the largest part absorbs
// the rounding difference.
[[nodiscard]] FigureGroup figuresOfSum(std::initializer_list<Bytes> parts);

// "150 of 80 GB, 70 over": need, capacity, and the excess, the difference of the two as displayed.
// need is larger than capacity.
[[nodiscard]] FigureGroup figuresOfExcess(Bytes need, Bytes capacity);

} // namespace core
