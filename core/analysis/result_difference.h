// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/analysis/snapshot.h"

#include <array>

namespace core {

// What all devices together put on links and rings in a step that runs to its end.
[[nodiscard]] Bytes sentInStep(const Snapshot &snapshot);

// Of each cause of idle time the mean over devices.
[[nodiscard]] std::array<Nanos, kIdleCauseCount> meanIdle(const Snapshot &snapshot);

// What two steps have in common: only of equal work is one of them faster.
enum class EqualWork : std::uint8_t {
    Step,  // the same samples pass the same model
    Model, // other samples pass the same model: a token, or a sample, is the same work
    None   // another model, or forward alone against training
};
[[nodiscard]] EqualWork equalWork(const Scenario &first, const Scenario &second);

// Each figure is that of the second result less that of the first.
struct ResultDifference
{
    bool firstRuns = true; // to the end: it fits, and no link is cut
    bool secondRuns = true;
    Bytes peakMemory; // of the fullest device of each
    MemoryParts atPeak;
    int inFlight = 0; // micro-batches kept at once, on the fullest device of each
    int fullest = 0;  // the fullest device of the one that needs more
    // Of two that run:
    Nanos step;
    Breakdown parts; // means over devices: they sum to the difference of the steps, but for
                     // rounding
    std::array<Nanos, kIdleCauseCount> idle; // likewise, of parts.idle and what waits for gradients
    double busyShare = 0;
    Bytes sentFirst; // themselves, not their difference
    Bytes sentSecond;

    // Neither time nor memory nor bytes sent differ.
    [[nodiscard]] bool isNone() const;
};
[[nodiscard]] ResultDifference resultDifference(const Snapshot &first, const Snapshot &second);

} // namespace core
