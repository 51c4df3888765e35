// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/controls/accessible_items.h"
#include "ui/editor/editor_session.h"
#include "ui/editor/grid_layout.h"
#include "ui/editor/grid_painter.h"
#include "ui/paint/look.h"

#include <QWidget>

#include <optional>

namespace ui {

// The grid of the schedule editor. Visits are dragged along their row; a click on a dashed one
// places it. Arrows select, Shift and arrows move, Insert places what is ready, S splits and joins,
// Delete takes out, Ctrl+Z and Ctrl+Y undo and redo. It lies in a scroll area.
class GridView : public QWidget, public AccessibleItems
{
    Q_OBJECT

public:
    explicit GridView(EditorSession &session, QWidget *parent = nullptr);

    void setLook(const Look &look);
    void setShowsReady(bool shows);
    void setRoom(const QSize &room); // of the scroll area
    void setInSight(double left);    // where that begins

    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QRect selectedArea() const; // to be kept in sight
    [[nodiscard]] const EditorLayout &editorLayout() const { return m_layout; }

    [[nodiscard]] int itemCount() const override;
    [[nodiscard]] Item itemAt(int index) const override;
    [[nodiscard]] QAccessible::Role itemRole() const override { return QAccessible::ListItem; }
    void chooseItem(int index) override;

Q_SIGNALS:
    void selectionMoved();
    void insertMenuRequested(const QPoint &globalPosition);

protected:
    bool event(QEvent *event) override;
    void paintEvent(QPaintEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void focusInEvent(QFocusEvent *event) override;
    void focusOutEvent(QFocusEvent *event) override;

private:
    struct Drag
    {
        core::VisitPlace from;
        QPointF begin;
        QPointF now;
        bool hasMoved = false;
    };

    void renew();
    bool press(int key, Qt::KeyboardModifiers modifiers); // whether it is a key of the grid
    void selectBy(int visits);
    void selectRank(int by);
    void moveBy(int visits);
    void placeReady();
    void announceSelected();
    [[nodiscard]] QRectF dropArea() const;
    [[nodiscard]] core::VisitPlace placeOf(int item) const;
    [[nodiscard]] QString tipAt(QPointF position) const;

    EditorSession &m_session;
    Look m_look;
    EditorLayout m_layout;
    QSize m_room;
    double m_inSight = 0;
    bool m_showsReady = true;
    std::optional<Drag> m_drag;
};

// Whether the grid takes a key for itself.
[[nodiscard]] bool isEditorKey(int key, Qt::KeyboardModifiers modifiers);

} // namespace ui
