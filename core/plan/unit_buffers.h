// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/plan/plan.h"

namespace core {

// What PyTorch's fully sharded data parallelism and pipeline hold of a rank beside states and
// activations, where states are shared so (shardsAsPyTorch): the gathered root, messages and
// outputs of stages, and what only one stream of the device can use again.
[[nodiscard]] Bytes unitBuffers(const Plan &plan, const Scenario &scenario, int rank, int inFlight);

// Of these, logits of the micro-batches before the one at work, which the last stage of a pipeline
// of PyTorch keeps to the end of the step.
[[nodiscard]] Bytes keptLogits(const Plan &plan, const Scenario &scenario, int rank);

} // namespace core
