// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/median.h"
#include "core/base/text.h"

#include <algorithm>
#include <chrono>
#include <ctime>
#include <string>
#include <vector>

namespace app {

// Of this process, which works in one thread here: others on a busy machine do not count, and a
// long piece of work is not slowed more than a short one by being put off.
template <class Work>
double processorSecondsOf(Work work)
{
    const std::clock_t begin = std::clock();
    work();
    return static_cast<double>(std::clock() - begin) / CLOCKS_PER_SEC;
}

// The same of the calling thread alone: where others share its work, piece by piece, what a person
// waits for when the machine is free. Elsewhere the time of all.
template <class Work>
double ownSecondsOf(Work work)
{
#ifdef CLOCK_THREAD_CPUTIME_ID
    const auto now = [] {
        std::timespec time{};
        ::clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
        return static_cast<double>(time.tv_sec) + 1e-9 * static_cast<double>(time.tv_nsec);
    };
    const double begin = now();
    work();
    return now() - begin;
#else
    return processorSecondsOf(work);
#endif
}

// As a person waits.
template <class Work>
double secondsOf(Work work)
{
    const auto begin = std::chrono::steady_clock::now();
    work();
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
}

struct Medians
{
    double work = 0; // seconds
    double yardstick = 0;
};

// In turn, so that a machine that changes its clock slows both.
template <class Work, class Yardstick>
Medians mediansOf(int repetitions, Work work, Yardstick yardstick)
{
    std::vector<double> works;
    std::vector<double> yardsticks;
    work();
    yardstick();
    for (int i = 0; i < repetitions; ++i) {
        works.push_back(work());
        yardsticks.push_back(yardstick());
    }
    return {core::medianOf(works), core::medianOf(yardsticks)};
}

inline std::string millisecondsText(double seconds)
{
    return core::figureOf(core::nanosFromSeconds(seconds)).text();
}

} // namespace app
