// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/runner/latest_runner.h"

#include <QObject>

#include <memory>

namespace ui {

class Document;

// The one door from the simulation thread: asks for a result whenever the document's scenario
// changes, and hands the newest answer to the document on the UI thread.
class SimulationBridge : public QObject
{
    Q_OBJECT

public:
    explicit SimulationBridge(Document &document, QObject *parent = nullptr);
    ~SimulationBridge() override;

    [[nodiscard]] bool isBusy() const { return m_newest != m_answered; }
    // How many results were delivered to the document (for tests of newest-wins).
    [[nodiscard]] int deliveredResults() const { return m_delivered; }
    // Cancels the current run; the document keeps its last result.
    void cancel();

Q_SIGNALS:
    void busyChanged(bool busy);
    // Of a large step that is shown already: its views are complete from now on.
    void indexMade();

private:
    void request();
    void deliver(core::Result<core::SnapshotPtr> result, quint64 request);
    void complete(const core::EarlySnapshot &early);

    Document &m_document;
    quint64 m_newest = 0;
    quint64 m_answered = 0;
    int m_delivered = 0;
    std::unique_ptr<core::EarlyRunner> m_runner; // last: its thread ends before the rest goes
};

} // namespace ui
