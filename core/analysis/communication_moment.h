// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/analysis/snapshot.h"

#include <optional>
#include <vector>

namespace core {

struct TransferMoment
{
    int fromDevice = 0;
    int toDevice = 0;
    int microBatch = 0;
    bool gradient = false;
    double progress = 0; // 0 leaving, 1 arriving
};
// Messages in flight at this instant, over all devices.
[[nodiscard]] std::vector<TransferMoment> transfersAt(const Snapshot &snapshot, Nanos time);

// An all-reduce at one instant. On a ring, step k of 2(n-1): in steps 0 to n-2 chunks are summed
// up, in the others the finished sums go round. In step k, ring position i sends chunk (i - k)
// mod n. On a tree the first half goes up, the second down.
struct CollectiveMoment
{
    int pipelineRank = 0;
    int bucket = 0;
    int buckets = 1;
    AllReduce algorithm = AllReduce::Ring;
    int ringSize = 1;
    int step = 0;
    int steps = 1;
    int ringStep = 0;     // of a whole all-reduce: a gather of weights begins in the middle
    bool weights = false; // gathered
    double progress = 0;  // of the step
};
[[nodiscard]] std::optional<CollectiveMoment> collectiveAt(const Snapshot &snapshot,
                                                           int pipelineRank, Nanos time);

} // namespace core
