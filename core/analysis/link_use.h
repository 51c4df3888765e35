// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/analysis/recording.h"
#include "core/analysis/snapshot.h"
#include "core/cost/layer_traffic.h"

#include <optional>
#include <vector>

namespace core {

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
// Of these, the visit of a span; nullptr: it is none.
[[nodiscard]] const LayerTraffic *trafficOf(const std::vector<LayerTraffic> &visits, SpanTag tag);

// The row stands for this device; without a device any row does.
[[nodiscard]] bool holds(const RowPlan &row, std::optional<int> device);

// Of each row, the devices that send what it sends.
struct Senders
{
    std::vector<int> count;    // 0: what its devices send is noted at the partners they wait for
    std::vector<bool> include; // the device, which is any of them where none is asked for
};
[[nodiscard]] Senders sendersOf(const Snapshot &snapshot, std::optional<int> device);

// Links that carried something or should have, in order of device. With a device: only its own.
[[nodiscard]] std::vector<LinkUse> linkUses(const Snapshot &snapshot, std::optional<int> device);

} // namespace core
