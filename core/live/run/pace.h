// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/live/compute/buffer.h"

#include <cstdint>

namespace core::live {

// How fast the processor is at this moment: a fixed piece of work, a product and some elements of
// the kernels between products. A core that shares its units with another one, or whose clock rate
// changes, needs up to twice the processor time for the same work; what is measured beside a pace
// can be told for another one.
class Pace
{
public:
    Pace();

    // ns of processor time that the work takes now; some tens of microseconds.
    [[nodiscard]] std::int64_t measure();

private:
    void work();

    Buffer<float> m_memory;
    float *m_left;
    float *m_right;
    float *m_result;
};

// Of two paces around a stretch of work: the speed did not change on the way.
[[nodiscard]] constexpr bool isCalm(std::int64_t before, std::int64_t after)
{
    constexpr double kMost = 1.15;
    return static_cast<double>(before) < kMost * static_cast<double>(after) &&
           static_cast<double>(after) < kMost * static_cast<double>(before);
}

} // namespace core::live
