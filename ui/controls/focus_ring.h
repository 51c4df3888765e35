// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/paint/look.h"

#include <QPointer>
#include <QWidget>

#include <functional>

namespace ui {

// The shape to frame, in the coordinates of the control.
struct FocusShape
{
    QRectF body;
    double radius = 0; // of its corners
    Look look;
};

// The ring around the control that has the keyboard focus. It reaches beyond the control, so it
// lies on the nearest ancestor that has room for it.
class FocusRing : public QWidget
{
    Q_OBJECT

public:
    // A ring for target; target deletes it, and so does the ancestor that it lies on, which a
    // control may outlive: keep it in a QPointer.
    explicit FocusRing(QWidget *target);

    // Asks for the shape again whenever the control moves, grows or gets another look.
    void showAround(std::function<FocusShape()> shape);
    // Whether it was visible when the window lost the focus.
    [[nodiscard]] bool waits() const { return m_waits; }

protected:
    void paintEvent(QPaintEvent *event) override;
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    [[nodiscard]] QWidget *roomyAncestor() const;
    void watchAncestors();
    void follow();
    void place();

    QPointer<QWidget> m_target;
    std::function<FocusShape()> m_shapeNow;
    FocusShape m_shape;
    bool m_waits = false;
};

// For a control's focusInEvent(): shows the ring, made when first needed, unless a click brought
// the focus. Coming back to the window, the ring is as it was.
void showFocusRing(QPointer<FocusRing> &ring, QWidget *target, Qt::FocusReason reason,
                   std::function<FocusShape()> shape);

} // namespace ui
