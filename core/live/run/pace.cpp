// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/live/run/pace.h"

#include "core/live/compute/blas.h"
#include "core/live/compute/kernels.h"
#include "core/live/run/processor_time.h"

#include <algorithm>
#include <memory>

namespace core::live {
namespace {

// Small enough for the nearest cache: what else the processor works on stays where it is.
constexpr int kRows = 32;
constexpr int kWidth = 48;
constexpr int kTimes = 3;
constexpr std::size_t kFunctions = 128;

constexpr std::size_t kOuter = std::size_t{kRows} * kWidth; // elements of a factor, of the product
constexpr std::size_t kInner = std::size_t{kWidth} * kWidth;
constexpr std::size_t kPage = 4096; // bytes

float *atPage(Buffer<float> &memory)
{
    void *at = memory.data();
    std::size_t room = memory.size() * sizeof(float);
    return static_cast<float *>(std::align(kPage, (2 * kOuter + kInner) * sizeof(float), at, room));
}

} // namespace

// All at fixed places of a page: a load that lies in its page where a store before it lies in its
// own waits for that, so that the same work would take another time in every object.
Pace::Pace()
    : m_memory(2 * kOuter + kInner + kPage / sizeof(float)), m_left(atPage(m_memory)),
      m_right(m_left + kOuter), m_result(m_right + kInner)
{
    std::ranges::fill(m_memory.all(), 0.25F);
}

void Pace::work()
{
    multiply<float>({m_result, kRows, kWidth, kWidth}, {m_left, kRows, kWidth, kWidth},
                    Transpose::No, {m_right, kWidth, kWidth, kWidth}, Transpose::No);
    add(m_result, m_left, kOuter);
    gelu(m_result, m_left, kFunctions);
}

std::int64_t Pace::measure()
{
    work(); // brings code and data back, whatever was at work before
    const std::int64_t before = threadProcessorTime();
    for (int i = 0; i < kTimes; ++i)
        work();
    return std::max<std::int64_t>(1, threadProcessorTime() - before);
}

} // namespace core::live
