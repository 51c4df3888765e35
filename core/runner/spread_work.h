// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <algorithm>
#include <atomic>
#include <cstddef>
#include <mutex>
#include <stop_token>
#include <thread>
#include <utility>
#include <vector>

namespace core {

// Threads that this machine runs at once; at least one.
[[nodiscard]] inline int coreCount()
{
    return std::max(1, static_cast<int>(std::thread::hardware_concurrency()));
}

// Calls compute(index) for every index below count, each once, on so many threads, the calling one
// among them, and hands each value to deliver(index, value): one at a time, in the order in which
// they are done. compute must not throw. Returns when all are delivered, or after a stop request
// when those that had begun are; true: all are.
template <class Compute, class Deliver>
bool spreadWork(std::size_t count, int threads, const std::stop_token &stop, const Compute &compute,
                const Deliver &deliver)
{
    std::atomic<std::size_t> next = 0;
    std::mutex delivering;
    std::size_t delivered = 0;
    const auto work = [&] {
        while (!stop.stop_requested()) {
            const std::size_t index = next.fetch_add(1);
            if (index >= count)
                return;
            auto value = compute(index);
            const std::lock_guard lock(delivering);
            ++delivered;
            deliver(index, std::move(value));
        }
    };
    {
        std::vector<std::jthread> others;
        const std::size_t most = std::min(count, static_cast<std::size_t>(std::max(1, threads)));
        for (std::size_t i = 1; i < most; ++i)
            others.emplace_back(work);
        work();
    }
    return delivered == count;
}

} // namespace core
