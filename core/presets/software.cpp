// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/presets/presets.h"

#include <algorithm>

namespace core {
namespace {

constexpr Nanos kKernelLaunch = {4000};

} // namespace

// The fitted constants: one efficiency for matrix products, one for memory traffic.
std::span<const SoftwareSpec> softwarePresets()
{
    static const SoftwareSpec table[] = {
        {.id = "2021",
         .title = "2021 software",
         .gemmEfficiency = 0.74,
         .memoryEfficiency = 0.65,
         .kernelLaunch = kKernelLaunch,
         .source = "fitted to Narayanan et al. 2021 (arXiv:2104.04473), Table 1"},
        {.id = "2022",
         .title = "2022 software",
         .gemmEfficiency = 0.79,
         .memoryEfficiency = 0.70,
         .kernelLaunch = kKernelLaunch,
         .source = "fitted to Korthikanti et al. 2022 (arXiv:2205.05198), Table 5"},
        {.id = "2024",
         .title = "2024 software, H100",
         .gemmEfficiency = 0.60,
         .memoryEfficiency = 0.65,
         .kernelLaunch = kKernelLaunch,
         .source = "fitted to published FSDP runs on H100: 0.60 of 989 TFLOP/s (power limited)"},
    };
    return table;
}

const SoftwareSpec *findSoftware(std::string_view id)
{
    const auto row = std::ranges::find(softwarePresets(), id, &SoftwareSpec::id);
    return row == softwarePresets().end() ? nullptr : &*row;
}

} // namespace core
