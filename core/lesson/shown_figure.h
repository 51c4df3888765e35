// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string_view>

namespace core {

// A figure as a text prints it: its value in seconds, bytes, shares or plain numbers, and half of
// its last digit, within which what it stands for must lie.
struct ShownFigure
{
    double value = 0;
    double half = 0;

    // Whether the value would be printed so.
    [[nodiscard]] bool stands(double measured) const;
};

// "27.3 %", "2.304 s", "65 ms", "18.4 GB", "1,022", "1.43 x". Nothing: it is no figure.
[[nodiscard]] std::optional<ShownFigure> shownFigure(std::string_view text);

} // namespace core
