// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>

namespace core::live {

// Random numbers without a state: any device makes any slice of a tensor from the element's own
// number, so every split of a network starts from the same weights.

// splitmix64 (Steele, Lea, Flood: Fast splittable pseudorandom number generators, OOPSLA 2014).
[[nodiscard]] constexpr std::uint64_t mix(std::uint64_t z)
{
    z += 0x9E3779B97F4A7C15U;
    z = (z ^ (z >> 30U)) * 0xBF58476D1CE4E5B9U;
    z = (z ^ (z >> 27U)) * 0x94D049BB133111EBU;
    return z ^ (z >> 31U);
}

[[nodiscard]] constexpr std::uint64_t randomBits(std::uint64_t seed, std::uint64_t stream,
                                                 std::uint64_t index)
{
    return mix(mix(mix(seed) ^ stream) ^ index);
}

// In [0, 1), exact.
[[nodiscard]] constexpr double randomUnit(std::uint64_t seed, std::uint64_t stream,
                                          std::uint64_t index)
{
    return static_cast<double>(randomBits(seed, stream, index) >> 11U) * 0x1p-53;
}

} // namespace core::live
