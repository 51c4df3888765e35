// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/paint/look.h"

#include <QPointF>
#include <QWidget>

#include <optional>

namespace ui {

// A red dot that points at something, over all that is presented. Switched on it takes the mouse;
// otherwise it is there while a button is pressed, and what lies below gets the mouse as ever.
class LaserDot : public QWidget
{
    Q_OBJECT

public:
    explicit LaserDot(QWidget *screen);

    void setLook(const Look &look);
    void setOn(bool on);
    [[nodiscard]] bool isOn() const { return m_on; }
    [[nodiscard]] std::optional<QPointF> place() const { return m_place; } // nothing: not seen

protected:
    void paintEvent(QPaintEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void point(std::optional<QPointF> place);
    [[nodiscard]] QRect areaOf(std::optional<QPointF> place) const;

    Look m_look;
    bool m_on = false;
    std::optional<QPointF> m_place;
};

} // namespace ui
