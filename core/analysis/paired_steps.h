// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/units.h"

#include <cstdint>

namespace core {

// What two steps that are watched at once have in common.
enum class Pace : std::uint8_t {
    ClockTime, // both began together; the shorter one stands still at its end
    Progress   // both are through with the same share of their step
};

// Two steps on one clock. An end of 0: nothing runs, and the other one has the clock for itself.
struct PairedSteps
{
    Nanos first; // ends
    Nanos second;
    Pace pace = Pace::ClockTime;

    // Of the clock: of the longer step, or, at the same progress, of the second.
    [[nodiscard]] Nanos end() const;
    // Of each step, for a moment of the clock within [0, end()].
    [[nodiscard]] Nanos momentOfFirst(Nanos clock) const { return momentOf(first, clock); }
    [[nodiscard]] Nanos momentOfSecond(Nanos clock) const { return momentOf(second, clock); }
    // The moment of the clock at which a step that ends at stop, one of the two, has come so far.
    [[nodiscard]] Nanos clockOf(Nanos stop, Nanos moment) const;

private:
    [[nodiscard]] Nanos momentOf(Nanos stop, Nanos clock) const;
};

} // namespace core
