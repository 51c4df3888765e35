// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <optional>
#include <vector>

namespace ui {

// The values a slider steps through, ascending, and how they spread over its groove: evenly, or by
// their logarithm. Values between the stops can be shown and typed too.
struct ValueScale
{
    enum class Spread { Even, Logarithmic };

    std::vector<double> stops;
    Spread spread = Spread::Even;

    bool operator==(const ValueScale &) const = default;
};

// 0 at the first stop, 1 at the last; clamped.
[[nodiscard]] double positionOf(const ValueScale &scale, double value);
// The stop nearest to the position.
[[nodiscard]] double stopNear(const ValueScale &scale, double position);
// That many stops further (negative: back), clamped to the ends.
[[nodiscard]] double stepped(const ValueScale &scale, double value, int steps);
// 1, 1.5, 2, 3, 4, 5, 6, 8 of every power of ten from first to last, both included.
[[nodiscard]] ValueScale logarithmicScale(double first, double last);

// "300", "1.2 TB/s" or "80 GB" as a number of base units; a number without a prefix counts in
// defaultUnit. Empty: not a number, or not a positive finite one.
[[nodiscard]] std::optional<double> parseQuantity(const QString &text, double defaultUnit);
// The value that a key leads to; nothing for keys that mean none. reversed: from right to left.
[[nodiscard]] std::optional<double> targetOfKey(const ValueScale &scale, double value, int key,
                                                bool reversed);

} // namespace ui
