// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/plan/plan.h"

namespace core {

// The expected largest of N draws of an exponential distribution with mean 1, where N has a Poisson
// distribution with this mean: of n draws it is 1 + 1/2 + ... + 1/n, and in the mean over N that is
// the integral of (1 - exp(-t)) / t from 0 to the mean. It grows as the mean where that is small
// and as its logarithm where it is large.
[[nodiscard]] double expectedLargest(double meanDraws);

// What a step waits for the device that paused longest, after so much of it. Any process stops now
// and then for garbage collection, a page fault or another program (MegaScale, arXiv:2402.15627,
// sections 3.6 and 5); all devices meet at the end of the step, so each waits for the longest.
[[nodiscard]] Nanos pauseOfStep(const Plan &plan, Nanos elapsed);

} // namespace core
