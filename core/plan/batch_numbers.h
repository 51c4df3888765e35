// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace core {

// The number of a micro-batch on its token and in sentences, from 1. It is counted over all
// replicas, so that every token of a picture has a number of its own. Among more devices than have
// cards or tiles, pictures stand for replicas whose micro-batches differ in that number alone:
// there it is counted within a replica, for every token and in every sentence. A replica with a
// single micro-batch would always say 1, so that its number stays that of the replica.
struct BatchNumbers
{
    int devices = 1;
    int replicas = 1;
    int microBatches = 1; // of a replica

    static constexpr int kMostOverAll = 256; // devices, as scene_tiles

    [[nodiscard]] constexpr bool areWithinReplica() const
    {
        return devices > kMostOverAll && replicas > 1 && microBatches > 1;
    }
    // Both from 0.
    [[nodiscard]] constexpr int of(int replica, int microBatch) const
    {
        return (areWithinReplica() ? 0 : replica * microBatches) + microBatch + 1;
    }
    // How many different ones there are.
    [[nodiscard]] constexpr int count() const
    {
        return areWithinReplica() ? microBatches : replicas * microBatches;
    }
};

} // namespace core
