// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/plan/plan.h"

namespace core {

// The largest of N draws of an exponential distribution with mean 1, where N has a Poisson
// distribution with this mean: below x it is with probability exp(-mean exp(-x)). Of that the
// median, ln(mean / ln 2), as published steps are those of a usual step: 0 where most steps meet no
// draw at all.
[[nodiscard]] double usualLargest(double meanDraws);

// Of the runs that the pauses were held against (docs/MODEL.md).
inline constexpr int kMostPausingDevices = 8192;

// What a step waits for the device that paused longest, after so much of it. Any process stops now
// and then for garbage collection, a page fault or another program (MegaScale, arXiv:2402.15627,
// sections 3.6 and 5); all devices meet at the end of the step, so each waits for the longest.
[[nodiscard]] Nanos pauseOfStep(const Plan &plan, Nanos elapsed);

} // namespace core
