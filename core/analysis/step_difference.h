// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/analysis/recording.h"

#include <array>
#include <optional>
#include <vector>

namespace core {

// The same quantity of two runs.
struct Compared
{
    Nanos predicted;
    Nanos measured;

    [[nodiscard]] Nanos difference() const { return measured - predicted; }
    // Of the prediction: 0.04 is 4 % more than predicted. Nothing if nothing was predicted.
    [[nodiscard]] std::optional<double> error() const
    {
        if (predicted.count == 0)
            return measured.count == 0 ? std::optional(0.0) : std::nullopt;
        return static_cast<double>(difference().count) / static_cast<double>(predicted.count);
    }
    bool operator==(const Compared &) const = default;
};

using ComparedKinds = std::array<Compared, kSpanKindCount>; // by SpanKind

struct DeviceDifference
{
    int device = 0;
    Compared busy;       // everything but waiting
    ComparedKinds kinds; // of its first stream; they sum to the step of each run
    Compared sync;       // of its waits: those for gradients that are shared
};

struct StepDifference
{
    Compared step;
    std::vector<DeviceDifference> devices; // that both runs have, in order
    Compared busy;                         // of these, in sum
    ComparedKinds kinds;                   // likewise
    Compared sync;                         // likewise
    int onlyPredicted = 0;                 // devices that the other run has not
    int onlyMeasured = 0;
};

// How far a measured step is from the predicted one: as a whole, by device and by kind of work.
// O(spans).
[[nodiscard]] StepDifference stepDifference(const RunView &predicted, const RunView &measured);

} // namespace core
