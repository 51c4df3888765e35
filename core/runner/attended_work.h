// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <condition_variable>
#include <mutex>
#include <optional>
#include <stop_token>
#include <thread>
#include <utility>

namespace core {

// Calls work(stop_token) on a thread of its own, and goesOn() on this one every so often until it
// is done. When that says no, the work is asked to stop; its result is returned all the same.
template <class Work, class GoesOn>
auto attendedWork(const Work &work, const GoesOn &goesOn,
                  std::chrono::milliseconds patience = std::chrono::milliseconds(20))
{
    using Outcome = decltype(work(std::stop_token{}));
    std::optional<Outcome> outcome;
    std::mutex mutex;
    std::condition_variable done;
    std::jthread worker([&](const std::stop_token &stop) {
        Outcome result = work(stop);
        {
            const std::lock_guard lock(mutex);
            outcome = std::move(result);
        }
        done.notify_one();
    });
    std::unique_lock lock(mutex);
    while (!done.wait_for(lock, patience, [&] { return outcome.has_value(); })) {
        lock.unlock(); // what is asked may take its time
        if (!goesOn())
            worker.request_stop();
        lock.lock();
    }
    return std::move(*outcome);
}

} // namespace core
