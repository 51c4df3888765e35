// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/scenario/scenario.h"

namespace core {

// What collectives run on. Rates are bytes/s per device and direction.
struct Fabric
{
    double inNode = 0;  // what rings of many devices within a node approach
    double network = 0; // a device's own card, or its share of the node's
    double inStep = 0;  // seconds, one step of a ring within a node
    double networkStep = 0;
    double start = 0;       // seconds
    double fill = 0;        // seconds per root of a byte, at kFillRate
    double ends = 0;        // a ring of n reaches 1 - ends / n of the limit
    double mostInNode = 0;  // bytes/s of the slowest link on the way, 0: none is slowed
    double mostBetween = 0; // the same of those between nodes
    double addRate = 0;     // bytes/s at which received sums are added; 0: no time is lost for it
    double addStep = 0;     // seconds before each of these sums
    bool takesSums = false; // the last of a ring adds all, and clears what it added
    bool allRails = true;   // a ring over nodes uses the cards of all its members in a node
    int devicesPerNode = 8;
};
[[nodiscard]] Fabric fabricOf(const Scenario &scenario);
// Of tensor partners, whose summands were just multiplied and lie near.
[[nodiscard]] Fabric fabricOfPartners(const Scenario &scenario);

// What the partners of one pipeline rank exchange over, where faulty links make a difference.
struct PartnerFabrics
{
    Fabric tensor;
    Fabric context;
    Fabric experts;
};

// A collective of so many devices, of which the same number is in each node.
struct Members
{
    double devices = 1;
    double inNode = 1;

    [[nodiscard]] double nodes() const;
};

// Members of the data exchange (over context partners too), of a tensor group and so on, when each
// lies next to the other at this stride.
[[nodiscard]] Members membersAt(double devices, double stride, const Fabric &fabric);
// Of these, the ones that hold the same experts: every one at a multiple of the expert partners.
[[nodiscard]] Members holdersOfExperts(const Members &members, int expertPartners);

// What each device of a ring gets of it, bytes/s.
[[nodiscard]] double ringBandwidth(const Members &members, const Fabric &fabric);

// Seconds, of an array of this many bytes in full. base + steps + (n-1)/n S / bandwidth + fill;
// an all-reduce passes the ring twice.
[[nodiscard]] double allReduceSeconds(double bytes, const Members &members, const Fabric &fabric);
[[nodiscard]] double allGatherSeconds(double bytes, const Members &members, const Fabric &fabric);
// The same bytes over the same ring, and added where they arrive.
[[nodiscard]] double reduceScatterSeconds(double bytes, const Members &members,
                                          const Fabric &fabric);
// Bytes that each device sends to others of its node, and at the same time over its own card, the
// same to each of them. A slow link carries what its two ends have for each other.
[[nodiscard]] double exchangeSeconds(double within, double beyond, const Members &members,
                                     const Fabric &fabric);
// Each device keeps 1/n of what it has and sends the rest, at most over its own card.
[[nodiscard]] double allToAllSeconds(double bytes, const Members &members, const Fabric &fabric);
// Double binary tree over the nodes, a chain within each: fewer steps than a ring, so it wins over
// many nodes. start + 2 depth + 2 S / (0.92 bandwidth) + fill (NCCL, tuning.cc); between two nodes,
// where each is the only child of the other, half of these bytes.
[[nodiscard]] double treeAllReduceSeconds(double bytes, const Members &members,
                                          const Fabric &fabric);
// Reduce-scatter within the node, all-reduce of each part between nodes, all-gather.
[[nodiscard]] double hierarchicalAllReduceSeconds(double bytes, const Members &members,
                                                  const Fabric &fabric);

// The algorithm that this rule selects, and its duration.
struct AllReducePrice
{
    AllReduce algorithm = AllReduce::Ring; // never Quickest
    double seconds = 0;
};
[[nodiscard]] AllReducePrice allReducePrice(AllReduce rule, double bytes, const Members &members,
                                            const Fabric &fabric);

// What each device sends in sequence, and so the steps that a picture of it has: 2 (n - 1) of a
// ring; up and down a tree; within the node, over the nodes, within the node.
[[nodiscard]] int allReduceSteps(AllReduce algorithm, const Members &members);

// Share of the array that each device sends: 2(n-1)/n in an all-reduce.
[[nodiscard]] Bytes ringAllReduceBytesSent(Bytes size, int devices);

} // namespace core
