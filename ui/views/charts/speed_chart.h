// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/live/session/calibrate.h"
#include "ui/paint/look.h"

#include <QWidget>

class QCustomPlot;

namespace ui {

// How fast this computer multiplies matrices, by their size: a dot for each square of weights that
// was measured, a line for the curve fitted to them, a colour for each number of rows.
class SpeedChart : public QWidget
{
    Q_OBJECT

public:
    explicit SpeedChart(QWidget *parent = nullptr);

    void setCurve(const core::live::ComputerCurve &curve);
    void setLook(const Look &look);
    [[nodiscard]] const QCustomPlot &plot() const { return *m_plot; }

    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;

protected:
    void resizeEvent(QResizeEvent *event) override;

private:
    void dress();

    Look m_look;
    QCustomPlot *m_plot; // graphs: the dots and the line of each number of rows in turn
};

} // namespace ui
