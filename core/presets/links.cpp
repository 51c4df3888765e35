// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/presets/preset_tables.h"
#include "core/presets/presets.h"

#include <algorithm>

namespace core {
namespace {

constexpr double kGigabytePerSecond = 1e9;
constexpr std::int64_t kMicrosecond = 1000; // nanoseconds
// Of the data sheet's rate, that collectives of real runs get out of a card. Point-to-point tests
// reach more: SimAI CX6 23.5 of 25, CX7 48.5 of 50 GB/s.
constexpr double kNetworkShare = 0.85;

} // namespace

// Bandwidth is the data sheet's, per direction; efficiency is what was measured of it.
std::span<const LinkSpec> usualLinks()
{
    static const LinkSpec table[] = {
        {.id = "nvlink2",
         .title = "NVLink 2",
         .bandwidth = 150 * kGigabytePerSecond,
         .efficiency = 238.0 / 300.0,
         .latency = {6 * kMicrosecond},
         .source = "stas00/ml-engineering network (150 GB/s); efficiency assumed as on NVLink 3",
         .verified = false},
        {.id = "nvlink3",
         .title = "NVLink 3",
         .bandwidth = 300 * kGigabytePerSecond,
         .efficiency = 238.0 / 300.0,
         .latency = {6 * kMicrosecond},
         .source =
             "stas00/ml-engineering network (300 GB/s); ring limit from 229.2 GB/s of 8 GPUs at "
             "1 GiB, vTrain"},
        {.id = "nvlink4",
         .title = "NVLink 4",
         .bandwidth = 450 * kGigabytePerSecond,
         .efficiency = 380.0 / 450.0,
         .reduction = 480 * kGigabytePerSecond,
         .latency = {6 * kMicrosecond},
         .source =
             "stas00/ml-engineering network (450 GB/s); ring limit from 20.6 GB/s x 18, SimAI; "
             "480 GB/s measured with NVLS"},
        {.id = "nvlink4-h800",
         .title = "NVLink 4 of the H800",
         .bandwidth = 200 * kGigabytePerSecond,
         .efficiency = 160.0 / 200.0,
         .latency = {6 * kMicrosecond},
         .source = "arXiv:2505.09343, section 4.1 (400 GB/s in both directions); 160 GB/s reached, "
                   "arXiv:2412.19437, section 3.2.2; latency as of NVLink 4"},
        {.id = "nvlink5",
         .title = "NVLink 5",
         .bandwidth = 900 * kGigabytePerSecond,
         .efficiency = 696.0 / 900.0,
         .latency = {6 * kMicrosecond},
         .source =
             "stas00/ml-engineering network (900 GB/s); ring limit from SimuMax, all-reduce of "
             "8 at 0.7424; 845.67 GB/s measured at 16 GiB"},
        {.id = "xgmi",
         .title = "xGMI",
         .bandwidth = 448 * kGigabytePerSecond,
         .efficiency = 1,
         .latency = {6 * kMicrosecond},
         .source = "stas00/ml-engineering network (7 links of 64 GB/s to the other 7 devices); "
                   "efficiency and latency assumed",
         .verified = false},
        {.id = "pcie4",
         .title = "PCIe 4 x16",
         .bandwidth = 31 * kGigabytePerSecond,
         .efficiency = 25.6 / 31.0,
         .latency = {10 * kMicrosecond},
         .source = "stas00/ml-engineering network (31 GB/s); SimAI A100_PCIE 25.6 GB/s"},
        {.id = "pcie5",
         .title = "PCIe 5 x16",
         .bandwidth = 63 * kGigabytePerSecond,
         .efficiency = 51.2 / 63.0,
         .latency = {10 * kMicrosecond},
         .source = "stas00/ml-engineering network (63 GB/s); SimAI 64 x 0.8"},
        {.id = "ib-hdr",
         .title = "InfiniBand HDR",
         .bandwidth = 25 * kGigabytePerSecond,
         .efficiency = kNetworkShare,
         .latency = {14 * kMicrosecond},
         .source = "stas00/ml-engineering network (25 GB/s); SimAI CX6 23.5 GB/s; latency NCCL "
                   "tuning.cc"},
        {.id = "ib-ndr",
         .title = "InfiniBand NDR",
         .bandwidth = 50 * kGigabytePerSecond,
         .efficiency = kNetworkShare,
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
        {.id = "ib-edr",
         .title = "InfiniBand EDR",
         .bandwidth = 12.5 * kGigabytePerSecond,
         .efficiency = kNetworkShare,
         .latency = {14 * kMicrosecond},
         .source = "stas00/ml-engineering network (EDR, 12.5 GB/s); efficiency assumed as of HDR",
         .verified = false},
        {.id = "ib-xdr",
         .title = "InfiniBand XDR",
         .bandwidth = 100 * kGigabytePerSecond,
         .efficiency = kNetworkShare,
         .latency = {14 * kMicrosecond},
         .source = "stas00/ml-engineering network (XDR, 100 GB/s); efficiency assumed as of NDR",
         .verified = false},
        {.id = "opa-100",
         .title = "Omni-Path 100, 4 per 8 GPUs",
         .bandwidth = 6.25 * kGigabytePerSecond,
         .efficiency = kNetworkShare,
         .latency = {14 * kMicrosecond},
         .source = "bigscience tr11 README (12.5 GB/s, half a card for each GPU); efficiency and "
                   "latency assumed as of InfiniBand HDR",
         .verified = false},
        {.id = "roce-100g",
         .title = "RoCE 100 Gbit/s",
         .bandwidth = 12.5 * kGigabytePerSecond,
         .efficiency = 11.5 / 12.5,
         .latency = {18 * kMicrosecond},
         .source = "100 Gbit/s / 8; efficiency and latency assumed",
         .verified = false},
        {.id = "roce-400g",
         .title = "RoCE 400 Gbit/s",
         .bandwidth = 50 * kGigabytePerSecond,
         .efficiency = kNetworkShare,
         .latency = {18 * kMicrosecond},
         .source = "SimAI BF3 48.5 GB/s; latency from memory",
         .verified = false},
        {.id = "ici-v4",
         .title = "TPU v4 torus",
         .bandwidth = 300 * kGigabytePerSecond,
         .efficiency = 1,
         .latency = {6 * kMicrosecond},
         .source = "6 links of a 3-D torus, 300 GB/s from memory; efficiency and latency assumed",
         .verified = false},
        {.id = "ici-v5e",
         .title = "TPU v5e torus",
         .bandwidth = 200 * kGigabytePerSecond,
         .efficiency = 1,
         .latency = {6 * kMicrosecond},
         .source = "2-D torus, 200 GB/s from memory; efficiency and latency assumed",
         .verified = false},
        {.id = "ici-v5p",
         .title = "TPU v5p torus",
         .bandwidth = 600 * kGigabytePerSecond,
         .efficiency = 1,
         .latency = {6 * kMicrosecond},
         .source = "docs.cloud.google.com/tpu/docs/v5p (4800 Gbit/s over 6 links); efficiency and "
                   "latency assumed",
         .verified = false},
        {.id = "threads",
         .title = "Threads of this computer",
         .bandwidth = 10 * kGigabytePerSecond,
         .efficiency = 1,
         .latency = {5 * kMicrosecond},
         .source = "memory copies and condition variables; \"parallarium live --calibrate\" "
                   "measures them",
         .verified = false},
    };
    return table;
}

const LinkSpec *findLink(std::string_view id)
{
    const std::span<const LinkSpec> table = linkPresets();
    const auto row = std::ranges::find(table, id, &LinkSpec::id);
    return row == table.end() ? nullptr : &*row;
}

const LinkSpec &usualLink(const DeviceSpec &device)
{
    const LinkSpec *link = findLink(device.link);
    return link ? *link : *findLink("pcie4");
}

double hostRate(const DeviceSpec &device)
{
    const LinkSpec &slot = *findLink(device.newMatrixUnits ? "pcie5" : "pcie4");
    const bool older = !device.newMatrixUnits && device.peakTf32Flops <= 0;
    return slot.bandwidth * slot.efficiency * (older ? 0.5 : 1);
}

const LinkSpec &usualNetwork(const DeviceSpec &device)
{
    return *findLink(device.newMatrixUnits ? "ib-ndr" : "ib-hdr");
}

} // namespace core
