// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/analysis/snapshot.h"
#include "ui/controls/accessible_items.h"
#include "ui/controls/card.h"
#include "ui/controls/scene_scroll_bar.h"
#include "ui/layout/training/worker_cards.h"
#include "ui/paint/training/workers_painter.h"

#include <optional>

namespace ui {

// The workers of a training run: what each is at in the last step, and its weights. Click selects
// one, double-click or Enter opens it, the arrow keys go from one to the next.
class WorkersView : public Card, public AccessibleItems
{
    Q_OBJECT

public:
    explicit WorkersView(QWidget *parent = nullptr);

    void setSnapshot(const core::SnapshotPtr &snapshot);
    void setMoment(core::Nanos moment);
    void setSelectedDevice(std::optional<int> device);
    // Whom the weights are compared with, and how they stand.
    void setWeights(const QString &title, const QString &detail,
                    const std::vector<WorkerWeights> &weights);
    void setLook(const Look &look);
    [[nodiscard]] QString describe() const;

    [[nodiscard]] int itemCount() const override;
    [[nodiscard]] Item itemAt(int index) const override;
    [[nodiscard]] QAccessible::Role itemRole() const override { return QAccessible::ListItem; }
    void chooseItem(int index) override;
    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;

Q_SIGNALS:
    void deviceSelected(std::optional<int> device);
    void deviceActivated(int device);
    void deviceMenuRequested(int device, const QPoint &globalPosition);

protected:
    bool event(QEvent *event) override;
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void mouseDoubleClickEvent(QMouseEvent *event) override;
    void wheelEvent(QWheelEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void contextMenuEvent(QContextMenuEvent *event) override;
    void focusInEvent(QFocusEvent *event) override;
    void focusOutEvent(QFocusEvent *event) override;

private:
    void place();
    void choose(std::optional<int> device);
    [[nodiscard]] std::optional<int> deviceAt(QPointF position) const;
    [[nodiscard]] QRectF cardOf(int device) const; // in the widget
    [[nodiscard]] QString deviceText(int device) const;

    core::SnapshotPtr m_snapshot;
    core::Nanos m_moment;
    Look m_look;
    WorkerCards m_cards;
    WorkersPicture m_picture;
    SceneScrollBar m_scrollBar;
    bool m_showsFocus = false; // the focus came by a key
};

} // namespace ui
