// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <algorithm>
#include <array>
#include <string_view>

namespace core {

// What events are, by their categories (cat).

template <std::size_t size>
[[nodiscard]] bool isOneOf(std::string_view text, const std::array<std::string_view, size> &list)
{
    return std::ranges::find(list, text) != list.end();
}

// ActivityTypes of Kineto (libkineto/include/ActivityType.h), and how it called them before 2022;
// last, what nsys2json makes of the kernels in an export of Nsight Systems.
inline constexpr std::array<std::string_view, 10> kDeviceWork = {
    "kernel", "gpu_memcpy", "gpu_memset", "concurrent_kernel",
    "Kernel", "Memcpy",     "Memset",     "mtia_ccp_events",
    "hpu_op", "cuda"};
// Said about work that other events are.
inline constexpr std::array<std::string_view, 17> kNoWork = {"user_annotation",
                                                             "gpu_user_annotation",
                                                             "python_function",
                                                             "overhead",
                                                             "cuda_sync",
                                                             "cuda_event",
                                                             "xpu_sync",
                                                             "ac2g",
                                                             "fwdbwd",
                                                             "cpu_instant_event",
                                                             "cuda_profiler_range",
                                                             "Trace",
                                                             "async_cpu_to_gpu",
                                                             "mtia_insight",
                                                             "mtia_counters",
                                                             "gpu_pm_counter",
                                                             "xpu_scope_profiler"};
// Before ROCm 6 barriers of a queue were written as kernels of this name (pytorch issue 97167).
inline constexpr std::string_view kBarrier = "Marker";

// cuda_runtime, hip_runtime, xpu_driver …
[[nodiscard]] inline bool isLaunch(std::string_view category)
{
    return category.ends_with("_runtime") || category.ends_with("_driver") ||
           category == "Runtime" || category == "runtime" || category == "driver";
}

} // namespace core
