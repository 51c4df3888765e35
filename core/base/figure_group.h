// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/text.h"
#include "core/base/units.h"

#include <cstdint>
#include <initializer_list>
#include <span>
#include <string>
#include <vector>

namespace core {

// Figures of one sentence or card, in one unit: "13.5 + 13.5 + 80.9 + 26.4 = 134.3 GB".
struct FigureGroup
{
    std::vector<std::string> values;
    std::string unit;
    std::vector<std::int64_t> steps = {}; // the figures of a sum, in units of their last decimal
    int decimals = 0;
    double step = 1; // one unit of the last decimal, in bytes or seconds

    [[nodiscard]] std::string text(std::size_t index) const { return values[index] + ' ' + unit; }
    // Of a sum: what the figures from first up to end add up to as they are displayed.
    [[nodiscard]] std::string sumOf(std::size_t first, std::size_t end) const;
};

// In the unit of the largest, all to the same decimals: as many as leave three digits of the
// largest, up to three more where a small one would lose its own. An exact figure, such as a
// capacity, is not lengthened: "0.16 of 80 GB".
[[nodiscard]] FigureGroup figuresTogether(std::initializer_list<Nanos> times);
[[nodiscard]] FigureGroup figuresTogether(std::initializer_list<Bytes> sizes);

// Parts and, as the last figure, their sum, in the unit in which partOfCapacity() has the sum, if
// there is a capacity. The displayed figures add up, and equal parts have equal figures. Where the
// nearest figures do not add up, all take one more decimal; if these do not either, the largest
// part that has no equal absorbs the difference, and where it is too small for that, the sum does.
[[nodiscard]] FigureGroup figuresOfSum(std::initializer_list<Bytes> parts, Bytes capacity = {});
[[nodiscard]] FigureGroup figuresOfSum(std::span<const Nanos> parts);

// "150 of 80 GB, 70 over": need, capacity, and the excess, the difference of the two as displayed,
// in the unit of the capacity. need is larger than capacity.
[[nodiscard]] FigureGroup figuresOfExcess(Bytes need, Bytes capacity);

// "41.1 of 80 GB", "150 of 80 GB", "4.62 MB of 8 GB": in the unit of the capacity, unless the part
// would have less than three digits in it.
struct PartOfCapacity
{
    Figure part; // without a unit if that is the one of the capacity
    Figure capacity;
};
[[nodiscard]] PartOfCapacity partOfCapacity(Bytes part, Bytes capacity);

} // namespace core
