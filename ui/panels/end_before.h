// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/units.h"

#include <QObject>
#include <QTimer>

namespace ui {

class TimelineView;

// Marks on a timeline where the step ended before the scenario was changed: from the first change
// of a drag until a while after the last.
class EndBefore : public QObject
{
    Q_OBJECT

public:
    explicit EndBefore(TimelineView &timeline, QObject *parent = nullptr);

    void stepChanges(core::Nanos from, core::Nanos to);
    void hide();
    [[nodiscard]] bool isShown() const { return m_shown.isActive(); }

private:
    TimelineView &m_timeline;
    QTimer m_shown; // runs while it is marked
};

} // namespace ui
