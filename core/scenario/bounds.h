// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/scenario/check.h"
#include "core/schedule/schedule.h"

#include <limits>
#include <optional>
#include <span>
#include <string_view>

namespace core {

// What a number of a scenario may be, in the unit of its member: the one place for who checks it
// and for who describes the format (io/scenario/scenario_schema.h).
struct FieldBound
{
    std::string_view path; // "training.micro_batch"; "link.gbps" stands for both links
    double low = 0;
    double high = 0;
    std::span<const int> choices = {}; // it is one of these, 0 being "not said"
};

namespace bounds {

inline constexpr double kLeastRate = 1e6; // FLOP/s and bytes/s of a device
inline constexpr double kMostMoved = 1e6; // bytes for each parameter
inline constexpr double kMostPauses = 3.6e6;
inline constexpr double kMost = std::numeric_limits<double>::infinity();
inline constexpr auto kLongest = static_cast<double>(kLongestLatency);
inline constexpr auto kSamples = static_cast<double>(kMaxSamples);
inline constexpr auto kSize = static_cast<double>(kMaxModelSize);

inline constexpr int kGradientWidths[] = {0, 2, 4};
inline constexpr int kDispatchWidths[] = {0, 1, 2};

inline constexpr FieldBound kBounds[] = {
    {"training.global_batch", 1, kSamples},
    {"training.micro_batch", 1, kSamples},
    {"training.sequence", 1, static_cast<double>(kMaxSequence)},
    {"training.gradient_bytes", 0, 4, kGradientWidths},
    {"training.reduce_bytes", 0, 4, kGradientWidths},
    {"training.dispatch_bytes", 0, 2, kDispatchWidths},
    {"training.moment_bytes", 0, 4, kGradientWidths},

    {"parallel.data", 1, kMaxDevices},
    {"parallel.tensor", 1, kMaxDevices},
    {"parallel.pipeline", 1, kMaxDevices},
    {"parallel.context", 1, kMaxDevices},
    {"parallel.expert", 1, kMaxDevices},
    {"parallel.chunks", 1, kMostChunks},
    {"parallel.group", 0, kMost}, // no more than there are micro-batches
    {"parallel.memory_limit", 0, kSamples},
    {"parallel.pair", 0, 1}, // as a number
    {"parallel.sharding_group", 0, kMaxDevices},
    {"parallel.secondary_group", 0, kMaxDevices},
    {"parallel.bucket_bytes", 1, kSize},
    {"parallel.partition", 0, static_cast<double>(kMaxLayers)}, // of each stage
    {"parallel.placement", 0, kMaxDevices - 1},

    {"cluster.devices", 1, kMaxDevices},
    {"cluster.devices_per_node", 1, kMaxDevices},

    {"cluster.device.memory_gb", 1'000'000, kSize},
    {"cluster.device.peak_tflops", kLeastRate, kLargestRate},
    {"cluster.device.single_tflops", 0, kLargestRate},
    {"cluster.device.fp8_tflops", 0, kLargestRate},
    {"cluster.device.tf32_tflops", 0, kLargestRate},
    {"cluster.device.measured_tflops", 0, kLargestRate},
    {"cluster.device.sustained_share", kSlowestShare, 1},
    {"cluster.device.memory_gbps", kLeastRate, kLargestRate},
    {"cluster.device.copy_gbps", 0, kLargestRate},
    {"cluster.device.multiprocessors", 0, 100'000},
    {"cluster.device.half_rows", 0, 1e6},
    {"cluster.device.half_columns", 0, 1e6},
    {"cluster.device.half_inner", 0, 1e6},
    {"cluster.device.functions_per_second", 0, kLargestRate},
    {"cluster.device.kernel_start_us", 0, 1e12},

    {"link.gbps", 1, kLargestRate},
    {"link.efficiency", kSlowestShare, 2},
    {"link.reduction_gbps", 0, kLargestRate},
    {"link.latency_us", 0, kLongest},

    {"cluster.software.gemm_efficiency", kSlowestShare, 1},
    {"cluster.software.memory_efficiency", kSlowestShare, 1},
    {"cluster.software.kernel_launch_us", 0, kLongest},
    {"cluster.software.wave_latency_us", 0, kLongest},
    {"cluster.software.flash_forward", kSlowestShare, 1},
    {"cluster.software.flash_backward", kSlowestShare, 1},
    {"cluster.software.sdpa_forward", 0, 1},
    {"cluster.software.sdpa_backward", 0, 1},
    {"cluster.software.older_kernels", kSlowestShare, 1},
    {"cluster.software.unaligned_heads", kSlowestShare, 1},
    {"cluster.software.optimizer_bytes", 0, kMostMoved},
    {"cluster.software.accumulation_bytes", 0, kMostMoved},
    {"cluster.software.host_forward_us", 0, kLongest},
    {"cluster.software.host_backward_us", 0, kLongest},
    {"cluster.software.host_collective_us", 0, kLongest},
    {"cluster.software.host_micro_batch_us", 0, kLongest},
    {"cluster.software.host_step_us", 0, kLongest},
    {"cluster.software.host_split_softmax_us", 0, kLongest},
    {"cluster.software.pauses_per_hour", 0, kMostPauses},
    {"cluster.software.pause_us", 0, kLongest},
    {"cluster.software.collective_start_us", 0, kLongest},
    {"cluster.software.collective_fill", 0, 1e-3},
    {"cluster.software.ring_step", 0, 1e3},
    {"cluster.software.ring_ends", 0, 1},
    {"cluster.software.contention", 0, 1},
    {"cluster.software.contention_sharded", 0, 1},
    {"cluster.software.contention_traffic", 0, 1e3},
    {"cluster.software.tensor_pipelined", 0, 1},
    {"cluster.software.expert_overlap", 0, 1},
    {"cluster.software.scattered_bytes", 0, 16},
};

} // namespace bounds

// Of a field that has one: checks are many, so the place is found when they are compiled.
[[nodiscard]] consteval const FieldBound &boundOf(std::string_view path)
{
    for (const FieldBound &bound : bounds::kBounds) {
        if (bound.path == path)
            return bound;
    }
    throw "no such bound";
}

// False for NaN.
[[nodiscard]] constexpr bool isWithin(const FieldBound &bound, double value)
{
    if (!(value >= bound.low && value <= bound.high))
        return false;
    for (const int choice : bound.choices) {
        if (value == choice)
            return true;
    }
    return bound.choices.empty();
}

// Nothing if it is within its bounds. The message begins with the name, and gives them in the unit
// of the key.
[[nodiscard]] std::optional<Complaint> outside(const FieldBound &bound, std::string_view name,
                                               double value, double unit = 1);

} // namespace core
