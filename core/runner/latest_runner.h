// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/sim/snapshot.h"

#include <condition_variable>
#include <functional>
#include <mutex>
#include <optional>
#include <stop_token>
#include <thread>

namespace core {

// Simulates on a thread of its own; of several requests only the newest is answered, and a run
// that a newer request overtakes is stopped.
class LatestRunner
{
public:
    struct Answer
    {
        std::uint64_t request = 0; // the number that request() returned
        Result<SnapshotPtr> result;
    };
    // Called on the runner's thread, never for an overtaken request.
    using Callback = std::function<void(Answer)>;

    explicit LatestRunner(Callback callback);
    ~LatestRunner();
    LatestRunner(const LatestRunner &) = delete;
    LatestRunner &operator=(const LatestRunner &) = delete;

    std::uint64_t request(Scenario scenario);
    void cancel(); // nothing asked for so far is answered any more

private:
    void loop(std::stop_token stop);

    Callback m_callback;
    std::mutex m_mutex;
    std::condition_variable_any m_wake;
    std::optional<Scenario> m_pending;
    std::uint64_t m_newest = 0;
    std::stop_source m_current;
    std::jthread m_thread; // last member: starts last, joins first
};

} // namespace core
