// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/analysis/snapshot.h"

#include <QObject>
#include <QTimer>

namespace ui {

class Document;
class TimelineView;

// Marks on a timeline where the step ended before the scenario was changed: from the first change
// of a drag until a while after the last. Not where the step ends there again.
class EndBefore : public QObject
{
    Q_OBJECT

public:
    EndBefore(Document &document, TimelineView &timeline, QObject *parent = nullptr);

    // Nothing is marked where one of them does not run, or a lesson has put its own set-up there.
    void stepChanges(const core::SnapshotPtr &from, const core::SnapshotPtr &to);
    void hide();
    [[nodiscard]] bool isShown() const { return m_shown.isActive(); }

private:
    Document &m_document;
    TimelineView &m_timeline;
    QTimer m_shown;    // runs while it is marked
    core::Nanos m_end; // of the step before the first change
};

} // namespace ui
