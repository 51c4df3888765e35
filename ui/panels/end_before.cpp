// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/end_before.h"

#include "ui/document/document.h"
#include "ui/views/timeline/timeline_view.h"

#include <QUndoStack>

namespace ui {

namespace {

constexpr int kShownMs = 2000;

} // namespace

EndBefore::EndBefore(Document &document, TimelineView &timeline, QObject *parent)
    : QObject(parent), m_document(document), m_timeline(timeline)
{
    connect(&document, &Document::opened, this, &EndBefore::hide);
    connect(&document.undoStack(), &QUndoStack::cleanChanged, this, [this](bool clean) {
        if (clean)
            hide();
    });
    m_shown.setSingleShot(true);
    m_shown.setInterval(kShownMs);
    connect(&m_shown, &QTimer::timeout, this, &EndBefore::hide);
}

void EndBefore::stepChanges(const core::SnapshotPtr &from, const core::SnapshotPtr &to)
{
    const auto stop = [](const core::SnapshotPtr &snapshot) {
        return snapshot ? snapshot->trace.stop : 0;
    };
    const QUndoStack &done = m_document.undoStack();
    const bool isPutThere = done.isClean() && done.index() == done.count();
    if (stop(from) == 0 || stop(to) == 0 || isPutThere)
        return hide();
    if (!m_shown.isActive())
        m_end = core::Nanos{stop(from)};
    m_timeline.setEndBefore(m_end.count == stop(to) ? std::nullopt : std::optional(m_end));
    m_shown.start();
}

void EndBefore::hide()
{
    m_shown.stop();
    m_timeline.setEndBefore({});
}

} // namespace ui
