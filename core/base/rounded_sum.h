// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

namespace core {

// Parts as whole numbers and, last, their sum, which add up. Equal parts stay equal: the largest
// that has no equal absorbs the rounding difference; where it is too small for that, the sum does.
[[nodiscard]] std::vector<std::int64_t> roundedSum(std::span<const double> parts);

// Of a whole, to a tenth of a percent: the parts and, last, their sum, which add up as they are
// displayed: "12.3 %".
[[nodiscard]] std::vector<std::string> sharesOfSum(std::span<const std::int64_t> parts,
                                                   std::int64_t whole);

} // namespace core
