// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/schedule/unit_costs.h"

#include <algorithm>
#include <cstdint>

namespace core {

// One of an indivisible pair. Nanoseconds.
struct PairVisit
{
    std::int64_t duration = 0;   // alone
    std::int64_t work = 0;       // the same if its exchange with experts took no time
    std::int64_t expertComm = 0; // that exchange
};

struct PairPrice
{
    PairRule rule = PairRule::Sum;
    double factor = 1;
    bool hides = false;    // PairRule::Sum: the exchange of one runs beside the work of the other
    double contention = 0; // from which it takes this share of the shorter of the two
};

struct PairTime
{
    std::int64_t first = 0; // of the total, the first visit's
    std::int64_t total = 0;
};

// What of an exchange lasts longer than the work beside it, and what it takes from that.
[[nodiscard]] inline std::int64_t exposedExchange(std::int64_t exchange, std::int64_t work,
                                                  double contention)
{
    const auto shorter = static_cast<double>(std::min(exchange, work));
    return std::max<std::int64_t>(0, exchange - work) +
           static_cast<std::int64_t>(shorter * contention + 0.5);
}

// The longer of the work of one and the exchange of the other, twice: longer when any of the four
// is. Never longer than one after the other, and each takes no longer than alone.
[[nodiscard]] inline PairTime overlappedTime(const PairVisit &first, const PairVisit &second,
                                             double contention)
{
    const std::int64_t a = first.work + exposedExchange(first.expertComm, second.work, contention);
    const std::int64_t b = second.work + exposedExchange(second.expertComm, first.work, contention);
    const std::int64_t total = std::min(a + b, first.duration + second.duration);
    const std::int64_t least = std::max<std::int64_t>(0, total - second.duration);
    return {std::clamp(a, least, std::min(first.duration, total)), total};
}

[[nodiscard]] inline PairTime pairTime(const PairVisit &first, const PairVisit &second,
                                       const PairPrice &price)
{
    if (price.hides)
        return overlappedTime(first, second, price.contention);
    const std::int64_t sum = first.duration + second.duration;
    if (price.rule == PairRule::Sum || sum == 0)
        return {first.duration, sum};
    std::int64_t total = std::max(first.duration, second.duration);
    if (price.rule == PairRule::Factor)
        total = std::max(total,
                         static_cast<std::int64_t>(static_cast<double>(sum) * price.factor + 0.5));
    if (total == sum)
        return {first.duration, sum};
    return {
        static_cast<std::int64_t>(static_cast<double>(total) * static_cast<double>(first.duration) /
                                  static_cast<double>(sum)),
        total};
}

} // namespace core
