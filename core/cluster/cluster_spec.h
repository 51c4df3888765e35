// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/units.h"

#include <string>

namespace core {

struct DeviceSpec
{
    std::string id;
    std::string title;          // "A100 · 80 GB"
    double peakHalfFlops = 0;   // FLOP/s, dense fp16 or bf16 matrix units
    double peakSingleFlops = 0; // FLOP/s, fp32; 0: not published
    double peakFp8Flops = 0;    // FLOP/s, dense; 0: it has no fp8
    double measuredFlops = 0;   // best half-precision matrix product that was measured; 0: none was
    double memoryBandwidth = 0; // bytes/s
    double copyBandwidth = 0;   // bytes/s that a copy was measured to reach; 0: none was
    Bytes memory;
    int multiprocessors = 0; // SMs, for wave quantisation; 0: not published, no waves
    std::string link;        // id of the link that joins such devices within a node
    std::string source;
    bool verified = true;

    bool operator==(const DeviceSpec &) const = default;
};

// The device with another amount of memory, which its title then says.
[[nodiscard]] DeviceSpec withMemory(DeviceSpec device, Bytes memory);

struct LinkSpec
{
    std::string id;
    std::string title;
    double bandwidth = 0;      // bytes/s per direction, as on the data sheet
    double efficiency = 1;     // reached share of it with large messages
    double reduction = 0;      // bytes/s of an all-reduce in the switches (NVLS), 0: they cannot
    Nanos latency;             // of one point-to-point message
    bool sharedByNode = false; // one network card for all devices of a node
    std::string source;
    bool verified = true;

    bool operator==(const LinkSpec &) const = default;
};

// Efficiencies of one generation of training software: the fitted constants of the cost model.
struct SoftwareSpec
{
    std::string id; // "2021", "2022", "2024"
    std::string title;
    double gemmEfficiency = 1;   // of the peak, at a perfectly shaped matrix product
    double memoryEfficiency = 1; // of the memory bandwidth, in element-wise kernels
    Nanos kernelLaunch;
    std::string source;

    bool operator==(const SoftwareSpec &) const = default;
};

struct ClusterSpec
{
    DeviceSpec device;
    int devices = 1;
    int devicesPerNode = 8;
    LinkSpec intraLink; // within a node
    LinkSpec interLink; // between nodes
    SoftwareSpec software;

    bool operator==(const ClusterSpec &) const = default;
};

} // namespace core
