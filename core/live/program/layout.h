// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/cost/network_work.h"
#include "core/live/compute/gradient_sum.h"
#include "core/live/network/slices.h"
#include "core/schedule/schedule.h"

#include <cstdint>
#include <vector>

namespace core::live {

constexpr int kMostDevices = 64; // threads of one process

enum class SumBy : std::uint8_t { Ring, Tree };

// How a network is split over devices, and the order in which it is worked on.
struct Layout
{
    NetworkSpec network;
    ScheduleOrder order = {};      // of one replica
    std::vector<Range> units = {}; // per stage
    int replicas = 1;
    int partners = 1;           // tensor parallel
    int samples = 1;            // of a micro-batch
    int shards = 0;             // ZeRO stage: 0 to 3
    bool shareGradients = true; // false: replicas drift apart
    bool overlap = true;        // of sharing gradients and backward passes
    SumBy sumBy = SumBy::Ring;
    std::size_t bucket = 6'553'600; // elements that are shared at once, at least a unit
    Accumulation accumulation = Accumulation::Plain;
    bool keepGradients = false; // behind the update, for those who look at them

    [[nodiscard]] int ranks() const { return order.ranks; }
    [[nodiscard]] int devices() const { return replicas * ranks() * partners; }
    [[nodiscard]] int device(int replica, int rank, int partner) const
    {
        return (replica * ranks() + rank) * partners + partner;
    }
    [[nodiscard]] int replicaOf(int device) const { return device / (ranks() * partners); }
    [[nodiscard]] int rankOf(int device) const { return device / partners % ranks(); }
    [[nodiscard]] int partnerOf(int device) const { return device % partners; }
    [[nodiscard]] int stageOf(int unit) const;
    // Samples of a step, over all replicas.
    [[nodiscard]] std::int64_t batch() const
    {
        return std::int64_t{replicas} * order.microBatches * samples;
    }
};

// Refuses what cannot be run: more stages than units, more partners than heads or columns.
[[nodiscard]] Status check(const Layout &layout);

// Where the weights of a device lie: its units one behind the other, stage by stage.
struct HeldUnit
{
    int unit = 0;
    int stage = 0;
    UnitSlices slices;
    std::size_t offset = 0; // in the device's weights
};
struct Holding
{
    std::vector<HeldUnit> units;
    std::size_t size = 0;

    [[nodiscard]] const HeldUnit *find(int unit) const;
};
[[nodiscard]] Holding holdingOf(const Layout &layout, int device);

// Devices that hold the stage for the same tensor partner, in the order of their ring: replica by
// replica, in each the ranks that hold it.
[[nodiscard]] std::vector<int> holdersOf(const Layout &layout, int stage, int partner);

// Sizes of what a micro-batch hands from unit to unit, and of what partners share in it.
[[nodiscard]] std::size_t outputSize(const Layout &layout, int unit);
struct PassShape
{
    int parts = 1;
    bool gathers = false; // partners gather blocks; else they add up
    std::size_t size = 0; // of what they share
};
[[nodiscard]] PassShape passShape(const Layout &layout, int unit, UnitPass pass);

// Units per stage by parameters: the largest stage is as small as can be, then the sum of squares,
// then the first sizes.
[[nodiscard]] std::vector<Range> balancedUnits(const NetworkSpec &network, int stages);

} // namespace core::live
