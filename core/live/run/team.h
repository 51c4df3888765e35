// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/live/program/replay.h"
#include "core/live/run/device.h"
#include "core/live/run/thread_transport.h"

#include <condition_variable>
#include <mutex>
#include <thread>

namespace core::live {

struct StepOutcome
{
    bool completed = false; // false: stopped
    double loss = 0;        // mean over the targets of the batch, before the update
    double accuracy = 0;    // share of the targets that were the largest output
    std::int64_t time = 0;  // virtual ns, to the end of the last device
};

// Devices as threads of this process, which take each step together.
template <class Real>
class Team
{
public:
    // The layout must have passed check(). Links: none cut.
    Team(Layout layout, const OptimizerSpec &optimizer, SampleSource samples,
         const LinkBetween &links);
    ~Team();
    Team(const Team &) = delete;
    Team &operator=(const Team &) = delete;

    // Runs one step and waits for its end. costs[device][instruction] in ns, or empty: measured.
    // After a stop the team can only be destroyed.
    [[nodiscard]] StepOutcome step(const Costs &costs, const std::stop_token &stop = {});

    // From the next step on, for every device. Between steps only.
    void setLearningRate(double rate);
    void setShareGradients(bool share);
    // Of measured work, by device: 2 for one at half speed.
    void setSlowness(std::vector<double> slowness) { m_slowness = std::move(slowness); }

    [[nodiscard]] const Layout &layout() const { return m_layout; }
    [[nodiscard]] const std::vector<Program> &programs() const { return m_programs; }
    [[nodiscard]] Device<Real> &device(int number)
    {
        return *m_devices[static_cast<std::size_t>(number)];
    }

private:
    void work(int device, const std::stop_token &end);
    [[nodiscard]] StepOutcome outcome() const;

    Layout m_layout;
    SampleSource m_samples;
    std::vector<Program> m_programs;
    ThreadPost m_post;
    std::vector<std::unique_ptr<Device<Real>>> m_devices;

    std::mutex m_mutex;
    std::condition_variable_any m_begin;
    std::condition_variable m_end;
    std::int64_t m_started = 0; // steps
    int m_working = 0;
    bool m_stopped = false;
    const Costs *m_costs = nullptr;
    std::vector<double> m_slowness; // empty: all at full speed
    std::stop_source m_stopStep;
    std::vector<std::jthread> m_threads; // last: they end before what they use
};

} // namespace core::live
