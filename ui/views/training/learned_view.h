// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/layout/training/learned.h"
#include "ui/paint/look.h"

#include <QWidget>

namespace ui {

// What the network has learned: pictures with its answers, the plane as it divides it, or what it
// writes.
class LearnedView : public QWidget
{
    Q_OBJECT

public:
    explicit LearnedView(QWidget *parent = nullptr);

    void setLearned(const Learned &learned);
    void setLook(const Look &look);

    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;
    bool event(QEvent *event) override;

private:
    [[nodiscard]] QString tipAt(const QPoint &position) const;
    [[nodiscard]] QRectF body() const;

    Learned m_learned;
    Look m_look;
};

} // namespace ui
