// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/presets/presets.h"

#include <algorithm>

namespace core {
namespace {

constexpr std::int64_t kGigabyte = 1'000'000'000;
constexpr double kTera = 1e12;
constexpr double kGiga = 1e9;

} // namespace

std::span<const DeviceSpec> devicePresets()
{
    static const DeviceSpec table[] = {
        {.id = "v100-32g",
         .title = "V100 · 32 GB",
         .peakHalfFlops = 125 * kTera,
         .peakSingleFlops = 15.7 * kTera,
         .memoryBandwidth = 900 * kGiga,
         .memory = {32 * kGigabyte},
         .multiprocessors = 80,
         .source = "llm-analysis gpu_configs/v100-sxm-32gb.json (125 TF, 900 GB/s); fp32 peak and "
                   "SM count from memory",
         .verified = false},
        {.id = "a100-40g",
         .title = "A100 · 40 GB",
         .peakHalfFlops = 312 * kTera,
         .peakSingleFlops = 19.5 * kTera,
         .memoryBandwidth = 1555 * kGiga,
         .memory = {40 * kGigabyte},
         .multiprocessors = 108,
         .source = "stas00/ml-engineering compute/accelerator (312 TF); 1555 GB/s from memory",
         .verified = false},
        {.id = "a100-80g",
         .title = "A100 · 80 GB",
         .peakHalfFlops = 312 * kTera,
         .peakSingleFlops = 19.5 * kTera,
         .memoryBandwidth = 2039 * kGiga,
         .memory = {80 * kGigabyte},
         .multiprocessors = 108,
         .source = "stas00/ml-engineering compute/accelerator; llm-analysis a100-sxm-80gb.json"},
        {.id = "h100-80g",
         .title = "H100 · 80 GB",
         .peakHalfFlops = 989 * kTera,
         .peakSingleFlops = 67 * kTera,
         .memoryBandwidth = 3350 * kGiga,
         .memory = {80 * kGigabyte},
         .multiprocessors = 132,
         .source = "stas00/ml-engineering compute/accelerator (SXM5, dense); SM count from memory"},
        {.id = "h200-141g",
         .title = "H200 · 141 GB",
         .peakHalfFlops = 989 * kTera,
         .peakSingleFlops = 67 * kTera,
         .memoryBandwidth = 4800 * kGiga,
         .memory = {141 * kGigabyte},
         .multiprocessors = 132,
         .source = "stas00/ml-engineering compute/accelerator (SXM, dense)"},
        {.id = "rtx-4090",
         .title = "RTX 4090 · 24 GB",
         .peakHalfFlops = 165.2 * kTera,
         .peakSingleFlops = 82.6 * kTera,
         .memoryBandwidth = 1008 * kGiga,
         .memory = {24 * kGigabyte},
         .multiprocessors = 128,
         .source = "waredb.com and gigagpu.com (165.2 TF with fp32 accumulation): secondary pages",
         .verified = false},
    };
    return table;
}

const DeviceSpec *findDevice(std::string_view id)
{
    const auto row = std::ranges::find(devicePresets(), id, &DeviceSpec::id);
    return row == devicePresets().end() ? nullptr : &*row;
}

} // namespace core
