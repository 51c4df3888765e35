// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/plan/plan.h"

namespace core {

// Warns of a rate in GB/s that is what a known network is sold as in Gbit/s.
void warnOfBits(Plan &plan, const Scenario &scenario);

} // namespace core
