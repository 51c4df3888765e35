// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/views/timeline/timeline_pointer.h"
#include "ui/views/timeline/timeline_sheet.h"

#include <QObject>

namespace ui {

// Which part of the step a timeline shows: where its user goes, and back. Without a picture nothing
// happens.
class TimelineNavigator : public QObject
{
    Q_OBJECT

public:
    // Zooms at the pointer.
    TimelineNavigator(TimelineSheet &sheet, const TimelineSheet::Accents &accents,
                      const TimelinePointer &pointer, QObject *parent);

    void goTo(const TimelineViewport &viewport, ViewHistory::Change change);
    void fit(); // the whole step
    void zoom(double factor);
    void zoomTo(core::TimeInterval time);
    void zoomToSelection(); // or else to what is measured; neither: nothing happens
    void pan(double pixels);
    void panBy(int steps); // later, or earlier if negative
    void back();           // to what was seen before
    void forward();
    void turnPage(core::Nanos moment);       // which is out of sight; no view of its own
    [[nodiscard]] double zoomCentre() const; // the pointer, else the playhead

Q_SIGNALS:
    void moved();

private:
    TimelineSheet &m_sheet;
    const TimelineSheet::Accents &m_accents;
    const TimelinePointer &m_pointer;
};

} // namespace ui
