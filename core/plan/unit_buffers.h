// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/plan/plan.h"

namespace core {

// What PyTorch's fully sharded data parallelism and pipeline hold of a rank beside states and
// activations, where states are shared so (shardsAsPyTorch): the gathered root, messages and
// outputs of stages, and what only one stream of the device can use again.
[[nodiscard]] Bytes unitBuffers(const Plan &plan, const Scenario &scenario, int rank, int inFlight);

} // namespace core
