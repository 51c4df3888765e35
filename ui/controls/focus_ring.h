// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/paint/look.h"

#include <QPointer>
#include <QWidget>

namespace ui {

// The ring around the control that has the keyboard focus. It reaches beyond the control, so it
// lies on the nearest ancestor that has room for it.
class FocusRing : public QWidget
{
    Q_OBJECT

public:
    // A ring for target; target deletes it.
    explicit FocusRing(QWidget *target);

    // body: the part of the target that is framed, in its coordinates; radius of its corners.
    void showAround(const QRectF &body, double radius, const Look &look);
    // Whether it was visible when the window lost the focus.
    [[nodiscard]] bool waits() const { return m_waits; }

protected:
    void paintEvent(QPaintEvent *event) override;
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    [[nodiscard]] QWidget *roomyAncestor() const;
    void watchAncestors();
    void place();

    QPointer<QWidget> m_target;
    QRectF m_body;
    double m_radius = 0;
    Look m_look;
    bool m_waits = false;
};

// For a control's focusInEvent(): shows the ring, made when first needed, unless a click brought
// the focus. Coming back to the window, the ring is as it was.
void showFocusRing(FocusRing *&ring, QWidget *target, Qt::FocusReason reason, const QRectF &body,
                   double radius, const Look &look);

} // namespace ui
