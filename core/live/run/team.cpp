// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/live/run/team.h"

#include "core/live/program/compile.h"

#include <algorithm>

namespace core::live {

template <class Real>
Team<Real>::Team(Layout layout, SampleSource samples)
    : m_layout(std::move(layout)), m_samples(std::move(samples)), m_programs(compile(m_layout))
{}

template <class Real>
void Team<Real>::setLearningRate(double rate)
{
    for (const int device : devicesHere())
        store(device).setLearningRate(rate);
}

template <class Real>
void Team<Real>::setShareGradients(bool share)
{
    m_layout.shareGradients = share;
    m_programs = compile(m_layout);
    // Which of them are cleared as a step begins follows from what the one before has left.
    for (const int device : devicesHere())
        store(device).gradients().clear(0, store(device).gradients().size());
}

template <class Real>
StepRequest Team<Real>::request(int device, std::int64_t step, const Costs &costs,
                                std::stop_token stop) const
{
    const auto index = static_cast<std::size_t>(device);
    StepRequest request = {.number = step, .costs = {}, .stop = std::move(stop)};
    if (!costs.empty())
        request.costs = costs[index];
    request.paced = m_isPaced;
    if (!m_slowness.empty())
        request.slowness = m_slowness[index];
    return request;
}

template <class Real>
StepOutcome Team<Real>::outcomeOf(std::span<const DeviceShare> shares) const
{
    StepOutcome outcome = {.completed = true};
    double sum = 0;
    std::int64_t correct = 0;
    for (int replica = 0; replica < m_layout.replicas; ++replica) {
        for (int microBatch = 0; microBatch < m_layout.order.microBatches; ++microBatch) {
            const int rank = m_layout.order.rankOf(m_layout.order.stages - 1, microBatch);
            const int device = m_layout.device(replica, rank, 0);
            const LossSum &loss = shares[static_cast<std::size_t>(device)]
                                      .losses[static_cast<std::size_t>(microBatch)];
            sum += loss.loss;
            correct += loss.correct;
        }
    }
    const double targets =
        static_cast<double>(m_layout.batch()) * targetsPerSample(m_layout.network);
    outcome.loss = sum / targets;
    outcome.accuracy = static_cast<double>(correct) / targets;
    for (const DeviceShare &share : shares)
        outcome.time = std::max(outcome.time, share.end);
    return outcome;
}

DeviceShare shareOf(const DeviceRecord &record)
{
    return {record.losses, record.end.empty() ? 0 : std::ranges::max(record.end)};
}

template class Team<float>;
template class Team<double>;

} // namespace core::live
