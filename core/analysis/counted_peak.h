// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/scenario/scenario.h"

#include <string_view>

namespace core {

// The peak of the data sheet that MFU and HFU count against.
struct CountedPeak
{
    double flops = 0;      // FLOP/s of one device, dense
    std::string_view name; // "bf16", "fp8", "TF32"
};

// Of the fastest matrix units that the step uses: those for fp8 where the blocks' products are in
// fp8, and those for TF32 where convolutions round fp32 to it, as cuDNN does unless it is told not
// to. Some of the work runs on slower ones; that is a part of what utilization tells.
[[nodiscard]] CountedPeak countedPeak(const Scenario &scenario);

} // namespace core
