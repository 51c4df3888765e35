// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/analysis/snapshot.h"
#include "ui/controls/accessible_items.h"
#include "ui/controls/scroll_bar.h"
#include "ui/layout/timeline/timeline_batch.h"
#include "ui/layout/timeline/timeline_layout.h"
#include "ui/layout/timeline/timeline_marks.h"
#include "ui/paint/look.h"

#include <QImage>
#include <QWidget>

#include <optional>

namespace ui {

// One row per device over time. Drag scrubs, the wheel zooms at the pointer, Shift+wheel pans,
// double-click fits, Ctrl+drag measures; W, S, A, D and 0 do the same from the keyboard. Drawn from
// two cached layers, all of it past and all of it future; per frame only what the playhead cuts.
class TimelineView : public QWidget, public AccessibleItems
{
    Q_OBJECT

public:
    explicit TimelineView(QWidget *parent = nullptr);

    [[nodiscard]] const TimelineViewport &viewport() const { return m_viewport; }
    [[nodiscard]] const TimelineLayout &timelineLayout(); // made anew if something has changed
    [[nodiscard]] core::Nanos moment() const { return m_moment; }
    [[nodiscard]] std::optional<TimelineBatch> followed() const { return m_followed; }
    // What the marks say, a line for each.
    [[nodiscard]] QStringList readout();
    [[nodiscard]] QString tipAt(const QPointF &position); // empty: nothing there
    // To screen readers a table with a row for each row of it, in sight or not.
    [[nodiscard]] int itemCount() const override;
    [[nodiscard]] Item itemAt(int index) const override;
    [[nodiscard]] QAccessible::Role itemRole() const override { return QAccessible::Row; }
    void chooseItem(int index) override;
    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;

public Q_SLOTS:
    void setSnapshot(const core::SnapshotPtr &snapshot);
    void setMoment(core::Nanos moment);
    void setLook(const Look &look);
    void setSelectedDevice(std::optional<int> device);
    // Marks where the step ended before the scenario was changed.
    void setEndBefore(std::optional<core::Nanos> end);
    void setOptions(const TimelineOptions &options);
    void fit(); // the whole step
    void zoomIn();
    void zoomOut();
    // Keeps the micro-batch under the pointer (or at the playhead) highlighted; again: lets it go.
    void toggleFollow();

Q_SIGNALS:
    void scrubbed(core::Nanos moment);
    void deviceClicked(int device); // its label
    void followedChanged();

protected:
    bool event(QEvent *event) override;
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;
    void mouseDoubleClickEvent(QMouseEvent *event) override;
    void wheelEvent(QWheelEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void leaveEvent(QEvent *event) override;
    void focusInEvent(QFocusEvent *event) override;
    void focusOutEvent(QFocusEvent *event) override;

private:
    enum class Drag { None, Scrub, Measure };
    struct Measure
    {
        core::Nanos from;
        core::Nanos to;
    };

    void invalidate(); // the layout and the layers are made anew at the next paint
    void ensureLayout();
    void ensureLayers();
    void layoutMarks();
    [[nodiscard]] const core::CriticalPath &criticalPath();
    void paintLayers(QPainter &painter) const;
    void paintWithoutLayers(QPainter &painter) const;
    [[nodiscard]] double splitPixels() const; // where past and future meet
    void setViewport(const TimelineViewport &viewport);
    void zoom(double factor, double x);
    [[nodiscard]] double zoomCentre() const; // the pointer, else the playhead
    void scrubTo(double x);
    void setHover(const std::optional<TimelineHit> &hit);
    void setFollowed(const std::optional<TimelineBatch> &batch);
    void updateTrail();
    void updateScrollBar();
    void updateMovedArea(core::Nanos from, core::Nanos to);
    void showSelectedRow();
    [[nodiscard]] std::optional<int> markedDevice() const;
    void updateDescription();
    [[nodiscard]] bool hasPicture() const;
    [[nodiscard]] core::Nanos stop() const;

    core::SnapshotPtr m_snapshot;
    core::Nanos m_moment;
    Look m_look;
    std::optional<int> m_selectedDevice;
    TimelineViewport m_viewport;
    TimelineLayout m_layout;
    TimelineOptions m_options;
    std::optional<core::CriticalPath> m_path; // of the snapshot, once it was asked for
    BubbleMarks m_bubbleMarks;
    PathMarks m_pathMarks;
    TimelineTrail m_trail; // of the followed or hovered micro-batch
    QImage m_pastLayer;
    QImage m_futureLayer;
    bool m_dirty = true;          // the layout is to be made anew
    bool m_layered = false;       // the layers are of this layout
    bool m_fitted = true;         // shows the whole step; stays so when the scenario changes
    bool m_keyboardFocus = false; // reached with Tab: show where we are
    Drag m_drag = Drag::None;
    std::optional<Measure> m_measure;
    std::optional<core::Nanos> m_endBefore;
    std::optional<TimelineHit> m_hover;
    std::optional<TimelineBatch> m_followed;
    std::optional<QPointF> m_pointer;
    ScrollBar m_scrollBar;
    core::Nanos m_momentBeforePress; // a double click fits the view and leaves the playhead
};

} // namespace ui
