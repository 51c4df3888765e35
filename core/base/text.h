// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/units.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace core {

// A number formatted for people, apart from its unit: {"4.25", "s"}. One formatter for window,
// command line, messages and exports, so that a figure shown twice is the same figure.
struct Figure
{
    std::string value;
    std::string unit;

    [[nodiscard]] std::string text() const { return unit.empty() ? value : value + ' ' + unit; }
};

[[nodiscard]] Figure figureOf(Nanos time); // 3 significant digits: 4.25 s, 317 ms, 12.5 µs
[[nodiscard]] Figure figureOf(Nanos time, Nanos unitOf); // in the unit that suits unitOf
[[nodiscard]] Figure figureOf(Bytes size); // 10^9 bytes are a GB: 41 GB, 2.87 GB, 512 MB
[[nodiscard]] Figure figureOfRate(double bytesPerSecond);    // 300 GB/s
[[nodiscard]] Figure figureOfFlops(double flops);            // 1.2 TFLOP
[[nodiscard]] std::string figureOfCount(std::int64_t count); // 16,384
[[nodiscard]] std::string figureOfNumber(double value);      // 3 significant digits, 7.5
[[nodiscard]] std::string figureOfShare(double share);       // 0.273 becomes "27 %"
[[nodiscard]] std::string figureOfSpeed(double perSecond);   // 3 significant digits: 86,100
// To as many decimals as were published: 0.2500, +0.0012. A zero has no sign.
enum class Signs : std::uint8_t { OfNegatives, OfBoth };
[[nodiscard]] std::string figureOfDecimals(double value, int decimals,
                                           Signs signs = Signs::OfNegatives);
[[nodiscard]] std::string figureOfParameters(std::int64_t count); // 6.74 billion

// To a tenth of a percent: "27.3 %". A final zero is dropped only where the figure is exact: "25
// %".
[[nodiscard]] std::string shareInTenths(double share);

// Shortest decimal text that reads back as the same double, with a point in every locale.
[[nodiscard]] std::string plainNumber(double value);

// The name of a device everywhere: "GPU 3".
[[nodiscard]] std::string deviceName(int device);

// "a, b and c"
[[nodiscard]] std::string joinWithAnd(const std::vector<std::string> &parts);

} // namespace core
