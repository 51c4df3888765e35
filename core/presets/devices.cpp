// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/presets/preset_tables.h"
#include "core/presets/presets.h"

#include <algorithm>

namespace core {
namespace {

constexpr std::int64_t kGigabyte = 1'000'000'000;
constexpr double kTera = 1e12;
constexpr double kGiga = 1e9;
// The share of the peak that large matrix products achieve, where no measurement is known. Best
// products measured (stas00/ml-engineering): A100 271.2 of 312, H100 794.5 of 989, MI300X 668.4 of
// 1307. From Hopper on, cards that train for hours are limited by power and reach less than in a
// short test: fitted over all runs on such cards, as no measurement of hours is known. Attention
// keeps the rate of the short test.
constexpr double kAssumedShare = 0.8;
constexpr double kHopperShare = 0.70; // 700 W
constexpr double kHopper500Watt = 0.59;
constexpr double kBlackwellShare = 0.49; // 1000 W
constexpr double kBlackwell1200Watt = 0.57;
// A systolic array holds its clock. Assumed: nothing was measured on one alone.
constexpr double kArrayShare = 0.98;

} // namespace

std::span<const DeviceSpec> usualDevices()
{
    static const DeviceSpec table[] = {
        {.id = "v100-32g",
         .title = "V100 · 32 GB",
         .peakHalfFlops = 125 * kTera,
         .peakSingleFlops = 15.7 * kTera,
         .sustainedShare = kAssumedShare,
         .memoryBandwidth = 900 * kGiga,
         .memory = {32 * kGigabyte},
         .multiprocessors = 80,
         .link = "nvlink2",
         .source = "llm-analysis gpu_configs/v100-sxm-32gb.json (125 TF, 900 GB/s); fp32 peak and "
                   "SM count from memory",
         .verified = false},
        {.id = "a100-40g",
         .title = "A100 · 40 GB",
         .peakHalfFlops = 312 * kTera,
         .peakSingleFlops = 19.5 * kTera,
         .peakTf32Flops = 156 * kTera,
         .sustainedShare = 271.2 / 312,
         .memoryBandwidth = 1555 * kGiga,
         .memory = {40 * kGigabyte},
         .multiprocessors = 108,
         .link = "nvlink3",
         .source = "stas00/ml-engineering compute/accelerator (312 TF); 1555 GB/s from memory",
         .verified = false},
        {.id = "a100-80g",
         .title = "A100 · 80 GB",
         .peakHalfFlops = 312 * kTera,
         .peakSingleFlops = 19.5 * kTera,
         .peakTf32Flops = 156 * kTera,
         .measuredFlops = 271.2 * kTera,
         .sustainedShare = 271.2 / 312,
         .memoryBandwidth = 2039 * kGiga,
         .memory = {80 * kGigabyte},
         .multiprocessors = 108,
         .link = "nvlink3",
         .source = "stas00/ml-engineering compute/accelerator; llm-analysis a100-sxm-80gb.json"},
        {.id = "h100-80g",
         .title = "H100 · 80 GB",
         .peakHalfFlops = 989 * kTera,
         .peakSingleFlops = 67 * kTera,
         .peakFp8Flops = 1979 * kTera,
         .peakTf32Flops = 494.5 * kTera,
         .measuredFlops = 794.5 * kTera,
         .sustainedShare = kHopperShare,
         .newMatrixUnits = true,
         .memoryBandwidth = 3350 * kGiga,
         .memory = {80 * kGigabyte},
         .multiprocessors = 132,
         .link = "nvlink4",
         .source = "stas00/ml-engineering compute/accelerator (SXM5, dense); SM count from memory"},
        {.id = "h100-96g",
         .title = "H100 · 96 GiB, 500 W",
         .peakHalfFlops = 989 * kTera,
         .peakSingleFlops = 67 * kTera,
         .peakFp8Flops = 1979 * kTera,
         .peakTf32Flops = 494.5 * kTera,
         .sustainedShare = kHopper500Watt,
         .newMatrixUnits = true,
         .memoryBandwidth = 2400 * kGiga,
         .memory = {103 * kGigabyte},
         .multiprocessors = 132,
         .link = "nvlink4",
         .source =
             "torchtitan benchmarks: H100 with 96 GiB of HBM2e at 2.4 TB/s, limited to 500 W; "
             "all else as of the H100"},
        {.id = "h800-80g",
         .title = "H800 · 80 GB",
         .peakHalfFlops = 989 * kTera,
         .peakSingleFlops = 67 * kTera,
         .peakFp8Flops = 1979 * kTera,
         .peakTf32Flops = 494.5 * kTera,
         .measuredFlops = 794.5 * kTera,
         .sustainedShare = kHopperShare,
         .newMatrixUnits = true,
         .memoryBandwidth = 3350 * kGiga,
         .memory = {80 * kGigabyte},
         .multiprocessors = 132,
         .link = "nvlink4-h800",
         .source = "an H100 with less NVLink and fp64, arXiv:2505.09343, section 4.1; 132 SMs, "
                   "arXiv:2412.19437, section 3.5.1; all else as of the H100"},
        {.id = "h200-141g",
         .title = "H200 · 141 GB",
         .peakHalfFlops = 989 * kTera,
         .peakSingleFlops = 67 * kTera,
         .peakFp8Flops = 1979 * kTera,
         .peakTf32Flops = 494.5 * kTera,
         .measuredFlops = 794.5 * kTera,
         .sustainedShare = kHopperShare,
         .newMatrixUnits = true,
         .memoryBandwidth = 4800 * kGiga,
         .copyBandwidth = 4300 * kGiga,
         .memory = {141 * kGigabyte},
         .multiprocessors = 132,
         .link = "nvlink4",
         .source =
             "stas00/ml-engineering compute/accelerator (SXM, dense); measured: copy 4.3 TB/s"},
        {.id = "b200-180g",
         .title = "B200 · 180 GB",
         .peakHalfFlops = 2250 * kTera,
         .peakSingleFlops = 80 * kTera,
         .peakFp8Flops = 4500 * kTera,
         .peakTf32Flops = 1125 * kTera,
         .measuredFlops = 1745 * kTera,
         .sustainedShare = kBlackwellShare,
         .newMatrixUnits = true,
         .memoryBandwidth = 8000 * kGiga,
         .memory = {180 * kGigabyte},
         .multiprocessors = 148,
         .link = "nvlink5",
         .source = "stas00/ml-engineering compute/accelerator (SXM, dense); SM count from memory"},
        {.id = "gb200-186g",
         .title = "GB200 · 186 GB",
         .peakHalfFlops = 2500 * kTera,
         .peakSingleFlops = 80 * kTera,
         .peakFp8Flops = 5000 * kTera,
         .peakTf32Flops = 1250 * kTera,
         .measuredFlops = 1822 * kTera,
         .sustainedShare = kBlackwell1200Watt,
         .newMatrixUnits = true,
         .memoryBandwidth = 8000 * kGiga,
         .memory = {186 * kGigabyte},
         .multiprocessors = 148, // the chip of B200
         .link = "nvlink5",
         .source = "stas00/ml-engineering compute/accelerator (dense); up to 72 GPUs share NVLink"},
        {.id = "mi300x-192g",
         .title = "MI300X · 192 GB",
         .peakHalfFlops = 1307 * kTera,
         .peakSingleFlops = 163.4 * kTera,
         .peakFp8Flops = 2610 * kTera,
         .peakTf32Flops = 653.7 * kTera,
         .measuredFlops = 668.4 * kTera,
         .sustainedShare = 668.4 / 1307,
         .memoryBandwidth = 5300 * kGiga,
         .memory = {192 * kGigabyte},
         .multiprocessors = 304,
         .link = "xgmi",
         .source =
             "stas00/ml-engineering compute/accelerator (its computed table; 304 compute units)"},
        {.id = "rtx-4090",
         .title = "RTX 4090 · 24 GB",
         .peakHalfFlops = 165.2 * kTera,
         .peakSingleFlops = 82.6 * kTera,
         .peakFp8Flops = 330.3 * kTera,
         .peakTf32Flops = 82.6 * kTera,
         .sustainedShare = kAssumedShare,
         .memoryBandwidth = 1008 * kGiga,
         .memory = {24 * kGigabyte},
         .multiprocessors = 128,
         .link = "pcie4",
         .source = "waredb.com and gigagpu.com (165.2 TF with fp32 accumulation): secondary pages",
         .verified = false},
        {.id = "l4-24g",
         .title = "L4 · 24 GB",
         .peakHalfFlops = 121 * kTera,
         .peakSingleFlops = 30.3 * kTera,
         .peakFp8Flops = 242 * kTera,
         .peakTf32Flops = 60.5 * kTera,
         .sustainedShare = kAssumedShare,
         .memoryBandwidth = 300 * kGiga,
         .memory = {24 * kGigabyte},
         .multiprocessors = 58,
         .link = "pcie4",
         .source = "secondary pages: 242 TF with sparsity, half of it dense; limited by 72 W",
         .verified = false},
        {.id = "tpu-v4-32g",
         .title = "TPU v4 · 32 GB",
         .peakHalfFlops = 275 * kTera,
         .sustainedShare = kArrayShare,
         .memoryBandwidth = 1200 * kGiga,
         .memory = {32 * kGigabyte},
         .link = "ici-v4",
         .source = "stas00/ml-engineering compute/accelerator (275 TF, 32 GB, 1.2 TB/s); what it "
                   "sustains is assumed",
         .verified = false},
        {.id = "tpu-v5e-16g",
         .title = "TPU v5e · 16 GB",
         .peakHalfFlops = 197 * kTera,
         .sustainedShare = kArrayShare,
         .memoryBandwidth = 820 * kGiga,
         .memory = {16 * kGigabyte},
         .link = "ici-v5e",
         .source = "stas00/ml-engineering compute/accelerator (197 TF, 16 GB, 820 GB/s); what it "
                   "sustains is assumed",
         .verified = false},
        {.id = "tpu-v5p-95g",
         .title = "TPU v5p · 95 GB",
         .peakHalfFlops = 459 * kTera,
         .sustainedShare = kArrayShare,
         .memoryBandwidth = 2765 * kGiga,
         .memory = {95 * kGigabyte},
         .link = "ici-v5p",
         .source = "docs.cloud.google.com/tpu/docs/v5p (459 TF, 95 GB, 2765 GB/s); what it "
                   "sustains is assumed",
         .verified = false},
        {.id = "this-computer",
         .title = "This computer",
         .peakHalfFlops = 80 * kGiga,
         .peakSingleFlops = 80 * kGiga,
         .memoryBandwidth = 40 * kGiga,
         .memory = {8 * kGigabyte},
         .curve = {.halfRows = 8,
                   .halfColumns = 8,
                   .halfInner = 8,
                   .functionRate = 0.2 * kGiga,
                   .start = {100}},
         .link = "threads",
         .source = "one core of 2020 to 2024; \"parallarium live --calibrate\" measures this one",
         .verified = false},
    };
    return table;
}

const DeviceSpec *findDevice(std::string_view id)
{
    const std::span<const DeviceSpec> table = devicePresets();
    const auto row = std::ranges::find(table, id, &DeviceSpec::id);
    return row == table.end() ? nullptr : &*row;
}

const DeviceSpec *cardWithMemory(const DeviceSpec &device, double bandwidth)
{
    const std::span<const DeviceSpec> table = devicePresets();
    const auto row = std::ranges::find_if(table, [&](const DeviceSpec &card) {
        return card.peakHalfFlops == device.peakHalfFlops &&
               card.multiprocessors == device.multiprocessors && card.link == device.link &&
               card.memoryBandwidth == bandwidth;
    });
    return row == table.end() ? nullptr : &*row;
}

} // namespace core
