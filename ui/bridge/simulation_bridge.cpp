// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/bridge/simulation_bridge.h"

#include "ui/document/document.h"

#include <utility>

namespace ui {

SimulationBridge::SimulationBridge(Document &document, QObject *parent)
    : QObject(parent), m_document(document)
{
    // Runs on the runner's thread. The call is queued to this object: when it is gone, so is the
    // call, and the runner's thread has ended before that.
    m_runner = std::make_unique<core::LatestRunner>([this](core::LatestRunner::Answer answer) {
        QMetaObject::invokeMethod(
            this, [this, answer = std::move(answer)]() mutable { deliver(std::move(answer)); },
            Qt::QueuedConnection);
    });
    connect(&m_document, &Document::scenarioChanged, this, &SimulationBridge::request);
}

SimulationBridge::~SimulationBridge() = default;

void SimulationBridge::request()
{
    const bool wasBusy = isBusy();
    m_newest = m_runner->request(m_document.scenario());
    if (!wasBusy)
        Q_EMIT busyChanged(true);
}

void SimulationBridge::cancel()
{
    if (!isBusy())
        return;
    m_runner->cancel();
    m_answered = m_newest;
    Q_EMIT busyChanged(false);
}

void SimulationBridge::deliver(core::LatestRunner::Answer answer)
{
    if (answer.request != m_newest || m_answered == m_newest)
        return; // overtaken or cancelled while it was queued
    m_answered = answer.request;
    ++m_delivered;
    m_document.setResult(std::move(answer.result));
    Q_EMIT busyChanged(false);
}

} // namespace ui
