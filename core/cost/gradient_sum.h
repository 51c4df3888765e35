// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/cost/kernel_price.h"
#include "core/presets/price_constants.h"
#include "core/scenario/scenario.h"

namespace core {

// Seconds in which gradients of 2 bytes of so many parameters are added to those of the micro-batch
// before, by a kernel of its own: where products add them up, or they are scattered in each
// micro-batch, it is not needed. 0: they are not of 2 bytes, or not of bf16, as block_price has it.
[[nodiscard]] inline double gradientSumSeconds(std::int64_t parameters, const Scenario &scenario)
{
    const Machine machine = machineOf(scenario);
    const bool isNarrow = worksInBf16(scenario.training) && machine.element == 2 &&
                          gradientBytesOf(scenario.training) == 2;
    return isNarrow ? touchSeconds(kAddedGradient * static_cast<double>(parameters), machine) : 0;
}

} // namespace core
