// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/live/session/calibrate.h"
#include "ui/paint/look.h"

#include <QDialog>

class QLabel;
class QProgressBar;
class QPushButton;

namespace ui {

class ComputerBridge;
class MainWindow;
class SpeedChart;

// What this computer was measured to do: predictions of training runs are made from it.
class ComputerDialog : public QDialog
{
    Q_OBJECT

public:
    explicit ComputerDialog(QWidget *parent = nullptr);

    void setLook(const Look &look);
    [[nodiscard]] QString facts() const;
    [[nodiscard]] const SpeedChart &chart() const { return *m_chart; }

Q_SIGNALS:
    void measured();

private:
    void measureAnew();
    void show(const core::live::ComputerCurve &curve);
    void showProgress(const QString &text);

    ComputerBridge *m_bridge;
    QLabel *m_facts;
    QProgressBar *m_bar;
    SpeedChart *m_chart;
    QPushButton *m_again;
};

void showComputerDialog(MainWindow &window);

} // namespace ui
