// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/analysis/snapshot.h"

#include <string>

namespace core {

// The speeds of one link, bytes/s in one direction; 0: infinite. They differ, so each is named
// wherever it is shown.
struct LinkSpeed
{
    double sheet = 0;   // the nominal speed; with a fault, what the fault leaves of it
    double reached = 0; // what messages between its two ends get
};
[[nodiscard]] LinkSpeed linkSpeed(const Snapshot &snapshot, int fromDevice, int toDevice);
// "300 GB/s on the data sheet, 213 GB/s reached"
[[nodiscard]] std::string linkSpeedText(const LinkSpeed &speed);

// The speeds of a collective over the devices of a group of Plan::sync, in the words of NCCL's
// tests: what it moves of the array in a second is not what its links carry.
struct RingSpeed
{
    double bus = 0;       // bytes/s that each device sends while a large bucket is on its way
    double algorithm = 0; // bytes/s of the array: bus n / (2 (n - 1)), for one pass n / (n - 1)
    // Bytes/s on all links of the rings that tensor partners have of their own: bus n x partners.
    double allLinks = 0;
    int devices = 1;
};
// Of the largest gradient bucket, start and steps included; zeros where nothing is shared.
[[nodiscard]] RingSpeed ringSpeed(const Snapshot &snapshot, int group);
// "each GPU sends 196 GB/s (bus bandwidth), 112 GB/s of gradients (algorithm bandwidth)"
[[nodiscard]] std::string ringSpeedText(const RingSpeed &speed);

} // namespace core
