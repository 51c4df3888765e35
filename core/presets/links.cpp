// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/presets/presets.h"

#include <algorithm>

namespace core {
namespace {

constexpr double kGigabytePerSecond = 1e9;
constexpr std::int64_t kMicrosecond = 1000; // nanoseconds

struct UsualLink
{
    std::string_view device;
    std::string_view link;
};
constexpr UsualLink kUsualLinks[] = {{"v100-32g", "nvlink2"},  {"a100-40g", "nvlink3"},
                                     {"a100-80g", "nvlink3"},  {"h100-80g", "nvlink4"},
                                     {"h200-141g", "nvlink4"}, {"rtx-4090", "pcie4"}};

} // namespace

// Bandwidth is the data sheet's, per direction; efficiency is what was measured of it.
std::span<const LinkSpec> linkPresets()
{
    static const LinkSpec table[] = {
        {.id = "nvlink2",
         .title = "NVLink 2",
         .bandwidth = 150 * kGigabytePerSecond,
         .efficiency = 0.77,
         .latency = {6 * kMicrosecond},
         .source = "stas00/ml-engineering network (150 GB/s); efficiency assumed as on NVLink 3",
         .verified = false},
        {.id = "nvlink3",
         .title = "NVLink 3",
         .bandwidth = 300 * kGigabytePerSecond,
         .efficiency = 230.0 / 300.0,
         .latency = {6 * kMicrosecond},
         .source =
             "stas00/ml-engineering network (300 GB/s); bus bandwidth 229.2 GB/s of 8 GPUs at "
             "1 GiB, vTrain"},
        {.id = "nvlink4",
         .title = "NVLink 4",
         .bandwidth = 450 * kGigabytePerSecond,
         .efficiency = 370.0 / 450.0,
         .latency = {6 * kMicrosecond},
         .source = "stas00/ml-engineering network (450 GB/s); SimAI 20.6 GB/s x 18 in a ring"},
        {.id = "pcie4",
         .title = "PCIe 4 x16",
         .bandwidth = 31 * kGigabytePerSecond,
         .efficiency = 25.6 / 31.0,
         .latency = {10 * kMicrosecond},
         .source = "stas00/ml-engineering network (31 GB/s); SimAI A100_PCIE 25.6 GB/s"},
        {.id = "ib-hdr",
         .title = "InfiniBand HDR",
         .bandwidth = 25 * kGigabytePerSecond,
         .efficiency = 23.5 / 25.0,
         .latency = {14 * kMicrosecond},
         .source = "stas00/ml-engineering network (25 GB/s); SimAI CX6 23.5 GB/s; latency NCCL "
                   "tuning.cc"},
        {.id = "ib-ndr",
         .title = "InfiniBand NDR",
         .bandwidth = 50 * kGigabytePerSecond,
         .efficiency = 48.5 / 50.0,
         .latency = {14 * kMicrosecond},
         .source = "stas00/ml-engineering network (50 GB/s); SimAI CX7 48.5 GB/s; latency NCCL "
                   "tuning.cc"},
        {.id = "eth-10g",
         .title = "Ethernet 10 Gbit/s",
         .bandwidth = 1.25 * kGigabytePerSecond,
         .efficiency = 1.1 / 1.25,
         .latency = {50 * kMicrosecond},
         .sharedByNode = true,
         .source = "10 Gbit/s / 8; efficiency and latency assumed",
         .verified = false},
        {.id = "eth-25g",
         .title = "Ethernet 25 Gbit/s",
         .bandwidth = 3.125 * kGigabytePerSecond,
         .efficiency = 2.7 / 3.125,
         .latency = {45 * kMicrosecond},
         .sharedByNode = true,
         .source = "25 Gbit/s / 8; efficiency and latency assumed",
         .verified = false},
    };
    return table;
}

const LinkSpec *findLink(std::string_view id)
{
    const auto row = std::ranges::find(linkPresets(), id, &LinkSpec::id);
    return row == linkPresets().end() ? nullptr : &*row;
}

const LinkSpec &usualLink(const DeviceSpec &device)
{
    const auto row = std::ranges::find(kUsualLinks, device.id, &UsualLink::device);
    return *findLink(row == std::end(kUsualLinks) ? "pcie4" : row->link);
}

} // namespace core
