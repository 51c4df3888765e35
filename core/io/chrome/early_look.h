// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/analysis/recording.h"

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <functional>
#include <new>
#include <utility>

namespace core {

// For whoever does not want to wait until all of a recorded run is read.
struct EarlyLook
{
    // What has been read so far, from time to time, on the reader's thread; none: nobody looks.
    std::function<void(Recording)> show = {};
    std::chrono::milliseconds patience{100}; // until the first time, and between two of them
};

// When to look: so seldom, too, that to make what is shown takes a tenth of the time at most.
class EarlyLooks
{
public:
    explicit EarlyLooks(EarlyLook look)
        : m_look(std::move(look)), m_next(Clock::now() + m_look.patience)
    {}

    // After each event that was read.
    [[nodiscard]] bool isDue()
    {
        constexpr int kEvents = 1024; // between two looks at the clock: some 200 kB
        return m_look.show && ++m_events % kEvents == 0 && Clock::now() >= m_next;
    }
    // make: gives the recording.
    template <class Make>
    void look(const Make &make)
    {
        const Clock::time_point begin = Clock::now();
        try {
            Recording recording = make();
            if (recording.trace.stop > 0)
                m_look.show(std::move(recording));
        } catch (const std::bad_alloc &) {
            m_look.show = {}; // the memory may do for the run alone
        }
        const Clock::time_point end = Clock::now();
        m_next = end + std::max<Clock::duration>(m_look.patience, 9 * (end - begin));
    }

private:
    using Clock = std::chrono::steady_clock; // nothing that is read depends on it

    EarlyLook m_look;
    Clock::time_point m_next;
    std::int64_t m_events = 0;
};

} // namespace core
