// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/analysis/snapshot.h"

#include <array>
#include <optional>
#include <vector>

namespace core {

enum class Traffic : std::uint8_t { Activations, Gradients, AllReduce };
constexpr int kTrafficCount = 3;

// What one link, or one ring, carried in the step.
struct LinkUse
{
    int from = 0; // device; of a ring: its first one
    int to = 0;
    int count = 1;     // links that behave alike; of a ring: devices on it
    bool ring = false; // or a tree or hierarchy
    AllReduce algorithm = AllReduce::Ring;
    Bytes activations; // per link; of a ring: gradients that each device sends
    Bytes gradients;
    Nanos busy;           // while something is on its way
    double bandwidth = 0; // bytes/s reached, 0: infinite; of a ring: bus bandwidth
    bool slowed = false;
    bool down = false;
};

// Of a message between two stages, as it is planned.
[[nodiscard]] Bytes transferSize(const Plan &plan, const Transfer &transfer);
// As it was recorded, else as it is planned; by row and number of its transfer.
[[nodiscard]] Bytes transferSize(const Snapshot &snapshot, std::size_t row, std::size_t transfer);

// Links that carried something or should have, in order of device. With a device: only its own.
[[nodiscard]] std::vector<LinkUse> linkUses(const Snapshot &snapshot, std::optional<int> device);

// What is on its way in each of columns equal stretches of the step, in bytes/s over all links: the
// busiest instant of the stretch, so that short messages keep their rate at every width.
[[nodiscard]] std::vector<std::array<double, kTrafficCount>>
trafficPeaks(const Snapshot &snapshot, std::optional<int> device, int columns);

} // namespace core
