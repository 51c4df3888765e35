// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/live/run/pace.h"
#include "core/live/session/at_pace.h"

#include <cstdint>
#include <functional>
#include <limits>
#include <vector>

namespace core::live {

// Processor time of work on this thread, told for one pace, so that what is measured now can be
// held against what is measured later.
class PacedTimer
{
public:
    PacedTimer();

    // ns that the pace takes where the times hold.
    [[nodiscard]] double reference() const { return m_reference; }

    // Work that is measured now and again, among others, in stretches of calls that are long enough
    // for the clock: a while in which something else hinders the processor, and the work more than
    // the pace, then meets few stretches of each.
    struct Stretches
    {
        int calls = 0;                   // of a stretch, once it is known how long one takes
        std::vector<AtPace<double>> all; // paces that a call takes
    };
    void measure(const std::function<void()> &work, int stretches, Stretches &into);
    [[nodiscard]] double timeOf(const Stretches &stretches) const; // ns of a call, lower quartile

private:
    Pace m_pace;
    double m_reference = 1;
    std::int64_t m_fastest = std::numeric_limits<std::int64_t>::max(); // pace so far
};

} // namespace core::live
