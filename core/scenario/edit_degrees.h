// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/scenario/scenario.h"

namespace core {

// Makes tensor, context and expert degrees what the model and the number of devices allow, each
// the largest divisor that is not more than it was.
void fitGroup(Scenario &scenario);
// What a split begins with, before the devices are laid out: degrees of other splits go; a product
// of all of them is as even as the number of devices allows.
void startDegrees(Scenario &scenario, Strategy strategy);
// At least four, and no prime.
[[nodiscard]] int devicesOfHybrid(int devices);
// And what shares states between replicas: experts, sharding.
void fitSharing(Scenario &scenario);

} // namespace core
