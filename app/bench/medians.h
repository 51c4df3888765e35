// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/text.h"

#include <algorithm>
#include <chrono>
#include <string>
#include <vector>

namespace app {

template <class Work>
double secondsOf(Work work)
{
    const auto begin = std::chrono::steady_clock::now();
    work();
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
}

inline double median(std::vector<double> values)
{
    std::ranges::sort(values);
    return values[values.size() / 2];
}

struct Medians
{
    double work = 0; // seconds
    double yardstick = 0;
};

// In turn, so that a busy machine slows both.
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
    return {median(works), median(yardsticks)};
}

inline std::string millisecondsText(double seconds)
{
    return core::figureOf(core::nanosFromSeconds(seconds)).text();
}

} // namespace app
