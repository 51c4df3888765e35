// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/analysis/snapshot.h"

#include <optional>
#include <string>
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

struct TransferMoment
{
    int fromDevice = 0;
    int toDevice = 0;
    int microBatch = 0;
    bool gradient = false;
    double progress = 0; // 0 leaving, 1 arriving
};
// Messages on their way at this instant, over all devices.
[[nodiscard]] std::vector<TransferMoment> transfersAt(const Snapshot &snapshot, Nanos time);

// An all-reduce at one instant. On a ring, step k of 2(n-1): in steps 0 to n-2 chunks are summed
// up, in the others the finished sums go round. In step k, ring position i sends chunk (i - k)
// mod n. On a tree the first half goes up, the second down.
struct CollectiveMoment
{
    int pipelineRank = 0;
    int bucket = 0;
    int buckets = 1;
    AllReduce way = AllReduce::Ring;
    int ringSize = 1;
    int step = 0;
    int steps = 1;
    int ringStep = 0;     // of a whole all-reduce: a gather of weights begins in the middle
    bool weights = false; // gathered
    double progress = 0;  // of the step
};
[[nodiscard]] std::optional<CollectiveMoment> collectiveAt(const Snapshot &snapshot,
                                                           int pipelineRank, Nanos time);

// Memory of a row over time: each step holds until the next; the first is at 0.
struct MemoryStep
{
    Nanos time;
    MemoryParts parts;
};
[[nodiscard]] std::vector<MemoryStep> memorySteps(const Snapshot &snapshot, int row);

// Something that begins: work, a wait for a slow device or for all others, a gradient bucket on its
// ring and, where there are few, each step of a ring. Where next event and previous event go.
struct Event
{
    Nanos time;
    int row = 0;
    Span span = {};      // that begins here; kind Wait with time == stop: the end of the step
    int collective = -1; // index into Trace::collectives of a ring's event; -1: a row's
    int ringStep = 0;
};
[[nodiscard]] std::optional<Event> nextEvent(const Snapshot &snapshot, Nanos after, int row = -1);
[[nodiscard]] std::optional<Event> previousEvent(const Snapshot &snapshot, Nanos before,
                                                 int row = -1);
// "GPU 3 starts the forward pass of micro-batch 5"; empty after the end of the step.
[[nodiscard]] std::string nextEventSentence(const Snapshot &snapshot, Nanos after);

// One visit of a layer (of a model with named layers) or of a stage by a batch, in order of time,
// then of device: what the Events tab and --events list.
struct Visit
{
    Nanos begin;
    Nanos end;
    int device = 0;
    int microBatch = 0; // numbered over all replicas, from 1
    std::string name;   // "batch1-layerA", "batch3-layers9-16-backward"
};
[[nodiscard]] std::vector<Visit> visits(const Snapshot &snapshot, std::size_t limit = 2'000'000);

// "idle 0.84 s: waiting for the gradient of micro-batch 2 from GPU 1"; for hover and messages.
[[nodiscard]] std::string waitSentence(const Snapshot &snapshot, int device, const Span &span);

} // namespace core
