// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/analysis/snapshot.h"

#include <optional>
#include <vector>

namespace core {

// The state of one device at one instant: what a card, a tooltip and the caption show.
enum class DeviceState : std::uint8_t {
    Working,       // span and progress say at what
    Waiting,       // wait says for whom
    Sharing,       // its gradients are on the ring and it has nothing else to do
    Done,          // nothing is left for it in this step
    Stopped,       // a cut link ended the step
    DoesNotFit,    // nothing runs
    OthersDoNotFit // nothing runs, and it is not for this one
};

struct KeptActivation
{
    int microBatch = 0;
    int stage = 0;
};

struct DeviceMoment
{
    int device = 0;
    int row = 0;
    DeviceState state = DeviceState::Done;
    Span span;
    double progress = 0;              // of the span, 0 to 1
    const WaitDetail *wait = nullptr; // owned by the snapshot
    int awaitedDevice = -1;           // in the device's own replica where that makes sense
    int activeLayer = -1;             // index into Plan::layers
    std::vector<KeptActivation> kept; // oldest first, without the one being worked on
    MemoryParts memory;
    Nanos busy;           // since the start of the step
    double busyShare = 0; // of the time up to now
};

[[nodiscard]] DeviceMoment deviceMoment(const Snapshot &snapshot, int device, Nanos time);

} // namespace core
