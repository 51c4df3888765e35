// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/plan/framework_named.h"

#include "core/cost/tensor_passes.h"
#include "core/plan/stage_sync.h"

namespace core {

std::string_view frameworkNamed(const Scenario &scenario)
{
    const ParallelSpec &parallel = scenario.parallel;
    if (!runsOnPyTorch(parallel))
        return broadcastsWeights(scenario) ? "usual" : "megatron";
    return parallel.tensor > 1 && !runsOnDTensor(parallel) ? "usual" : "pytorch";
}

} // namespace core
