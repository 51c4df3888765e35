// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/advice/ideas.h"
#include "core/advice/remedies.h"
#include "core/runner/latest_only.h"

#include <QObject>
#include <QTimer>

#include <memory>

namespace ui {

class Document;

// Looks for improvements in the background, once the scenario has come to rest, and hands them to
// the document.
class IdeasBridge : public QObject
{
    Q_OBJECT

public:
    explicit IdeasBridge(Document &document, QObject *parent = nullptr);
    ~IdeasBridge() override;

private:
    struct Advice
    {
        core::IdeaList ideas;
        std::vector<core::Remedy> remedies; // of a model that does not fit
    };
    using Runner = core::LatestOnly<core::SnapshotPtr, Advice>;

    void wait();
    void request();

    Document &m_document;
    QTimer m_rest;
    quint64 m_newest = 0;
    std::unique_ptr<Runner> m_runner; // last: its thread ends before the rest goes
};

} // namespace ui
