// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/bridge/ideas_bridge.h"

#include "ui/document/document.h"

#include <utility>

namespace ui {

namespace {

constexpr int kRestMs = 300; // a slider that moves needs the processor more

} // namespace

IdeasBridge::IdeasBridge(Document &document, QObject *parent)
    : QObject(parent), m_document(document)
{
    m_rest.setSingleShot(true);
    m_rest.setInterval(kRestMs);
    connect(&m_rest, &QTimer::timeout, this, &IdeasBridge::request);
    const auto work = [](const core::SnapshotPtr &snapshot, std::stop_token stop) {
        return core::ideasFor(*snapshot, stop);
    };
    // Runs on the runner's thread; see SimulationBridge.
    m_runner = std::make_unique<Runner>(work, [this](Runner::Answer answer) {
        const auto deliver = [this, answer = std::move(answer)]() mutable {
            if (answer.request == m_newest)
                m_document.setIdeas(std::move(answer.result));
        };
        QMetaObject::invokeMethod(this, deliver, Qt::QueuedConnection);
    });
    connect(&m_document, &Document::snapshotChanged, this, &IdeasBridge::wait);
}

IdeasBridge::~IdeasBridge() = default;

void IdeasBridge::wait()
{
    m_runner->cancel();
    ++m_newest;
    m_rest.start();
}

void IdeasBridge::request()
{
    if (m_document.snapshot())
        m_newest = m_runner->request(m_document.snapshot());
}

} // namespace ui
