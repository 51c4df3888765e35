// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/layout/timeline/timeline_area.h"
#include "ui/paint/look.h"
#include "ui/views/timeline/timeline_sheet.h"

#include <QObject>
#include <QPointer>

#include <optional>

class QKeyEvent;

namespace ui {

class AreaPanel;

// The selected area of a timeline: made with the mouse or from the keyboard, told of in a panel.
class TimelineSelection : public QObject
{
    Q_OBJECT

public:
    // The view is the parent; the panel floats over its window.
    TimelineSelection(TimelineSheet &sheet, TimelineSheet::Accents &accents, QWidget *view);
    ~TimelineSelection() override;

    void setLook(const Look &look);
    [[nodiscard]] const std::optional<TimelineArea> &area() const { return m_accents.area; }
    // None: nothing is selected. While a drag lasts it tells its numbers as well.
    void select(const std::optional<TimelineArea> &area);
    void renew(); // more of what lies in it is known now
    bool clear(); // false: there was nothing
    void selectVisible();
    // Shift with an arrow moves the free corner: by a hundredth of what is visible, or a row. The
    // first one begins at the playhead, in the row of the selected device. False: another key.
    [[nodiscard]] bool takeKey(const QKeyEvent &event, int selectedRow);

    [[nodiscard]] std::optional<AreaOfRuns> statistics() const;
    void copy() const; // the numbers, as a table
    void place();      // the panel, after the area or the view has moved
    void showPanel(bool shown);

Q_SIGNALS:
    void pictureChanged();
    void zoomWanted();

private:
    void showNumbers();
    void keepEndInSight();

    TimelineSheet &m_sheet;
    TimelineSheet::Accents &m_accents;
    QWidget *m_view;
    Look m_look;
    QPointer<AreaPanel> m_panel; // of the window, which may go before
};

} // namespace ui
