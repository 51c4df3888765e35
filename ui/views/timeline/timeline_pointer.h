// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/views/timeline/timeline_sheet.h"

#include <QObject>
#include <QPointF>

#include <optional>

class QMouseEvent;

namespace ui {

// What the mouse does on a timeline: a drag scrubs, Ctrl+drag measures, and the micro-batch under
// the pointer shows its trail, or one that is followed. Positions are those of the sheet, whose
// surface is up to date.
class TimelinePointer : public QObject
{
    Q_OBJECT

public:
    TimelinePointer(TimelineSheet &sheet, TimelineSheet::Accents &accents, QObject *parent);

    void setLook(const Look &look) { m_labelGap = look.px(8); }
    void forget(); // other runs are shown: nothing is under it and nothing measured

    void press(const QMouseEvent &event);
    void move(const QMouseEvent &event);
    void release();
    void doubleClick(const QMouseEvent &event);
    void leave();
    bool letGo(); // of what is measured and followed; false: there is neither
    // Keeps the micro-batch under the pointer (or at the playhead) highlighted; again: lets it go.
    void toggleFollow();

    [[nodiscard]] bool isDragging() const { return m_drag != Drag::None; }
    [[nodiscard]] std::optional<QPointF> position() const { return m_position; }
    [[nodiscard]] bool isOverLabels(const QPointF &position) const;
    [[nodiscard]] std::optional<TimelineBatch> followed() const { return m_followed; }

Q_SIGNALS:
    void scrubbed(core::Nanos moment);
    void deviceClicked(int device); // its label
    void allWanted();               // the whole step in sight
    void followedChanged();
    void pictureChanged();

private:
    enum class Drag { None, Scrub, Measure };

    void scrubTo(double x);
    void setHover(const std::optional<TimelineHit> &hit);
    void setFollowed(const std::optional<TimelineBatch> &batch);
    [[nodiscard]] std::optional<TimelineBatch> batchAtPlayhead();
    void updateTrail();

    TimelineSheet &m_sheet;
    TimelineSheet::Accents &m_accents;
    double m_labelGap = 8; // between labels and rows
    Drag m_drag = Drag::None;
    std::optional<TimelineHit> m_hover;
    std::optional<TimelineBatch> m_followed;
    std::optional<QPointF> m_position;
    core::Nanos m_momentBeforePress; // a double click shows all and leaves the playhead
};

} // namespace ui
