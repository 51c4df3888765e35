// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/cost/collective_price.h"
#include "core/plan/plan.h"

#include <array>
#include <vector>

namespace core {

// A ring closes behind its last device.
[[nodiscard]] bool areRingNeighbours(int a, int b, int size);

// The slowest link of a fabric sets its pace; most is 0 where none is slow.
void slow(double &most, double rate);

// How faults affect one algorithm of an all-reduce.
struct AlgorithmState
{
    Fabric fabric;
    bool down = false; // a link that it needs is cut
    int downFrom = -1;
    int downTo = -1;
};

// Who reduces the gradients of some pipeline ranks: all replicas and context partners of each, in
// one ring, tree or hierarchy per tensor partner.
struct GradientRing
{
    std::vector<int> devices; // of the first tensor partner, in the order of the ring
    Members members;
    Fabric healthy; // without slow links
    std::array<AlgorithmState, 4> algorithms;
    // Where states are divided in groups (ParallelSpec::shardingGroup): the rings within them, and
    // among those that have the same share.
    AlgorithmState within;
    std::array<AlgorithmState, 4> across;
    AlgorithmState experts; // the rings of those that hold the same experts

    [[nodiscard]] const AlgorithmState &of(AllReduce algorithm) const
    {
        return algorithms[static_cast<std::size_t>(algorithm)];
    }
    [[nodiscard]] const AlgorithmState &of(BucketReach reach, AllReduce algorithm) const;
};
[[nodiscard]] GradientRing gradientRing(const Plan &plan, const Scenario &scenario,
                                        const std::vector<int> &ranks);

} // namespace core
