// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/scenario/scenario.h"

namespace core {

// States are shared as PyTorch's fully sharded data parallelism does it: in units, which are the
// blocks, and what is in none of them, the root, which is gathered with the first and stays until
// the backward pass is over (FSDP: a root is not sharded again after forward). Neither DeepSpeed
// nor the engine of core/live does so. Of everything that is counted differently then, this is the
// one rule.
[[nodiscard]] inline bool shardsAsPyTorch(const Scenario &scenario)
{
    return runsOnPyTorch(scenario.parallel) && scenario.cluster.software.gathersUnits &&
           dividesGradients(scenario) && scenario.model.transformer() && !scenario.train;
}

} // namespace core
