// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/cost/kernel_price.h"
#include "core/presets/price_constants.h"
#include "core/scenario/scenario.h"

namespace core {

// Gradients in bf16 of former micro-batches are added by a kernel of their own, but where
// Megatron's products do so (wgrad_gemm_accum_fp16, which is of bf16 as well).
[[nodiscard]] inline bool addsByKernel(const Scenario &scenario)
{
    const bool products = scenario.cluster.software.fusedBf16 && !scenario.cluster.software.eager &&
                          !runsOnPyTorch(scenario.parallel);
    return worksInBf16(scenario.training) && !products;
}

// Seconds in which gradients of 2 bytes of so many parameters are added to those of the micro-batch
// before, by a kernel of its own: where products add them up, or they are scattered in each
// micro-batch, it is not needed. 0: they are not of 2 bytes, or not of bf16, as block_price has it.
[[nodiscard]] inline double gradientSumSeconds(std::int64_t parameters, const Scenario &scenario)
{
    const Machine machine = machineOf(scenario);
    const bool isNarrow =
        addsByKernel(scenario) && machine.element == 2 && gradientBytesOf(scenario.training) == 2;
    return isNarrow ? touchSeconds(kAddedGradient * static_cast<double>(parameters), machine) : 0;
}

} // namespace core
