// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/paint/look.h"

#include <QPointF>
#include <QWidget>

#include <vector>

namespace ui {

// What the colours of the grid stand for, in one line or in as
// many as it takes.
class LegendStrip : public QWidget
{
    Q_OBJECT

public:
    explicit LegendStrip(QWidget *parent = nullptr);

    void setLook(const Look &look);
    [[nodiscard]] QSize sizeHint() const override; // of one line
    [[nodiscard]] int heightForWidth(int width) const override;

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    [[nodiscard]] std::vector<QPointF> placesIn(double width) const;

    Look m_look;
};

} // namespace ui
