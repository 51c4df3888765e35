// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/lesson/shown_figure.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <string>
#include <utility>

namespace core {
namespace {

constexpr std::pair<std::string_view, double> kScales[] = {
    {"%", 0.01},   {"s", 1},         {"ms", 1e-3},     {"µs", 1e-6},    {"ns", 1e-9},
    {"TB", 1e12},  {"GB", 1e9},      {"MB", 1e6},      {"kB", 1e3},     {"TB/s", 1e12},
    {"GB/s", 1e9}, {"billion", 1e9}, {"million", 1e6}, {"PFLOP", 1e15}, {"TFLOP", 1e12},
};

bool isDigit(char letter)
{
    return letter >= '0' && letter <= '9';
}

// What counts as it is: a factor, or a number of things ("6 visits").
double scaleOf(std::string_view unit)
{
    const auto *row = std::ranges::find(kScales, unit, &std::pair<std::string_view, double>::first);
    return row == std::end(kScales) ? 1 : row->second;
}

} // namespace

bool ShownFigure::stands(double measured) const
{
    // A tie may be rounded either way, and neither number is exact in binary.
    const double room = half + 1e-9 * std::max(std::abs(value), std::abs(measured));
    return std::isfinite(measured) && std::abs(measured - value) <= room;
}

std::optional<ShownFigure> shownFigure(std::string_view text)
{
    std::string digits;
    std::size_t at = 0;
    for (; at < text.size(); ++at) {
        const bool comma = text[at] == ',' && at + 1 < text.size() && isDigit(text[at + 1]);
        if (!comma && !isDigit(text[at]) && text[at] != '.' && text[at] != '-')
            break;
        if (!comma)
            digits += text[at];
    }
    ShownFigure figure;
    const char *end = digits.data() + digits.size();
    const auto [rest, failure] = std::from_chars(digits.data(), end, figure.value);
    if (failure != std::errc{} || rest != end)
        return {};
    std::string_view unit = text.substr(at);
    while (unit.starts_with(' '))
        unit.remove_prefix(1);
    const std::size_t point = digits.find('.');
    const std::size_t decimals = point == std::string::npos ? 0 : digits.size() - point - 1;
    const double scale = scaleOf(unit.substr(0, unit.find(' ')));
    figure.value *= scale;
    figure.half = 0.5 * std::pow(10.0, -static_cast<double>(decimals)) * scale;
    return figure;
}

} // namespace core
