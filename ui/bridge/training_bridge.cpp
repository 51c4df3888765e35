// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/bridge/training_bridge.h"

#include "ui/bridge/training_work.h"

namespace ui {

TrainingOrder orderOfSteps(std::uint64_t run, const core::Scenario &scenario, int steps)
{
    return {.run = run,
            .scenario = scenario,
            .learningRate = scenario.train->learningRate,
            .sharesGradients = scenario.train->shareGradients,
            .steps = steps};
}

TrainingBridge::TrainingBridge(std::shared_ptr<SharedComputer> computer)
    : m_computer(std::move(computer))
{
    const auto work = std::make_shared<TrainingWork>(m_computer);
    m_runner = std::make_unique<Runner>(
        [work](const TrainingOrder &order, const std::stop_token &stop) {
            return work->work(order, stop);
        },
        [this](Runner::Answer answer) {
            QMetaObject::invokeMethod(
                this, [this, answer = std::move(answer)] { deliver(answer); },
                Qt::QueuedConnection);
        });
}

TrainingBridge::~TrainingBridge() = default;

void TrainingBridge::order(const TrainingOrder &order)
{
    m_newest = m_runner->request(order);
}

void TrainingBridge::end()
{
    m_newest = m_runner->request({});
    m_answered = m_newest; // nobody waits for that
}

void TrainingBridge::deliver(const Runner::Answer &answer)
{
    if (answer.request != m_newest || m_answered == m_newest)
        return; // overtaken or ended while it was queued
    m_answered = answer.request;
    Q_EMIT arrived(*answer.result);
}

} // namespace ui
