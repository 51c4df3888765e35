// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <bit>
#include <cmath>
#include <cstdint>

namespace core::live {

// e^x, within 2^-22 of its value where that is a normal number; below and above it stays at the
// ends. std::exp takes one number at a time, this the compiler does for several at once: range
// reduction and polynomial of expf in S. Moshier's Cephes library.
[[nodiscard]] inline float exponential(float x)
{
    constexpr float kLeast = -87.3F;
    constexpr float kMost = 88.0F;
    x = x < kLeast ? kLeast : x; // a NaN stays one
    x = x > kMost ? kMost : x;
    constexpr float kLog2OfE = 1.44269504F;
    constexpr float kToWhole = 1.5F * 0x1p23F; // adding it rounds to whole numbers
    const float shifted = x * kLog2OfE + kToWhole;
    const float power = shifted - kToWhole; // of 2
    // The logarithm of 2 in two parts, the first of few digits.
    const float rest = (x - power * 0.693359375F) + power * 2.12194440e-4F;
    float sum = 1.9875691500e-4F;
    sum = sum * rest + 1.3981999507e-3F;
    sum = sum * rest + 8.3334519073e-3F;
    sum = sum * rest + 4.1665795894e-2F;
    sum = sum * rest + 1.6666665459e-1F;
    sum = sum * rest + 5.0000001201e-1F;
    sum = sum * (rest * rest) + rest + 1.0F;
    // The power stands in the last digits of the shifted number; from there to the exponent.
    constexpr std::uint32_t kExponentOfOne = 127U << 23U;
    const std::uint32_t exponent = (std::bit_cast<std::uint32_t>(shifted) << 23U) + kExponentOfOne;
    return sum * std::bit_cast<float>(exponent);
}
[[nodiscard]] inline double exponential(double x)
{
    return std::exp(x);
}

// Within 2^-22, absolute.
[[nodiscard]] inline float hyperbolicTangent(float x)
{
    return 1.0F - 2.0F / (exponential(2.0F * x) + 1.0F);
}
[[nodiscard]] inline double hyperbolicTangent(double x)
{
    return std::tanh(x);
}

} // namespace core::live
