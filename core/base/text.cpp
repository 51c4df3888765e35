// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/text.h"

#include <array>
#include <charconv>
#include <cmath>
#include <span>

namespace core {
namespace {

struct Unit
{
    double size;
    const char *name;
};

constexpr Unit kTimeUnits[] = {{1, "s"}, {1e-3, "ms"}, {1e-6, "µs"}, {1e-9, "ns"}};
constexpr Unit kByteUnits[] = {{1e12, "TB"}, {1e9, "GB"}, {1e6, "MB"}, {1e3, "kB"}, {1, "B"}};
constexpr Unit kRateUnits[] = {
    {1e12, "TB/s"}, {1e9, "GB/s"}, {1e6, "MB/s"}, {1e3, "kB/s"}, {1, "B/s"}};
constexpr Unit kFlopUnits[] = {{1e18, "EFLOP"}, {1e15, "PFLOP"}, {1e12, "TFLOP"}, {1e9, "GFLOP"},
                               {1e6, "MFLOP"},  {1e3, "kFLOP"},  {1, "FLOP"}};
constexpr Unit kParameterUnits[] = {{1e12, "trillion"}, {1e9, "billion"}, {1e6, "million"}};

std::string fixed(double value, int decimals)
{
    std::array<char, 400> buffer; // the largest double has 309 digits before the point
    const auto end = std::to_chars(buffer.data(), buffer.data() + buffer.size(), value,
                                   std::chars_format::fixed, decimals);
    return {buffer.data(), end.ptr};
}

// Decimals that leave three significant digits; 999.6 already counts as 1000.
int decimalsFor(double value)
{
    const double size = std::abs(value);
    if (size < 9.995)
        return 2;
    return size < 99.95 ? 1 : 0;
}

std::string withoutTrailingZeros(std::string text)
{
    if (text.find('.') == std::string::npos)
        return text;
    text.erase(text.find_last_not_of('0') + 1);
    if (text.back() == '.')
        text.pop_back();
    return text;
}

// The largest unit in which the rounded value is at least 1, else the smallest.
const Unit &unitFor(double value, std::span<const Unit> units)
{
    for (const Unit &unit : units) {
        if (std::abs(value) / unit.size >= 0.9995)
            return unit;
    }
    return units.back();
}

Figure scaled(double value, std::span<const Unit> units)
{
    if (value == 0)
        return {"0", units.back().name};
    const Unit &unit = unitFor(value, units);
    const double inUnit = value / unit.size;
    return {withoutTrailingZeros(fixed(inUnit, decimalsFor(inUnit))), unit.name};
}

std::string grouped(std::string digits)
{
    const std::size_t start = digits.front() == '-' ? 1 : 0;
    for (std::size_t i = digits.size(); i > start + 3;) {
        i -= 3;
        digits.insert(i, 1, ',');
    }
    return digits;
}

} // namespace

Figure figureOf(Nanos time)
{
    return figureOf(time, time);
}

Figure figureOf(Nanos time, Nanos unitOf)
{
    if (unitOf.count == 0)
        return {"0", "s"};
    const double reference = seconds(unitOf);
    const Unit &unit = unitFor(reference, kTimeUnits);
    const bool wholeNanos = unit.size == 1e-9;
    const int decimals = wholeNanos ? 0 : decimalsFor(reference / unit.size);
    std::string value = fixed(seconds(time) / unit.size, decimals);
    const std::size_t point = value.find('.');
    if (point == std::string::npos && value.size() > 3)
        value = grouped(value);
    return {value, unit.name};
}

Figure figureOf(Bytes size)
{
    return scaled(static_cast<double>(size.count), kByteUnits);
}

Figure figureOfRate(double bytesPerSecond)
{
    return scaled(bytesPerSecond, kRateUnits);
}

Figure figureOfFlops(double flops)
{
    return scaled(flops, kFlopUnits);
}

std::string figureOfCount(std::int64_t count)
{
    return grouped(std::to_string(count));
}

std::string figureOfNumber(double value)
{
    const double size = std::abs(value);
    if (size >= 999.5 && size < 9e15)
        return figureOfCount(std::llround(value));
    if (size == 0 || (size >= 0.1 && size < 9e15))
        return withoutTrailingZeros(fixed(value, size < 0.9995 ? 3 : decimalsFor(value)));
    std::array<char, 32> buffer;
    const auto end = std::to_chars(buffer.data(), buffer.data() + buffer.size(), value,
                                   std::chars_format::general, 3);
    return {buffer.data(), end.ptr};
}

std::string figureOfShare(double share)
{
    const double percent = share * 100;
    const bool small = std::abs(percent) < 9.95;
    return withoutTrailingZeros(fixed(percent, small ? 1 : 0)) + " %";
}

std::string figureOfDecimals(double value, int decimals, Signs signs)
{
    const std::string digits = fixed(std::abs(value), decimals);
    if (digits.find_first_not_of("0.") == std::string::npos)
        return digits;
    return (value < 0 ? "\u2212" : signs == Signs::OfBoth ? "+" : "") + digits;
}

std::string figureOfParameters(std::int64_t count)
{
    if (count < 1'000'000)
        return figureOfCount(count);
    return scaled(static_cast<double>(count), kParameterUnits).text();
}

std::string plainNumber(double value)
{
    std::array<char, 40> buffer;
    const auto end = std::to_chars(buffer.data(), buffer.data() + buffer.size(), value);
    return {buffer.data(), end.ptr};
}

std::string deviceName(int device)
{
    return "GPU " + std::to_string(device);
}

std::string joinWithAnd(const std::vector<std::string> &parts)
{
    std::string text;
    for (std::size_t i = 0; i < parts.size(); ++i) {
        if (i > 0)
            text += i + 1 == parts.size() ? " and " : ", ";
        text += parts[i];
    }
    return text;
}

} // namespace core
