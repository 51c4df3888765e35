// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/plan/plan.h"

namespace core {

// What one visit does to the activations that its device keeps. The one rule for the planned peak,
// for memory over time and for the state of a device at a moment.
struct ActivationChange
{
    Bytes atBegin = {};
    Bytes atEnd = {};
    bool keeps = false; // its micro-batch is kept from here on
    bool frees = false; // nothing of its micro-batch is kept any more
};

// A micro-batch is kept from the begin of its forward visit to the end of its backward visit; a
// split backward frees it as Plan::splitMemory says. What a recomputation makes lives until the
// backward visit that needed it is over.
[[nodiscard]] ActivationChange activationChange(const Plan &plan, Op op, int stage);

} // namespace core
