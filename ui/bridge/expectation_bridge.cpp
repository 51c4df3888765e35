// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/bridge/expectation_bridge.h"

#include "core/live/session/predicted_step.h"

#include <utility>

namespace ui {

ExpectationBridge::ExpectationBridge(std::shared_ptr<SharedComputer> computer)
{
    const auto work = [computer = std::move(computer)](const core::SnapshotPtr &simulated,
                                                       const std::stop_token &stop) {
        const core::live::Calibration calibration = computer->now(stop);
        return stop.stop_requested() ? nullptr
                                     : core::live::predictedStep(core::live::calibrated(
                                           simulated->scenario, calibration));
    };
    // Runs on the runner's thread; see SimulationBridge.
    m_runner = std::make_unique<Runner>(work, [this](Runner::Answer answer) {
        QMetaObject::invokeMethod(
            this, [this, answer = std::move(answer)] { deliver(answer); }, Qt::QueuedConnection);
    });
}

ExpectationBridge::~ExpectationBridge() = default;

void ExpectationBridge::expect(const core::SnapshotPtr &simulated)
{
    if (simulated == m_of)
        return;
    m_of = simulated;
    if (simulated && simulated->scenario.train) {
        m_newest = m_runner->request(simulated);
        return;
    }
    m_expected.reset();
    m_answered = m_newest; // what is under way is no longer waited for
}

void ExpectationBridge::take(const core::SnapshotPtr &simulated, const core::SnapshotPtr &expected)
{
    m_of = simulated;
    m_expected = expected;
    m_answered = m_newest; // what is under way is no longer waited for
}

void ExpectationBridge::deliver(const Runner::Answer &answer)
{
    if (answer.request != m_newest || m_answered == m_newest)
        return; // overtaken
    m_answered = answer.request;
    m_expected = answer.result;
    Q_EMIT arrived();
}

} // namespace ui
