// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/layout/timeline/time_axis.h"

#include "core/base/language.h"
#include "core/base/text.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace ui {

namespace {

// Nanoseconds of the unit in which core::figureOf shows this time.
std::int64_t nanosOfUnit(const std::string &unit)
{
    if (unit == "s")
        return 1'000'000'000;
    if (unit == "ms")
        return 1'000'000;
    return unit == "ns" ? 1 : 1'000;
}

// Smallest 1, 2 or 5 times a power of ten that is at least this many nanoseconds.
std::int64_t roundStep(double nanos)
{
    std::int64_t power = 1;
    while (true) {
        for (const std::int64_t factor : std::array<std::int64_t, 3>{1, 2, 5}) {
            if (static_cast<double>(factor * power) >= nanos)
                return factor * power;
        }
        power *= 10;
    }
}

constexpr int kDecimalsOfSecond = 9;

// Of a number of nanoseconds in a unit of scale nanoseconds: none beyond the nanosecond.
int decimalsOfNano(std::int64_t scale)
{
    int decimals = 0;
    for (std::int64_t part = 1; part < scale; part *= 10)
        ++decimals;
    return std::min(decimals, kDecimalsOfSecond);
}

// "1,234.5"
QString separated(double value, int decimals)
{
    const core::NumberSigns signs = core::numberSigns();
    QString digits = QString::number(value, 'f', decimals);
    const qsizetype point = digits.indexOf(u'.');
    if (point >= 0)
        digits[point] = QLatin1Char(signs.decimal);
    for (qsizetype at = (point < 0 ? digits.size() : point) - 3; at > (value < 0 ? 1 : 0); at -= 3)
        digits.insert(at, QLatin1Char(signs.group));
    return digits;
}

} // namespace

QString timeAtZoom(core::Nanos time, core::Nanos step, double pixelsPerNano)
{
    const core::Figure whole = core::figureOf(step); // at least its decimals
    const std::size_t point = whole.value.find(core::numberSigns().decimal);
    const int least =
        point == std::string::npos ? 0 : static_cast<int>(whole.value.size() - point) - 1;
    const std::int64_t scale = nanosOfUnit(whole.unit);
    const double pixel = 1 / (pixelsPerNano * static_cast<double>(scale)); // in the unit
    const int seen = static_cast<int>(std::floor(-std::log10(pixel)));
    const int decimals = std::clamp(std::max(least, seen), 0, decimalsOfNano(scale));
    const double value = static_cast<double>(time.count) / static_cast<double>(scale);
    return separated(value, decimals) + u' ' + QString::fromStdString(whole.unit);
}

std::vector<TimeTick> timeTicks(core::Nanos begin, core::Nanos end, core::Nanos step, double width,
                                double minSpacing)
{
    std::vector<TimeTick> ticks;
    if (end <= begin || width <= 0 || minSpacing <= 0)
        return ticks;
    const double shortest = static_cast<double>(end.count - begin.count) * minSpacing / width;
    const std::int64_t spacing = roundStep(shortest);
    const std::string unit = core::figureOf(step).unit;
    const std::int64_t scale = nanosOfUnit(unit);
    int decimals = 0;
    for (std::int64_t part = spacing; part % scale != 0 && decimals < 9; part *= 10)
        ++decimals;
    const std::int64_t first = (begin.count + spacing - 1) / spacing;
    for (std::int64_t i = first; i * spacing <= end.count; ++i) {
        const double value = static_cast<double>(i * spacing) / static_cast<double>(scale);
        ticks.push_back(
            {{i * spacing}, separated(value, decimals) + u' ' + QString::fromStdString(unit)});
    }
    return ticks;
}

} // namespace ui
