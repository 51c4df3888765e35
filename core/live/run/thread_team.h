// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/live/run/team.h"
#include "core/live/run/thread_transport.h"

#include <atomic>
#include <thread>

namespace core::live {

// Devices as threads of this process.
template <class Real>
class ThreadTeam final : public Team<Real>
{
public:
    // The layout must have passed check(), and checkRoom() have found room. Links: none cut. Throws
    // std::bad_alloc where there is no memory for the weights, and std::system_error where there
    // are no more threads.
    ThreadTeam(Layout layout, const OptimizerSpec &optimizer, SampleSource samples,
               const LinkBetween &links);
    ~ThreadTeam() override;
    ThreadTeam(const ThreadTeam &) = delete;
    ThreadTeam &operator=(const ThreadTeam &) = delete;

    [[nodiscard]] StepOutcome step(const Costs &costs, const std::stop_token &stop = {}) override;
    [[nodiscard]] std::vector<int> devicesHere() const override;
    [[nodiscard]] const DeviceRecord &record(int device) const override
    {
        return m_devices[static_cast<std::size_t>(device)]->record();
    }
    [[nodiscard]] WeightStore<Real> &store(int device) override
    {
        return m_devices[static_cast<std::size_t>(device)]->store();
    }

private:
    void work(int device, const std::stop_token &end);
    // False: stopped, or out of memory.
    [[nodiscard]] bool run(int device, std::int64_t step);
    [[nodiscard]] StepOutcome stopped() const;

    std::unique_ptr<Turns> m_turns; // none: all compute at the same time
    ThreadPost m_post;
    std::vector<std::unique_ptr<Device<Real>>> m_devices;

    // Workers that all wake at once would wait for each other at a lock.
    std::atomic<int> m_started = 0; // steps
    std::atomic<int> m_working = 0; // workers
    std::atomic<bool> m_isEnding = false;
    std::atomic<bool> m_stopped = false;
    std::atomic<int> m_withoutMemory = -1; // device
    const Costs *m_costs = nullptr;
    std::stop_source m_stopStep;
    std::vector<std::jthread> m_threads; // last: they end before what they use
};

} // namespace core::live
