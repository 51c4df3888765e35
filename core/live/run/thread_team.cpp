// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/live/run/thread_team.h"

#include "core/live/compute/blas.h"

#include <new>
#include <numeric>

namespace core::live {

template <class Real>
ThreadTeam<Real>::ThreadTeam(Layout layout, const OptimizerSpec &optimizer, SampleSource samples,
                             const LinkBetween &links)
    : Team<Real>(std::move(layout), std::move(samples)),
      m_turns(turnsFor(this->layout().devices())), m_post(this->layout().devices())
{
    const int count = this->layout().devices();
    for (int device = 0; device < count; ++device)
        m_devices.push_back(
            std::make_unique<Device<Real>>(this->layout(), optimizer, this->samples(), device,
                                           m_post.of(device), linksFrom(device, count, links)));
    for (int device = 0; device < count; ++device)
        m_threads.emplace_back([this, device](const std::stop_token &end) { work(device, end); });
}

template <class Real>
ThreadTeam<Real>::~ThreadTeam()
{
    m_stopStep.request_stop();
    for (std::jthread &thread : m_threads)
        thread.request_stop();
}

template <class Real>
StepOutcome ThreadTeam<Real>::step(const Costs &costs, const std::stop_token &stop)
{
    const std::stop_callback forward(stop, [this] { m_stopStep.request_stop(); });
    if (m_stopped)
        return stopped();
    m_costs = &costs;
    m_working = this->layout().devices();
    ++m_started;
    m_started.notify_all();
    while (const int left = m_working)
        m_working.wait(left); // only the last one tells
    if (m_stopped)
        return stopped();
    std::vector<DeviceShare> shares;
    for (const auto &device : m_devices)
        shares.push_back(shareOf(device->record()));
    return this->outcomeOf(shares);
}

template <class Real>
StepOutcome ThreadTeam<Real>::stopped() const
{
    StepOutcome outcome;
    outcome.withoutMemory = m_withoutMemory;
    return outcome;
}

template <class Real>
std::vector<int> ThreadTeam<Real>::devicesHere() const
{
    std::vector<int> devices(m_devices.size());
    std::iota(devices.begin(), devices.end(), 0);
    return devices;
}

template <class Real>
void ThreadTeam<Real>::work(int device, const std::stop_token &end)
{
    useOneThread();
    const std::stop_callback wake(end, [this] {
        m_isEnding = true;
        ++m_started;
        m_started.notify_all();
    });
    for (int step = 0;; ++step) {
        m_started.wait(step);
        if (m_isEnding)
            return;
        if (!run(device, step))
            m_stopped = true;
        if (--m_working == 0)
            m_working.notify_all();
    }
}

template <class Real>
bool ThreadTeam<Real>::run(int device, std::int64_t step)
{
    const auto index = static_cast<std::size_t>(device);
    try {
        StepRequest request = this->request(device, step, *m_costs, m_stopStep.get_token());
        request.turns = m_turns.get();
        return m_devices[index]->run(this->programs()[index], request);
    } catch (const std::bad_alloc &) {
        // Leaving the thread by it would end the program; and the others would wait for ever.
        m_withoutMemory = device;
        m_stopStep.request_stop();
        return false;
    }
}

template class ThreadTeam<float>;
template class ThreadTeam<double>;

} // namespace core::live
