// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/search/memory_limit.h"

#include "core/base/text.h"

#include <charconv>
#include <cmath>

namespace core {
namespace {

constexpr double kBytesOfGb = 1e9;

std::string_view withoutSpaces(std::string_view text)
{
    while (text.ends_with(' '))
        text.remove_suffix(1);
    while (text.starts_with(' '))
        text.remove_prefix(1);
    return text;
}

} // namespace

Result<Bytes> memoryLimitFrom(std::string_view text, const DeviceSpec &device)
{
    std::string_view number = withoutSpaces(text);
    const bool isShare = number.ends_with('%');
    if (isShare)
        number.remove_suffix(1);
    else if (number.ends_with("GB"))
        number.remove_suffix(2);
    number = withoutSpaces(number);
    double value = 0;
    const auto [end, error] = std::from_chars(number.data(), number.data() + number.size(), value);
    if (error != std::errc() || end != number.data() + number.size() || !std::isfinite(value))
        return Error{"\"" + std::string(text) +
                     "\" is no amount of memory: write a size such as 72GB, or a share of what a "
                     "device has, such as 90%."};
    const double bytes =
        isShare ? value / 100 * static_cast<double>(device.memory.count) : value * kBytesOfGb;
    if (bytes > 0 && bytes <= static_cast<double>(device.memory.count))
        return bytesFrom(bytes);
    return Error{"A limit of " + std::string(text) + " must be above 0, and no more than the " +
                 figureOf(device.memory).text() + " that each device has."};
}

} // namespace core
