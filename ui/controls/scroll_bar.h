// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/paint/look.h"

#include <QScrollBar>

namespace ui {

// A thin bar without arrows, in the colours of the theme; empty when there is nothing to scroll.
class ScrollBar : public QScrollBar
{
    Q_OBJECT

public:
    explicit ScrollBar(Qt::Orientation orientation, QWidget *parent = nullptr);
    void setLook(const Look &look);
    [[nodiscard]] QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;

private:
    [[nodiscard]] QRectF handleRect() const;
    [[nodiscard]] double along(const QPointF &point) const;

    Look m_look;
    double m_grabOffset = 0;
};

} // namespace ui
