// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/scenario/scenario.h"

namespace core {

// Makes tensor, context and expert degrees what the model and the number of devices allow, each
// the largest divisor that is not more than it was.
void fitGroup(Scenario &scenario);
// And what shares states between replicas: experts, sharding.
void fitSharing(Scenario &scenario);

} // namespace core
