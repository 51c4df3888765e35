// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/units.h"
#include "core/sweep/sweep_plan.h"

#include <cstdint>
#include <stop_token>
#include <string>
#include <vector>

namespace core {

// What a sweep keeps of a step that was simulated: the same numbers as in Metrics, bit for bit.
struct PointFigures
{
    Nanos step;
    std::int64_t devices = 0;
    std::int64_t samples = 0; // of the global batch
    std::int64_t tokens = 0;  // of all of them
    double samplesPerSecond = 0;
    double tokensPerSecondPerDevice = 0;
    double modelFlopsUtilization = 0;
    double hardwareFlopsUtilization = 0;
    double busyShare = 0;
    double idleShare = 0;
    double idleOverIdeal = 0; // the bubble as papers give it
    double gradientSyncShare = 0;
    Bytes memory;              // of the fullest device, at its peak
    Bytes capacity;            // of a device
    Bytes sent;                // by all devices in the step
    double dollarsPerHour = 0; // of one device; 0: not known
    double watts = 0;          // the same

    bool operator==(const PointFigures &) const = default;
};

enum class PointState : std::uint8_t {
    Runs,
    DoesNotFit, // figures have memory and capacity
    Stops,      // a cut link
    CannotBe    // figures have nothing
};

struct SweepPoint
{
    std::size_t index = 0;
    PointState state = PointState::CannotBe;
    std::string reason;               // of a point that does not run, as a sentence
    std::vector<std::string> changed; // as PointScenario has it
    PointFigures figures;

    bool operator==(const SweepPoint &) const = default;
};

// Made and simulated by itself. After a stop request it may be CannotBe with the reason
// "cancelled".
[[nodiscard]] SweepPoint pointAt(const SweepPlan &plan, std::size_t index,
                                 const std::stop_token &stop = {});

} // namespace core
