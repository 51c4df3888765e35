// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/analysis/recording.h"
#include "ui/views/timeline/row_arranger.h"
#include "ui/views/timeline/row_scroll.h"
#include "ui/views/timeline/timeline_items.h"
#include "ui/views/timeline/timeline_navigator.h"
#include "ui/views/timeline/timeline_pointer.h"
#include "ui/views/timeline/timeline_search.h"
#include "ui/views/timeline/timeline_selection.h"
#include "ui/views/timeline/timeline_sheet.h"

#include <QWidget>

#include <optional>

namespace ui {

// One row per device over time, of one run or of two above each other. Drag scrubs, the wheel zooms
// at the pointer, Shift+wheel pans, double-click fits; for other buttons and keys see
// TimelinePointer. W, S, A, D and 0 do the same from the keyboard, Shift with arrows selects.
class TimelineView : public QWidget, public TimelineItems
{
    Q_OBJECT

public:
    explicit TimelineView(QWidget *parent = nullptr);

    [[nodiscard]] const TimelineViewport &viewport() const { return m_sheet.viewport(); }
    [[nodiscard]] const TimelineLayout &timelineLayout(); // made anew if something has changed
    [[nodiscard]] core::Nanos moment() const { return m_accents.moment; }
    [[nodiscard]] std::optional<TimelineBatch> followed() const { return m_pointer.followed(); }
    [[nodiscard]] QStringList readout() { return m_sheet.readout(); } // of the marks, a line each
    [[nodiscard]] QString tipAt(const QPointF &position);             // empty: nothing there
    [[nodiscard]] const TimelineSelection &selection() const { return m_selection; }
    [[nodiscard]] const ViewHistory &history() const { return m_sheet.history(); }
    // Whether Esc lets something go here.
    [[nodiscard]] bool holdsSomething() const { return m_pointer.holds() || m_accents.hits; }
    [[nodiscard]] TimelineNavigator &navigator() { return m_navigator; }
    [[nodiscard]] RowArranger &rows() { return m_rows; }
    [[nodiscard]] TimelinePointer &pointer() { return m_pointer; }
    [[nodiscard]] TimelineSearch &search() { return m_search; }
    [[nodiscard]] TimelinePath &path() { return m_sheet.path(); }
    [[nodiscard]] const RowArrangement &arrangement() const { return m_sheet.arrangement(); }
    // Of two runs how the measured one differs; nothing of one.
    [[nodiscard]] const core::StepDifference *difference() const { return m_sheet.difference(); }
    void chooseItem(int index) override;
    [[nodiscard]] QSize sizeHint() const override { return {m_look.ipx(1000), m_look.ipx(190)}; }
    [[nodiscard]] QSize minimumSizeHint() const override
    {
        return {m_look.ipx(240), m_look.ipx(90)};
    }

public Q_SLOTS:
    void setSnapshot(const core::SnapshotPtr &snapshot) { setRuns(core::RunPtr(snapshot), {}); }
    // Row by row above each other on one axis; of one that is empty only the other is shown.
    void setRuns(const core::RunPtr &predicted, const core::RunPtr &measured);
    void setMoment(core::Nanos moment);
    void setLook(const Look &look);
    void setSelectedDevice(std::optional<int> device);
    // Marks where the step ended before the scenario was changed.
    void setEndBefore(std::optional<core::Nanos> end);
    // Where the axis ends, beside a step that takes longer, and a line where this one does.
    void setAxisEnd(core::Nanos end);
    void setEnd(const std::optional<TimelineEnd> &end);
    void setOptions(const TimelineOptions &options);
    void renew() // more of what it shows is known now
    {
        m_sheet.invalidate();
        m_selection.renew();
        update();
    }
    void fit() { m_navigator.fit(); }
    void zoomIn() { m_navigator.zoom(1.5); }
    void zoomOut() { m_navigator.zoom(1 / 1.5); }
    void goBack() { m_navigator.back(); }
    void goForward() { m_navigator.forward(); }
    void selectVisible() { m_selection.selectVisible(); }
    void copySelection() { m_selection.copy(); }
    bool letGo();        // of a search, or see TimelinePointer
    void pinRow();       // see TimelinePointer::deviceMeant
    void toggleFollow(); // see TimelinePointer

Q_SIGNALS:
    void scrubbed(core::Nanos moment);
    void deviceClicked(int device); // its label
    void followedChanged();
    void readoutChanged();                                      // without a change of the options
    void menuWanted(const QPoint &position);                    // in the view
    void marksChanged(const std::vector<core::Nanos> &moments); // of what was found

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
    void moveEvent(QMoveEvent *) override { m_selection.place(); }
    void showEvent(QShowEvent *) override { m_selection.showPanel(true); }
    void hideEvent(QHideEvent *) override { m_selection.showPanel(false); }
    void focusInEvent(QFocusEvent *event) override;
    void focusOutEvent(QFocusEvent *event) override;

private:
    void connectParts();
    [[nodiscard]] const TimelineLayout &timelineFrame(); // the same, perhaps without its spans
    void refresh();                                      // after rows or view have changed
    [[nodiscard]] bool takeKey(const QKeyEvent &event);

    TimelineSheet m_sheet;
    TimelineSheet::Accents m_accents;
    TimelineSelection m_selection;
    TimelinePointer m_pointer;
    Look m_look;
    bool m_keyboardFocus = false; // reached with Tab: show where we are
    RowScroll m_scroll;
    TimelineNavigator m_navigator;
    RowArranger m_rows;
    TimelineSearch m_search;
};

} // namespace ui
