// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/paint/token_text.h"

#include <algorithm>
#include <cmath>

namespace ui {

// Bold digits are 0.73 of their font size high and 0.65 of it wide. The corners of the number touch
// a circle where (height / 2)^2 + (width / 2)^2 = radius^2, and a diamond where
// height / 2 + width / 2 = 1.2 radius; a twelfth of the radius is left for the rim.
double tokenTextPixels(double radius, TokenShape shape, qsizetype characters)
{
    constexpr double high = 0.73 / 2;
    const double wide = 0.65 / 2 * double(std::max<qsizetype>(1, characters));
    const double inside = radius * 11 / 12;
    const double most = shape == TokenShape::Circle   ? inside / std::hypot(high, wide)
                        : shape == TokenShape::Square ? 0.92 * inside / std::max(high, wide)
                                                      : 1.2 * inside / (high + wide);
    return std::min(most, 1.25 * radius); // a single digit leaves some of the colour
}

} // namespace ui
