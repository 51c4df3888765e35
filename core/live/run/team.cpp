// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/live/run/team.h"

#include "core/live/compute/blas.h"
#include "core/live/program/compile.h"

#include <algorithm>

namespace core::live {

template <class Real>
Team<Real>::Team(Layout layout, const OptimizerSpec &optimizer, SampleSource samples,
                 const LinkBetween &links)
    : m_layout(std::move(layout)), m_samples(std::move(samples)), m_programs(compile(m_layout)),
      m_post(m_layout.devices())
{
    for (int device = 0; device < m_layout.devices(); ++device)
        m_devices.push_back(std::make_unique<Device<Real>>(
            m_layout, optimizer, m_samples, device, m_post.of(device),
            linksFrom(device, m_layout.devices(), links)));
    for (int device = 0; device < m_layout.devices(); ++device)
        m_threads.emplace_back([this, device](const std::stop_token &end) { work(device, end); });
}

template <class Real>
Team<Real>::~Team()
{
    m_stopStep.request_stop();
    for (std::jthread &thread : m_threads)
        thread.request_stop();
}

template <class Real>
StepOutcome Team<Real>::step(const Costs &costs, const std::stop_token &stop)
{
    const std::stop_callback forward(stop, [this] { m_stopStep.request_stop(); });
    std::unique_lock lock(m_mutex);
    if (m_stopped)
        return {};
    m_costs = &costs;
    m_working = m_layout.devices();
    ++m_started;
    m_begin.notify_all();
    m_end.wait(lock, [this] { return m_working == 0; });
    return m_stopped ? StepOutcome{} : outcome();
}

template <class Real>
void Team<Real>::setLearningRate(double rate)
{
    for (const auto &device : m_devices)
        device->store().setLearningRate(rate);
}

template <class Real>
void Team<Real>::setShareGradients(bool share)
{
    m_layout.shareGradients = share;
    m_programs = compile(m_layout);
}

template <class Real>
void Team<Real>::work(int device, const std::stop_token &end)
{
    useOneThread();
    const auto index = static_cast<std::size_t>(device);
    for (std::int64_t step = 0;; ++step) {
        {
            std::unique_lock lock(m_mutex);
            if (!m_begin.wait(lock, end, [&] { return m_started > step; }))
                return;
        }
        StepRequest request = {.number = step, .costs = {}, .stop = m_stopStep.get_token()};
        if (!m_costs->empty())
            request.costs = (*m_costs)[index];
        if (!m_slowness.empty())
            request.slowness = m_slowness[index];
        const bool completed = m_devices[index]->run(m_programs[index], request);
        const std::lock_guard lock(m_mutex);
        m_stopped = m_stopped || !completed;
        if (--m_working == 0)
            m_end.notify_all();
    }
}

template <class Real>
StepOutcome Team<Real>::outcome() const
{
    StepOutcome outcome = {.completed = true};
    double sum = 0;
    std::int64_t correct = 0;
    for (int replica = 0; replica < m_layout.replicas; ++replica) {
        for (int microBatch = 0; microBatch < m_layout.order.microBatches; ++microBatch) {
            const int rank = m_layout.order.rankOf(m_layout.order.stages - 1, microBatch);
            const int device = m_layout.device(replica, rank, 0);
            const LossSum &loss = m_devices[static_cast<std::size_t>(device)]
                                      ->record()
                                      .losses[static_cast<std::size_t>(microBatch)];
            sum += loss.loss;
            correct += loss.correct;
        }
    }
    const double targets =
        static_cast<double>(m_layout.batch()) * targetsPerSample(m_layout.network);
    outcome.loss = sum / targets;
    outcome.accuracy = static_cast<double>(correct) / targets;
    for (const auto &device : m_devices) {
        for (const std::int64_t end : device->record().end)
            outcome.time = std::max(outcome.time, end);
    }
    return outcome;
}

template class Team<float>;
template class Team<double>;

} // namespace core::live
