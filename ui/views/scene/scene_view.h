// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/analysis/snapshot.h"
#include "ui/controls/accessible_items.h"
#include "ui/controls/scene_scroll_bar.h"
#include "ui/layout/scene/scene_layout.h"
#include "ui/paint/look.h"
#include "ui/views/scene/colour_choice.h"
#include "ui/views/scene/detail_steps.h"
#include "ui/views/scene/still_picture.h"

#include <QWidget>

#include <optional>

namespace ui {

// The flow scene: what every device is at, and the data that moves between them. Click selects a
// device, double-click or Enter opens it, the arrow keys go from one to the next. Ctrl+wheel and
// pinch ask for more or less detail than fits, and then it scrolls; a double-click on empty
// background goes back to what fits.
class SceneView : public QWidget, public AccessibleItems
{
    Q_OBJECT

public:
    explicit SceneView(QWidget *parent = nullptr);

    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;
    // The whole picture in words.
    [[nodiscard]] QString describe() const;
    // Whether cards, tips and screen readers tell times and shares, also of what is yet to come.
    void setTells(bool tells)
    {
        m_tells = tells;
        update();
    }
    [[nodiscard]] QString tipAt(QPointF position) const; // empty: nothing there
    // Where samples wait for their turn; empty: nowhere.
    [[nodiscard]] QRectF batchPlace() const { return m_layout.batch; }
    [[nodiscard]] CardDetail shownDetail() const { return m_layout.detail; }
    [[nodiscard]] std::optional<CardDetail> chosenDetail() const { return m_detail; }
    // To screen readers a list of devices, in the order in which the cards stand.
    [[nodiscard]] int itemCount() const override;
    [[nodiscard]] Item itemAt(int index) const override;
    [[nodiscard]] QAccessible::Role itemRole() const override { return QAccessible::ListItem; }
    void chooseItem(int index) override;

    void setExtent(SceneExtent extent) // whole unless said otherwise
    {
        m_extent = extent;
        invalidate();
    }

public Q_SLOTS:
    void setSnapshot(const core::SnapshotPtr &snapshot);
    void setMoment(core::Nanos moment);
    void setLook(const Look &look);
    void setSelectedDevice(std::optional<int> device);
    void setDetail(std::optional<CardDetail> detail); // nothing: what fits
    void changeDetail(int by);                        // positive: more of it

Q_SIGNALS:
    void deviceSelected(std::optional<int> device);
    void deviceActivated(int device);
    // Asked for by the right button or the menu key.
    void deviceMenuRequested(int device, const QPoint &globalPosition);
    void linkMenuRequested(int fromDevice, int toDevice, const QPoint &globalPosition);

protected:
    bool event(QEvent *event) override;
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void leaveEvent(QEvent *event) override;
    void mouseDoubleClickEvent(QMouseEvent *event) override;
    void wheelEvent(QWheelEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void contextMenuEvent(QContextMenuEvent *event) override;
    void focusInEvent(QFocusEvent *event) override;
    void focusOutEvent(QFocusEvent *event) override;

private:
    void invalidate();
    void paintStillPart(QPainter &painter) const;
    void select(std::optional<int> device); // as the user did
    void moveSelection(int by);
    void changeDetailBy(int steps);
    void showSelected();
    void setHovered(std::optional<int> device);
    [[nodiscard]] QPointF inScene(QPointF position) const;
    [[nodiscard]] QRectF scrolledArea() const;

    bool m_tells = true;
    core::SnapshotPtr m_snapshot;
    core::Nanos m_moment;
    Look m_look;
    SceneLayout m_layout;
    StillPicture m_still;      // cards, links and captions
    bool m_showsFocus = false; // the focus came by a key
    std::optional<int> m_selected;
    std::optional<int> m_hovered;       // in a grid of tiles: shown in the panel meanwhile
    std::optional<CardDetail> m_detail; // nothing: what fits
    SceneExtent m_extent = SceneExtent::Whole;
    ColourChoiceRow m_colours; // above tiles and squares
    SceneScrollBar m_scrollBar;
    DetailSteps m_detailSteps;
};

} // namespace ui
