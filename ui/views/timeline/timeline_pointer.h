// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/views/timeline/timeline_selection.h"
#include "ui/views/timeline/timeline_sheet.h"

#include <QObject>
#include <QPointF>

#include <optional>

class QMouseEvent;

namespace ui {

// What the mouse does on a timeline: a drag scrubs, Ctrl+drag measures, Shift+drag selects an area
// whose sides can be dragged then, a drag with the right button pans, one with the middle button
// zooms to what it went over; and the micro-batch under the pointer shows its trail, or one that is
// followed. Positions are those of the sheet, whose surface is up to date.
class TimelinePointer : public QObject
{
    Q_OBJECT

public:
    TimelinePointer(TimelineSheet &sheet, TimelineSheet::Accents &accents,
                    TimelineSelection &selection, QObject *parent);

    void setLook(const Look &look) { m_look = look; }
    void forget(); // other runs are shown: nothing is under it and nothing measured

    void press(const QMouseEvent &event);
    void move(const QMouseEvent &event);
    void release(const QMouseEvent &event);
    void doubleClick(const QMouseEvent &event);
    void leave();
    bool letGo(); // of what is selected, or else measured and followed; false: there is nothing
    [[nodiscard]] bool holds() const // any of it
    {
        return m_accents.area || m_accents.measure || m_followed;
    }
    // Keeps the micro-batch under the pointer (or at the playhead) highlighted; again: lets it go.
    void toggleFollow();

    // Of the row that a menu was asked for, or that is under the pointer, or that is selected.
    [[nodiscard]] std::optional<int> deviceMeant();
    // Of the visit under the pointer, or of what is worked on at the playhead.
    void askForCosts();
    [[nodiscard]] bool isDragging() const { return m_drag != Drag::None; }
    [[nodiscard]] std::optional<QPointF> position() const { return m_position; }
    [[nodiscard]] bool isOverLabels(const QPointF &position) const;
    [[nodiscard]] bool isOverSide(const QPointF &position) const; // of the selected area
    [[nodiscard]] std::optional<TimelineBatch> followed() const { return m_followed; }

Q_SIGNALS:
    void scrubbed(core::Nanos moment);
    void deviceClicked(int device); // its label
    void visitClicked(const core::SpanTag &visit);
    void costsWanted(const core::SpanTag &visit);
    void groupClicked(int number); // its heading
    void allWanted();              // the whole step in sight
    void followedChanged();
    void pictureChanged();
    void areaChanged(const QRegion &area);    // of the view
    void panWanted(const QPointF &by);        // logical pixels
    void zoomWanted(core::TimeInterval time); // to this
    void menuWanted(const QPoint &position);  // the right button was clicked

private:
    void pan(const QPointF &to);
    enum class Drag { None, Scrub, Measure, Select, Pan, ZoomTo };

    void pressLeft(const QMouseEvent &event);
    void clickLabel(const QPointF &position);
    [[nodiscard]] std::optional<int> deviceAt(const QPointF &position);
    void beginArea(const QMouseEvent &event);
    [[nodiscard]] core::Nanos timeFor(const QMouseEvent &event);
    void scrubTo(double x);
    void setHover(const std::optional<TimelineHit> &hit);
    void setFollowed(const std::optional<TimelineBatch> &batch);
    [[nodiscard]] std::optional<TimelineHit> hitAtPlayhead();
    void updateTrail();

    TimelineSheet &m_sheet;
    TimelineSheet::Accents &m_accents;
    TimelineSelection &m_selection;
    Look m_look;
    Drag m_drag = Drag::None;
    std::optional<int> m_menuDevice;               // in whose row a menu was asked for
    QPointF m_pressed;                             // where
    QPointF m_panned;                              // where the pointer was last
    bool m_moved = false;                          // since it was pressed, by more than a tremble
    std::optional<std::pair<int, int>> m_keptRows; // of the area, while only its time changes
    std::optional<TimelineHit> m_hover;
    std::optional<TimelineBatch> m_followed;
    std::optional<QPointF> m_position;
    core::Nanos m_momentBeforePress; // a double click shows all and leaves the playhead
};

} // namespace ui
