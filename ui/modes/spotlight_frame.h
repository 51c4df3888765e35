// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/paint/look.h"

#include <QWidget>

namespace ui {

// An outline around what a lesson speaks of; it takes no clicks, and dims nothing.
class SpotlightFrame : public QWidget
{
    Q_OBJECT

public:
    explicit SpotlightFrame(QWidget *parent = nullptr);

    void setLook(const Look &look);
    void setTarget(const QRectF &target); // empty: nothing is outlined
    [[nodiscard]] QRectF target() const { return m_target; }

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    Look m_look;
    QRectF m_target;
};

} // namespace ui
