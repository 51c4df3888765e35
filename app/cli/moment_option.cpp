// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/moment_option.h"

#include "core/base/text.h"

#include <charconv>
#include <cmath>
#include <string>

namespace app {
namespace {

struct TimeUnit
{
    std::string_view name;
    double nanos;
};

constexpr TimeUnit kTimeUnits[] = {
    {"ns", 1}, {"us", 1e3}, {"µs", 1e3}, {"ms", 1e6}, {"s", 1e9},
};

} // namespace

core::Result<core::Nanos> momentFrom(std::string_view option, std::string_view text,
                                     core::Nanos stop)
{
    double value = 0;
    const char *end = text.data() + text.size();
    const auto [rest, failure] = std::from_chars(text.data(), end, value);
    const std::string_view unit(rest, static_cast<std::size_t>(end - rest));
    double nanos = -1;
    if (failure == std::errc{} && unit == "%")
        nanos = value / 100 * static_cast<double>(stop.count);
    for (const TimeUnit &known : kTimeUnits) {
        if (failure == std::errc{} && unit == known.name)
            nanos = value * known.nanos;
    }
    if (!std::isfinite(nanos) || nanos < 0)
        return core::Error{std::string(option) + ": \"" + std::string(text) +
                           "\" is not a moment of a step, such as 1.93s, 250ms, 12us or 45%."};
    // The end of the step as it is printed may lie a rounding after it.
    if (nanos > static_cast<double>(stop.count) * 1.005)
        return core::Error{std::string(option) + ": " + std::string(text) +
                           " lies after the end of the step, " + core::figureOf(stop).text() + '.'};
    return std::min(core::Nanos{std::llround(nanos)}, stop);
}

} // namespace app
