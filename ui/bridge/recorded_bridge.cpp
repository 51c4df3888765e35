// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/bridge/recorded_bridge.h"

#include <utility>

namespace ui {

RecordedBridge::RecordedBridge(std::shared_ptr<const core::ReadRun> run, QObject *parent)
    : QObject(parent)
{
    const auto work = [run = std::move(run)](const Step &step, const std::stop_token &) {
        return std::make_shared<const core::RecordedPart>(
            core::partOf(run->run, run->matches, step));
    };
    // Runs on the runner's thread; see SimulationBridge.
    m_runner = std::make_unique<Runner>(work, [this](Runner::Answer answer) {
        QMetaObject::invokeMethod(
            this, [this, part = std::move(answer.result)] { Q_EMIT told(part); },
            Qt::QueuedConnection);
    });
}

RecordedBridge::~RecordedBridge() = default;

void RecordedBridge::request(std::optional<std::int64_t> step)
{
    m_runner->request(step);
}

} // namespace ui
