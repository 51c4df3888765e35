// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/bridge/simulation_bridge.h"

#include "ui/document/document.h"

#include <utility>

namespace ui {

namespace {

core::Result<core::SnapshotPtr> shownOf(const core::Result<core::EarlySnapshot> &early)
{
    if (!early)
        return early.error();
    return early.value().snapshot;
}

} // namespace

SimulationBridge::SimulationBridge(Document &document, QObject *parent)
    : QObject(parent), m_document(document)
{
    // Runs on the runner's thread. The calls are queued to this object: when it is gone, so are
    // they, and the runner's thread has ended before that.
    m_runner = std::make_unique<core::EarlyRunner>([this](const core::EarlyRunner::Answer &answer) {
        core::Result<core::SnapshotPtr> result = shownOf(answer.result);
        QMetaObject::invokeMethod(
            this,
            [this, result = std::move(result), request = answer.request]() mutable {
                deliver(std::move(result), request);
            },
            Qt::QueuedConnection);
        if (answer.result && answer.result.value().index)
            complete(answer.result.value());
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

void SimulationBridge::deliver(core::Result<core::SnapshotPtr> result, quint64 request)
{
    if (request != m_newest || m_answered == m_newest)
        return; // overtaken or cancelled while it was queued
    m_answered = request;
    ++m_delivered;
    m_document.setResult(std::move(result));
    Q_EMIT busyChanged(false);
}

// On the runner's thread, to the end: what was shown without an index may stay for long.
void SimulationBridge::complete(const core::EarlySnapshot &early)
{
    core::Result<core::SnapshotPtr> whole = core::completed(early);
    QMetaObject::invokeMethod(
        this,
        [this, snapshot = early.snapshot, whole = std::move(whole)]() mutable {
            if (m_document.snapshot() != snapshot)
                return;
            if (whole)
                Q_EMIT indexMade();
            else
                m_document.setResult(std::move(whole));
        },
        Qt::QueuedConnection);
}

} // namespace ui
