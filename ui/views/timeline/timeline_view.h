// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/sim/snapshot.h"
#include "ui/layout/timeline_layout.h"
#include "ui/paint/look.h"

#include <QImage>
#include <QScrollBar>
#include <QWidget>

#include <optional>

namespace ui {

// One row per device over time. Drag scrubs, the wheel zooms at the pointer, Shift+wheel pans,
// double-click fits, Ctrl+drag measures. Draws from cached layers; only the playhead, the hover and
// the measured span are painted per frame.
class TimelineView : public QWidget
{
    Q_OBJECT

public:
    explicit TimelineView(QWidget *parent = nullptr);

    [[nodiscard]] const TimelineViewport &viewport() const { return m_viewport; }
    [[nodiscard]] std::optional<TimelineBatch> followed() const { return m_followed; }
    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;

public Q_SLOTS:
    void setSnapshot(const core::SnapshotPtr &snapshot);
    void setMoment(core::Nanos moment);
    void setLook(const Look &look);
    void setSelectedDevice(std::optional<int> device);
    void fit();    // the whole step
    void zoomIn(); // at the playhead
    void zoomOut();
    // Keeps the micro-batch under the pointer (or at the playhead) highlighted; again: lets it go.
    void toggleFollow();

Q_SIGNALS:
    void scrubbed(core::Nanos moment);
    void deviceClicked(int device); // a row label
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

    void invalidate(); // the layout and the layers are made again at the next paint
    void ensureLayers();
    void zoom(double factor, double x);
    void pan(double pixels);
    void scrubTo(double x);
    void setHover(std::optional<TimelineHit> hit);
    void showTip(const QPoint &globalPosition);
    void updateScrollBar();
    void updatePlayheadArea(core::Nanos from, core::Nanos to);
    [[nodiscard]] bool isOverLabels(const QPointF &position) const;
    [[nodiscard]] bool hasPicture() const;

    core::SnapshotPtr m_snapshot;
    core::Nanos m_moment;
    Look m_look;
    std::optional<int> m_selectedDevice;
    TimelineViewport m_viewport;
    TimelineLayout m_layout;
    QImage m_pastLayer;
    QImage m_futureLayer;
    bool m_dirty = true;
    Drag m_drag = Drag::None;
    bool m_fitted = true; // shows the whole step; stays so when the scenario changes
    core::Nanos m_measureFrom;
    core::Nanos m_measureTo;
    bool m_hasMeasure = false;
    std::optional<TimelineHit> m_hover;
    std::optional<TimelineBatch> m_followed;
    QPointF m_pointer;
    QScrollBar m_scrollBar;
};

} // namespace ui
