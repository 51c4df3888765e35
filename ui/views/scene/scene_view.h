// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/sim/snapshot.h"
#include "ui/layout/scene_layout.h"
#include "ui/paint/look.h"

#include <QPixmap>
#include <QWidget>

#include <optional>

namespace ui {

// The flow scene: what every device is at, and the data that moves between them. Click selects a
// device, double-click or Enter opens it, the arrow keys go from one to the next.
class SceneView : public QWidget
{
    Q_OBJECT

public:
    explicit SceneView(QWidget *parent = nullptr);

    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;
    // The whole picture in words.
    [[nodiscard]] QString describe() const;
    [[nodiscard]] QString tipAt(QPointF position) const; // empty: nothing there

public Q_SLOTS:
    void setSnapshot(const core::SnapshotPtr &snapshot);
    void setMoment(core::Nanos moment);
    void setLook(const Look &look);
    void setSelectedDevice(std::optional<int> device);

Q_SIGNALS:
    void deviceSelected(std::optional<int> device);
    void deviceActivated(int device);

protected:
    bool event(QEvent *event) override;
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void mouseDoubleClickEvent(QMouseEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void focusInEvent(QFocusEvent *event) override;
    void focusOutEvent(QFocusEvent *event) override;

private:
    void invalidate();
    void renewStillPart();
    void paintStillPart(QPainter &painter) const;
    void moveSelection(int by);

    core::SnapshotPtr m_snapshot;
    core::Nanos m_moment;
    Look m_look;
    SceneLayout m_layout;
    QPixmap m_still; // null: to be made anew
    bool m_paintedOnce = false;
    std::optional<int> m_selected;
};

} // namespace ui
