// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/scenario/scenario.h"

#include <QByteArray>
#include <QObject>
#include <QProcess>
#include <QString>
#include <QTemporaryDir>

#include <memory>

namespace ui {

// A training run by mpirun on this computer: processes of parallarium-mpi, which write a trace of
// the last step.
class MpiRun : public QObject
{
    Q_OBJECT

public:
    // program: parallarium-mpi.
    explicit MpiRun(QString program, QObject *parent = nullptr);
    ~MpiRun() override; // ends the processes

    // Beside this program, where it is installed and where it is built; else the one on the path.
    [[nodiscard]] static QString usualProgram();
    // Why this cannot be trained, or nothing can be started, as a sentence; empty: it can.
    [[nodiscard]] QString obstacle(const core::Scenario &scenario) const;

    // scenario: as JSON, with the number of steps in it. Nothing is running.
    void start(const QByteArray &scenario, int processes);
    void cancel();
    [[nodiscard]] bool isRunning() const { return m_process.state() != QProcess::NotRunning; }
    [[nodiscard]] qint64 processId() const { return m_process.processId(); } // of mpirun

Q_SIGNALS:
    void progressed(const QString &text); // "step 12 of 250, loss 0.21, accuracy 97 %"
    // The trace is there until the next start.
    void trained(const QString &trace);
    void failed(const QString &problem); // a sentence; empty: it was cancelled

private:
    void readProgress();
    void end(int exitCode, QProcess::ExitStatus status);

    QString m_program;
    QProcess m_process;
    std::unique_ptr<QTemporaryDir> m_folder; // of the scenario and the trace
    QString m_said;                          // what is no progress: the first line of it
    bool m_isCancelled = false;
};

} // namespace ui
