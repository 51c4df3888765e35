// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/analysis/stage_operations.h"

#include <vector>

namespace core {

// An operation against what the device could do (Williams et al. 2009): FLOPs per byte, and the
// FLOP/s that were reached.
struct RooflinePoint
{
    std::size_t row = 0; // of the costs
    double intensity = 0;
    double reached = 0; // FLOP/s
    bool narrow = false;
};

// The device's limits by its data sheet, and the operations of a visit that have FLOPs and bytes.
struct Roofline
{
    double peak = 0;                   // FLOP/s in the precision of most
    double narrowPeak = 0;             // of fp8; 0: no operation is in it
    double bandwidth = 0;              // bytes/s
    std::vector<RooflinePoint> points; // by intensity

    // What an operation of this intensity can reach at most.
    [[nodiscard]] double roofAt(double intensity, double ofPeak) const;
    // The least intensity at which a peak can be reached.
    [[nodiscard]] double ridge(double ofPeak) const;
};
[[nodiscard]] Roofline rooflineOf(const StageCosts &costs, const Scenario &scenario);

} // namespace core
