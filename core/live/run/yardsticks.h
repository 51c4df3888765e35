// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/live/compute/buffer.h"

#include <cstddef>
#include <cstdint>
#include <functional>
#include <vector>

namespace core::live {

// What the engine is measured by: what threads of this computer do at the best.

// work(0), work(1), … on a thread each, as workers run; until all have ended.
void onWorkers(int workers, const std::function<void(int)> &work);

// memcpy of the messages of a ring all-reduce: each worker copies, piece by piece, as many bytes as
// it would receive, from where its neighbour has just written them. They wait for each other once
// in each all-reduce, not in each of its steps.
class CopiesAround
{
public:
    // Bytes that each worker holds.
    CopiesAround(int workers, std::size_t bytes);
    void run(int times);

private:
    struct Worker
    {
        Buffer<std::byte> even;
        Buffer<std::byte> odd;
    };
    std::vector<Worker> m_workers;
    std::size_t m_piece;
};

// ns that a thread takes to wake another one with a condition variable and nothing else: the
// quickest of many, as handOffTime() takes it for a message. Takes up to 60 ms.
[[nodiscard]] std::int64_t wakeTime();

} // namespace core::live
