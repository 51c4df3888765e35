// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/cluster/cluster_spec.h"
#include "core/model/model_spec.h"

#include <span>
#include <string_view>
#include <vector>

namespace core {

// The tables of what can be chosen by name. To add one: a row in its .cpp file, with its source.
[[nodiscard]] std::span<const ModelSpec> modelPresets();
[[nodiscard]] std::span<const DeviceSpec> devicePresets();
[[nodiscard]] std::span<const LinkSpec> linkPresets();
[[nodiscard]] std::span<const SoftwareSpec> softwarePresets();

// nullptr if no row has this id.
[[nodiscard]] const ModelSpec *findModel(std::string_view id);
[[nodiscard]] const DeviceSpec *findDevice(std::string_view id);
[[nodiscard]] const LinkSpec *findLink(std::string_view id);
[[nodiscard]] const SoftwareSpec *findSoftware(std::string_view id);

// The software generation used by runs of this year.
[[nodiscard]] const SoftwareSpec &softwareOfYear(int year);

// A constant that no data sheet gives: fitted to published runs, the same for all of them.
struct FittedConstant
{
    std::string_view id; // as in the scenario file
    std::string_view meaning;
    double value = 0;
    std::string_view unit;
};
[[nodiscard]] std::vector<FittedConstant> fittedConstants(const SoftwareSpec &software);

// The usual link between devices of this kind within a node.
[[nodiscard]] const LinkSpec &usualLink(const DeviceSpec &device);

// Bytes per second and direction between such a device and the memory of its host: PCIe 5 with
// Hopper and later, PCIe 4 with Ampere and its like, half of that before (no TF32).
[[nodiscard]] double hostRate(const DeviceSpec &device);

// What a cluster of such devices has where nothing else is said: the network and the software of
// its time.
[[nodiscard]] const LinkSpec &usualNetwork(const DeviceSpec &device);
[[nodiscard]] const SoftwareSpec &usualSoftware(const DeviceSpec &device);

// The row of the same chip with this memory bandwidth, nullptr if there is none: a card with slower
// memory is sold with less power too.
[[nodiscard]] const DeviceSpec *cardWithMemory(const DeviceSpec &device, double bandwidth);

} // namespace core
