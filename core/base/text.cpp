// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/text.h"

#include "core/base/figure_group.h"
#include "core/base/grouped.h"
#include "core/base/language.h"
#include "core/base/rounded_sum.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <numeric>
#include <span>
#include <utility>

namespace core {
namespace {

struct Unit
{
    double size;
    const char *name;
};

constexpr Unit kTimeUnits[] = {{1, "s"}, {1e-3, "ms"}, {1e-6, "µs"}, {1e-9, "ns"}};
constexpr Unit kByteUnits[] = {{1e15, "PB"}, {1e12, "TB"}, {1e9, "GB"},
                               {1e6, "MB"},  {1e3, "kB"},  {1, "B"}};
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

// With the signs of the language in place of point and comma.
std::string inLanguage(std::string number)
{
    const NumberSigns signs = numberSigns();
    for (char &sign : number) {
        if (sign == '.')
            sign = signs.decimal;
        else if (sign == ',')
            sign = signs.group;
    }
    return number;
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

// Only an exact figure is shortened: 23.04 stays 23.0 beside 76.5.
std::string shortenedIfExact(std::string text, double value, int decimals)
{
    const double inSteps = value * std::pow(10, decimals);
    const bool exact = std::abs(inSteps - std::round(inSteps)) <= 1e-9 * std::abs(inSteps);
    return exact ? withoutTrailingZeros(std::move(text)) : text;
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
    const int decimals = decimalsFor(inUnit);
    return {inLanguage(shortenedIfExact(fixed(inUnit, decimals), inUnit, decimals)), unit.name};
}

constexpr int kMostDecimals = 3;
constexpr double kLeastPart = 0.0995; // in the unit of a whole: less has not three digits there

std::string gridText(std::int64_t steps, int decimals)
{
    return grouped(fixed(static_cast<double>(steps) / std::pow(10, decimals), decimals));
}

// What a group is shown in: whole multiples of unit / 10^decimals.
struct Grid
{
    const Unit *unit = nullptr;
    int decimals = 0;

    [[nodiscard]] double step() const { return unit->size / std::pow(10, decimals); }
    [[nodiscard]] std::int64_t onGrid(double value) const { return std::llround(value / step()); }
    [[nodiscard]] std::string text(std::int64_t steps) const
    {
        return inLanguage(gridText(steps, decimals));
    }
};

// digits: that the smallest figure shall have, where that costs no more than extra decimals.
// unitOf: what gives its unit, if the largest has its digits in it.
Grid gridFor(std::span<const double> values, std::span<const Unit> units, int digits, int extra,
             double unitOf = 0)
{
    double largest = 0;
    double smallest = 0;
    for (const double value : values) {
        const double size = std::abs(value);
        largest = std::max(largest, size);
        if (size > 0 && (smallest == 0 || size < smallest))
            smallest = size;
    }
    if (largest == 0)
        return {&units.back(), 0};
    const Unit &of = unitFor(unitOf, units);
    const bool digitsThere = unitOf > 0 && largest >= kLeastPart * of.size;
    Grid grid{digitsThere ? &of : &unitFor(largest, units), 0};
    grid.decimals = decimalsFor(largest / grid.unit->size);
    const int most = std::min(kMostDecimals, grid.decimals + extra);
    const double needed = std::pow(10, digits - 1);
    while (grid.decimals < most && static_cast<double>(grid.onGrid(smallest)) < needed)
        ++grid.decimals;
    if (grid.unit == &units.back() && grid.unit->size == 1) // no part of a byte
        grid.decimals = 0;
    return grid;
}

std::string onGridText(const Grid &grid, double value)
{
    const std::int64_t steps = grid.onGrid(value);
    const bool exact = static_cast<double>(steps) * grid.step() == value;
    const std::string text = gridText(steps, grid.decimals);
    return inLanguage(exact ? withoutTrailingZeros(text) : text);
}

std::string signedText(double value, int decimals, Signs signs)
{
    const std::string digits = fixed(std::abs(value), decimals);
    if (digits.find_first_not_of("0.") == std::string::npos)
        return digits;
    return (value < 0 ? "\u2212" : signs == Signs::OfBoth ? "+" : "") + digits;
}

enum class ExactFigures { Padded, Shortened };

FigureGroup together(const std::vector<double> &values, std::span<const Unit> units,
                     ExactFigures exact)
{
    const Grid grid = gridFor(values, units, 3, kMostDecimals);
    FigureGroup group;
    for (const double value : values)
        group.values.push_back(exact == ExactFigures::Shortened ? onGridText(grid, value)
                                                                : grid.text(grid.onGrid(value)));
    group.unit = grid.unit->name;
    return group;
}

FigureGroup summed(std::vector<double> values, std::span<const Unit> units, double unitOf)
{
    const std::size_t count = values.size();
    const double sum = std::accumulate(values.begin(), values.end(), 0.0);
    values.push_back(sum);
    Grid grid = gridFor(values, units, 3, 1, unitOf);
    const std::span parts = std::span(values).first(count);
    std::int64_t left = grid.onGrid(sum);
    for (const double part : parts)
        left -= grid.onGrid(part);
    if (left != 0 && grid.decimals < kMostDecimals)
        ++grid.decimals; // rather than a part that differs from its figure elsewhere
    std::vector<double> inSteps;
    for (const double part : parts)
        inSteps.push_back(part / grid.step());
    const std::vector<std::int64_t> steps = roundedSum(inSteps);
    FigureGroup group{{}, grid.unit->name, steps, grid.decimals, grid.step()};
    for (const std::int64_t each : steps)
        group.values.push_back(grid.text(each));
    return group;
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
    if (std::abs(seconds(time)) / unit.size >= 9999.5 && time != unitOf)
        return figureOf(time); // far longer than that
    const bool wholeNanos = unit.size == 1e-9;
    const int decimals = wholeNanos ? 0 : decimalsFor(reference / unit.size);
    std::string value = fixed(seconds(time) / unit.size, decimals);
    const std::size_t point = value.find('.');
    if (point == std::string::npos && value.size() > 3)
        value = grouped(value);
    return {inLanguage(value), unit.name};
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
    return inLanguage(grouped(std::to_string(count)));
}

std::string figureOfNumber(double value)
{
    const double size = std::abs(value);
    if (size >= 999.5 && size < 9e15)
        return figureOfCount(std::llround(value));
    if (size == 0 || (size >= 0.1 && size < 9e15))
        return inLanguage(
            withoutTrailingZeros(fixed(value, size < 0.9995 ? 3 : decimalsFor(value))));
    std::array<char, 32> buffer;
    const auto end = std::to_chars(buffer.data(), buffer.data() + buffer.size(), value,
                                   std::chars_format::general, 3);
    return inLanguage({buffer.data(), end.ptr});
}

std::string figureOfShare(double share)
{
    const double percent = share * 100;
    const int decimals = std::abs(percent) < 9.95 ? 1 : 0;
    return inLanguage(shortenedIfExact(fixed(percent, decimals), percent, decimals)) + " %";
}

std::string shareInTenths(double share)
{
    return inLanguage(
               shortenedIfExact(signedText(share * 100, 1, Signs::OfNegatives), share * 100, 1)) +
           " %";
}

// From 1,000 on, the zeros after the third digit are written out.
std::string figureOfSpeed(double perSecond)
{
    if (!(perSecond >= 999.5 && perSecond < 9e15)) {
        const int decimals = decimalsFor(perSecond);
        return perSecond >= 0.9995
                   ? inLanguage(shortenedIfExact(fixed(perSecond, decimals), perSecond, decimals))
                   : figureOfNumber(perSecond);
    }
    const double unit = std::pow(10, std::floor(std::log10(perSecond)) - 2);
    return figureOfCount(std::llround(std::round(perSecond / unit) * unit));
}

FigureGroup figuresTogether(std::initializer_list<Nanos> times)
{
    std::vector<double> values;
    for (const Nanos time : times)
        values.push_back(seconds(time));
    return together(values, kTimeUnits, ExactFigures::Padded);
}

FigureGroup figuresTogether(std::initializer_list<Bytes> sizes)
{
    std::vector<double> values;
    for (const Bytes size : sizes)
        values.push_back(static_cast<double>(size.count));
    return together(values, kByteUnits, ExactFigures::Shortened);
}

FigureGroup figuresOfSum(std::initializer_list<Bytes> parts, Bytes capacity)
{
    std::vector<double> values;
    for (const Bytes part : parts)
        values.push_back(static_cast<double>(part.count));
    return summed(values, kByteUnits, static_cast<double>(capacity.count));
}

FigureGroup figuresOfSum(std::span<const Nanos> parts)
{
    std::vector<double> values;
    for (const Nanos part : parts)
        values.push_back(seconds(part));
    return summed(values, kTimeUnits, 0);
}

std::string FigureGroup::sumOf(std::size_t first, std::size_t end) const
{
    const std::span<const std::int64_t> summands = std::span(steps).subspan(first, end - first);
    return inLanguage(
        gridText(std::accumulate(summands.begin(), summands.end(), std::int64_t{0}), decimals));
}

FigureGroup figuresOfExcess(Bytes need, Bytes capacity)
{
    const std::vector<double> values = {static_cast<double>(need.count),
                                        static_cast<double>(capacity.count)};
    const Bytes above = need - capacity;
    // As many decimals as needed to see the excess.
    Grid grid = gridFor(values, kByteUnits, 1, 0, values[1]);
    while (grid.decimals < 2 * kMostDecimals && above > Bytes{} &&
           grid.onGrid(values[0]) == grid.onGrid(values[1]))
        ++grid.decimals;
    const std::int64_t excess = grid.onGrid(values[0]) - grid.onGrid(values[1]);
    return {{grid.text(grid.onGrid(values[0])), onGridText(grid, values[1]), grid.text(excess)},
            grid.unit->name};
}

PartOfCapacity partOfCapacity(Bytes part, Bytes capacity)
{
    const Figure whole = figureOf(capacity);
    const double share = static_cast<double>(part.count) /
                         unitFor(static_cast<double>(capacity.count), kByteUnits).size;
    if (part > Bytes{} && share < kLeastPart)
        return {figureOf(part), whole};
    const FigureGroup both =
        part > capacity ? figuresOfExcess(part, capacity) : figuresTogether({part, capacity});
    return {{both.values[0], {}}, {both.values[1], both.unit}};
}

std::string figureOfDecimals(double value, int decimals, Signs signs)
{
    return inLanguage(signedText(value, decimals, signs));
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
