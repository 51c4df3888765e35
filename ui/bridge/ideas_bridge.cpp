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
        return Advice{core::ideasFor(*snapshot, stop), core::remediesFor(*snapshot, stop)};
    };
    // Runs on the runner's thread; see SimulationBridge.
    m_runner = std::make_unique<Runner>(work, [this](Runner::Answer answer) {
        const auto deliver = [this, answer = std::move(answer)]() mutable {
            if (answer.request != m_newest)
                return;
            m_document.setIdeas(std::move(answer.result.ideas));
            m_document.setRemedies(std::move(answer.result.remedies));
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
    // Remedies for a model that does not fit are looked for at once: there is nothing else to show.
    const core::SnapshotPtr &snapshot = m_document.snapshot();
    m_rest.start(snapshot && !snapshot->plan.fits ? 0 : kRestMs);
}

void IdeasBridge::request()
{
    if (m_document.snapshot() && !m_document.keepsSecret()) // what helps would tell it
        m_newest = m_runner->request(m_document.snapshot());
}

} // namespace ui
