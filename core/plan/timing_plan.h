// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/plan/plan.h"

namespace core {

// Can the step of this scenario be timed from a plan without rows, memory and buckets? It can where
// all replicas are alike, no device is slow, the order does not depend on prices, and gradient sync
// does not overlap backward.
[[nodiscard]] bool timesAlone(const Scenario &scenario);

// Such a plan, made into the memory of the one before: prices, wires and the end of the step of one
// pipeline, and its order again unless that is the same. Recomputation is part of the visit that
// needs it.
[[nodiscard]] Status planTiming(Plan &plan, const Scenario &scenario);

} // namespace core
