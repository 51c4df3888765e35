// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sim/pauses.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace core {

double usualLargest(double meanDraws)
{
    return meanDraws > 0 ? std::max(0.0, std::log(meanDraws / std::numbers::ln2)) : 0;
}

Nanos pauseOfStep(const Plan &plan, Nanos elapsed)
{
    if (plan.pausesPerSecond <= 0 || plan.pause <= Nanos{})
        return {};
    const double draws = plan.pausesPerSecond * seconds(elapsed);
    return nanosFromSeconds(seconds(plan.pause) * usualLargest(draws));
}

} // namespace core
