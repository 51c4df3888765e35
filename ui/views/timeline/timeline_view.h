// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/analysis/recording.h"
#include "ui/controls/accessible_items.h"
#include "ui/controls/scroll_bar.h"
#include "ui/views/timeline/timeline_pointer.h"
#include "ui/views/timeline/timeline_sheet.h"

#include <QWidget>

#include <optional>

namespace ui {

// One row per device over time, of one run or of two above each other. Drag scrubs, the wheel zooms
// at the pointer, Shift+wheel pans, double-click fits, Ctrl+drag measures; W, S, A, D and 0 do the
// same from the keyboard.
class TimelineView : public QWidget, public AccessibleItems
{
    Q_OBJECT

public:
    explicit TimelineView(QWidget *parent = nullptr);

    [[nodiscard]] const TimelineViewport &viewport() const { return m_sheet.viewport(); }
    [[nodiscard]] const TimelineLayout &timelineLayout(); // made anew if something has changed
    [[nodiscard]] core::Nanos moment() const { return m_accents.moment; }
    [[nodiscard]] std::optional<TimelineBatch> followed() const { return m_pointer.followed(); }
    // What the marks say, a line for each.
    [[nodiscard]] QStringList readout() { return m_sheet.readout(); }
    [[nodiscard]] QString tipAt(const QPointF &position); // empty: nothing there
    // Of two runs how the measured one differs; nothing of one.
    [[nodiscard]] const core::StepDifference *difference() const { return m_sheet.difference(); }
    // To screen readers a table with a row for each row of it, in sight or not.
    [[nodiscard]] int itemCount() const override;
    [[nodiscard]] Item itemAt(int index) const override;
    [[nodiscard]] QAccessible::Role itemRole() const override { return QAccessible::Row; }
    void chooseItem(int index) override;
    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;

public Q_SLOTS:
    void setSnapshot(const core::SnapshotPtr &snapshot) { setRuns(core::RunPtr(snapshot), {}); }
    // Row by row above each other on one axis; of one that is empty only the other is shown.
    void setRuns(const core::RunPtr &predicted, const core::RunPtr &measured);
    void setMoment(core::Nanos moment);
    void setLook(const Look &look);
    void setSelectedDevice(std::optional<int> device);
    // Marks where the step ended before the scenario was changed.
    void setEndBefore(std::optional<core::Nanos> end);
    void setOptions(const TimelineOptions &options);
    void fit(); // the whole step
    void zoomIn() { zoom(1.5); }
    void zoomOut() { zoom(1 / 1.5); }
    void zoomToMeasure(); // nothing measured: nothing happens
    void zoomBack();      // to what was seen before the last of these and fit()
    void toggleFollow();  // see TimelinePointer

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
    void setViewport(const TimelineViewport &viewport);
    void zoom(double factor);
    [[nodiscard]] double zoomCentre() const; // the pointer, else the playhead
    void updateScrollBar();
    void showSelectedRow();
    [[nodiscard]] int rowOfSelected() const; // -1: none
    void updateDescription();

    TimelineSheet m_sheet;
    TimelineSheet::Accents m_accents;
    TimelinePointer m_pointer;
    Look m_look;
    bool m_keyboardFocus = false; // reached with Tab: show where we are
    ScrollBar m_scrollBar;
};

} // namespace ui
