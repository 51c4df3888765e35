// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/scenario/scenario.h"
#include "ui/bridge/mpi_run.h"

#include <QDialog>

class QLabel;
class QLineEdit;
class QProgressBar;
class QPushButton;
class QSpinBox;

namespace ui {

class MainWindow;

// Trains the scenario with a process of MPI for each worker, on this computer, and says how the
// same is started on a cluster.
class MpiDialog : public QDialog
{
    Q_OBJECT

public:
    explicit MpiDialog(const QString &program, QWidget *parent = nullptr);

    // Nothing is running.
    void setScenario(const core::Scenario &scenario);
    [[nodiscard]] MpiRun &run() { return m_run; }
    [[nodiscard]] QString said() const;

Q_SIGNALS:
    void trained(const QString &trace); // its file is there until the dialog starts again or goes

protected:
    void done(int result) override; // ends what runs

private:
    void start();
    void showProgress(const QString &text);
    void showEnd(const QString &text);

    core::Scenario m_scenario;
    MpiRun m_run;
    QLabel *m_what;
    QSpinBox *m_steps;
    QLineEdit *m_command;
    QProgressBar *m_bar;
    QLabel *m_said;
    QPushButton *m_start;
    QPushButton *m_cancel;
};

// For the scenario of the window; its trace opens as a recorded run.
void showMpiDialog(MainWindow &window);

} // namespace ui
