// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace core {

struct Plan;

// Whom a row of a trace stands for: what is needed to show it without the plan that it came from.
struct RowInfo
{
    std::string label = {}; // empty: named after its device
    std::vector<int> devices =
        {}; // ascending, that behave alike: what the row shows holds for each
    std::vector<int> replicas = {}; // of each of them
    std::int32_t rank = 0;          // along the pipeline
    std::int32_t replicaClass = 0;  // replicas that behave alike; without folding, the replica
    std::int32_t lead = -1;         // the row that sets its pace; its own, or -1: nobody sets it
    std::int32_t stream = 0;        // of the device: 0 computes, others run beside it
    std::int32_t group = -1;        // of Collective, in which it takes part; -1: in none
    double speed = 1;               // of its tensor group: the slowest partner's, 1 is healthy
    double ownSpeed = 1;            // of these devices

    bool operator==(const RowInfo &) const = default;
};

// What a whole trace is about, where no plan says it.
struct TraceShape
{
    int ranks = 1; // of the pipeline
    int replicas = 1;
    int microBatches = 1; // of a replica
    int stages = 1;

    bool operator==(const TraceShape &) const = default;
};

// The rows and the shape that a simulation of the plan has.
[[nodiscard]] std::vector<RowInfo> rowInfos(const Plan &plan);
[[nodiscard]] TraceShape shapeOf(const Plan &plan);

} // namespace core
