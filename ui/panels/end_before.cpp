// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/end_before.h"

#include "ui/views/timeline/timeline_view.h"

namespace ui {

namespace {

constexpr int kShownMs = 2000;

} // namespace

EndBefore::EndBefore(TimelineView &timeline, QObject *parent)
    : QObject(parent), m_timeline(timeline)
{
    m_shown.setSingleShot(true);
    m_shown.setInterval(kShownMs);
    connect(&m_shown, &QTimer::timeout, this, &EndBefore::hide);
}

void EndBefore::stepChanges(core::Nanos from, core::Nanos to)
{
    if (!m_shown.isActive() && from != to)
        m_timeline.setEndBefore(from);
    m_shown.start();
}

void EndBefore::hide()
{
    m_shown.stop();
    m_timeline.setEndBefore({});
}

} // namespace ui
