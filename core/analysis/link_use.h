// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/analysis/recording.h"
#include "core/analysis/snapshot.h"
#include "core/cost/layer_traffic.h"

#include <array>
#include <optional>
#include <vector>

namespace core {

enum class Traffic : std::uint8_t { Activations, Gradients, Collectives };
constexpr int kTrafficCount = 3;

// What one link, or one ring, carried in the step.
struct LinkUse
{
    int from = 0; // device; of a ring: its first one
    int to = 0;
    int count = 1;                            // links that behave alike; of a ring: devices on it
    bool ring = false;                        // or a tree or hierarchy
    std::optional<PartnerKind> partners = {}; // of a collective within visits; else of gradients
    int stride = 1;                           // of a ring: from each device to the next
    bool experts = false;                     // ring of the gradients of experts
    int alike = 1;                            // rings that behave alike, this one included
    AllReduce algorithm = AllReduce::Ring;
    Bytes activations; // per link; of a ring: what each device sends, in gradients
    Bytes gradients;
    Nanos busy;           // while something is on its way
    double bandwidth = 0; // bytes/s reached, 0: infinite; of a ring: bus bandwidth
    bool slowed = false;
    bool down = false;
};

// Of a message between two stages, as it is planned.
[[nodiscard]] Bytes transferSize(const Plan &plan, const Transfer &transfer);
// As it was recorded, else as it is planned; by row and number of its transfer. 0: neither.
[[nodiscard]] Bytes transferSize(const RunView &run, std::size_t row, std::size_t transfer);

// What one device exchanges within a visit of each stage, by [stage * kOpCount + Op].
[[nodiscard]] std::vector<LayerTraffic> visitTraffic(const Snapshot &snapshot);

// Links that carried something or should have, in order of device. With a device: only its own.
[[nodiscard]] std::vector<LinkUse> linkUses(const Snapshot &snapshot, std::optional<int> device);

// What is sent in each of columns equal stretches of the step, in bytes/s over all links: the mean
// of the stretch, so that the area under the chart is the bytes. A collective within a visit is
// spread evenly over the visit. With a device: messages it sends or receives, and its own share of
// collectives.
[[nodiscard]] std::vector<std::array<double, kTrafficCount>>
trafficMeans(const Snapshot &snapshot, std::optional<int> device, int columns);

} // namespace core
