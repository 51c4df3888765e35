// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/campaign/checkpoints.h"

#include <cmath>

namespace core {

double youngInterval(const Failures &failures)
{
    return std::sqrt(2 * failures.checkpoint * failures.meanTimeBetween);
}

double dalyInterval(const Failures &failures)
{
    if (failures.checkpoint >= 2 * failures.meanTimeBetween)
        return failures.meanTimeBetween;
    const double ratio = failures.checkpoint / (2 * failures.meanTimeBetween);
    return youngInterval(failures) * (1 + std::sqrt(ratio) / 3 + ratio / 9) - failures.checkpoint;
}

// Between two checkpoints lie exp(L / M) - 1 failures on average, L = interval + C; each loses what
// was done since the checkpoint, and is followed by restarts until one gets through, which takes M
// (exp(R / M) - 1). With L itself that sums to the complete model.
ExpectedTime expectedTime(const Failures &failures, double training, double interval)
{
    const double mean = failures.meanTimeBetween;
    const double intervals = training / interval;
    const double whole = interval + failures.checkpoint;
    const double failed = std::expm1(whole / mean);
    ExpectedTime time;
    time.training = training;
    time.checkpoints = intervals * failures.checkpoint;
    time.lost = intervals * (mean * failed - whole);
    time.restarts = intervals * failed * mean * std::expm1(failures.restart / mean);
    time.failures = time.total() / mean;
    return time;
}

} // namespace core
