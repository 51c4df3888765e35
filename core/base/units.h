// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <compare>
#include <cstdint>

namespace core {

// An integer amount of one physical quantity; two quantities never mix by accident.
template <class Tag>
struct Quantity
{
    std::int64_t count = 0;

    constexpr auto operator<=>(const Quantity &) const = default;
    constexpr Quantity &operator+=(Quantity other)
    {
        count += other.count;
        return *this;
    }
    constexpr Quantity &operator-=(Quantity other)
    {
        count -= other.count;
        return *this;
    }
    friend constexpr Quantity operator+(Quantity a, Quantity b) { return {a.count + b.count}; }
    friend constexpr Quantity operator-(Quantity a, Quantity b) { return {a.count - b.count}; }
    friend constexpr Quantity operator*(Quantity a, std::int64_t n) { return {a.count * n}; }
};

using Nanos = Quantity<struct NanosTag>; // integer nanoseconds
using Bytes = Quantity<struct BytesTag>; // integer bytes

[[nodiscard]] constexpr double seconds(Nanos time)
{
    return static_cast<double>(time.count) / 1e9;
}

// Nearest nanosecond. The caller keeps the value below 9.2e9 s (see kLongestStepSeconds).
[[nodiscard]] constexpr Nanos nanosFromSeconds(double value)
{
    return {static_cast<std::int64_t>(value * 1e9 + 0.5)};
}

[[nodiscard]] constexpr Bytes bytesFrom(double value)
{
    return {static_cast<std::int64_t>(value + 0.5)};
}

} // namespace core
