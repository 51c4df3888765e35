// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/live/run/pace.h"

#include <functional>

namespace core::live {

// Processor time of work on this thread, told for one pace, so that what is measured now can be
// held against what is measured later.
class PacedTimer
{
public:
    PacedTimer();

    // ns that the pace takes where the times hold.
    [[nodiscard]] double reference() const { return m_reference; }
    // ns of one call, median of so many stretches of calls that are long enough for the clock.
    [[nodiscard]] double medianTime(const std::function<void()> &work, int stretches);

private:
    Pace m_pace;
    double m_reference = 1;
};

} // namespace core::live
