// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sim/pauses.h"

#include <cmath>
#include <numbers>

namespace core {
namespace {

// The integral as its power series: the sum of -(-x)^k / (k k!).
double smallMean(double x)
{
    double power = 1;
    double sum = 0;
    for (int k = 1; k <= 40; ++k) {
        power *= -x / k;
        sum -= power / k;
    }
    return sum;
}

// The exponential integral E1, as a continued fraction from its far end.
double exponentialIntegral(double x)
{
    double tail = 0;
    for (int k = 60; k > 0; --k)
        tail = k / (1 + k / (x + tail));
    return std::exp(-x) / (x + tail);
}

} // namespace

double expectedLargest(double meanDraws)
{
    constexpr double kSmall = 4;
    if (meanDraws <= 0)
        return 0;
    if (meanDraws <= kSmall)
        return smallMean(meanDraws);
    return std::numbers::egamma + std::log(meanDraws) + exponentialIntegral(meanDraws);
}

Nanos pauseOfStep(const Plan &plan, Nanos elapsed)
{
    if (plan.pausesPerSecond <= 0 || plan.pause <= Nanos{})
        return {};
    const double draws = plan.pausesPerSecond * seconds(elapsed);
    return nanosFromSeconds(seconds(plan.pause) * expectedLargest(draws));
}

} // namespace core
