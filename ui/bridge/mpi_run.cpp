// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/bridge/mpi_run.h"

#include "core/live/session/trained_layout.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QProcessEnvironment>
#include <QStandardPaths>

#include <utility>

#include <unistd.h>

namespace ui {

namespace {

constexpr int kPatience = 3000; // ms that ending may take

QString mpirun()
{
    return QStandardPaths::findExecutable(QStringLiteral("mpirun"));
}

// More processes than cores are wanted here, and they should not fight for them. What another MPI
// than Open MPI does not know it ignores.
QProcessEnvironment environment()
{
    QProcessEnvironment values = QProcessEnvironment::systemEnvironment();
    values.insert(QStringLiteral("OMPI_MCA_rmaps_base_oversubscribe"), QStringLiteral("1"));
    values.insert(QStringLiteral("OMPI_MCA_mpi_yield_when_idle"), QStringLiteral("1"));
    values.insert(QStringLiteral("OMPI_MCA_orte_execute_quiet"), QStringLiteral("1"));
    // Do not probe for network hardware, and after a failure kill at once, not a second later.
    values.insert(QStringLiteral("OMPI_MCA_pml"), QStringLiteral("ob1"));
    values.insert(QStringLiteral("OMPI_MCA_odls_base_sigkill_timeout"), QStringLiteral("0"));
    values.insert(QStringLiteral("OPENBLAS_NUM_THREADS"), QStringLiteral("1"));
    if (::geteuid() == 0) { // in a container, where mpirun would refuse
        values.insert(QStringLiteral("OMPI_ALLOW_RUN_AS_ROOT"), QStringLiteral("1"));
        values.insert(QStringLiteral("OMPI_ALLOW_RUN_AS_ROOT_CONFIRM"), QStringLiteral("1"));
    }
    return values;
}

} // namespace

MpiRun::MpiRun(QString program, QObject *parent) : QObject(parent), m_program(std::move(program))
{
    m_process.setStandardInputFile(QProcess::nullDevice());
    m_process.setStandardOutputFile(QProcess::nullDevice());
    connect(&m_process, &QProcess::readyReadStandardError, this, &MpiRun::readProgress);
    connect(&m_process, &QProcess::finished, this, &MpiRun::end);
    connect(&m_process, &QProcess::errorOccurred, this, [this](QProcess::ProcessError error) {
        if (error == QProcess::FailedToStart) // then it never finishes
            Q_EMIT failed(tr("mpirun cannot be started: %1.").arg(m_process.errorString()));
    });
}

MpiRun::~MpiRun()
{
    m_process.disconnect(this);
    if (!isRunning())
        return;
    m_process.terminate(); // mpirun ends the others
    if (!m_process.waitForFinished(kPatience)) {
        m_process.kill();
        m_process.waitForFinished(kPatience);
    }
}

QString MpiRun::usualProgram()
{
    const QString name = QStringLiteral("parallarium-mpi");
    const QString beside = QDir(QCoreApplication::applicationDirPath()).filePath(name);
    return QFileInfo(beside).isExecutable() ? beside : QStandardPaths::findExecutable(name);
}

QString MpiRun::obstacle(const core::Scenario &scenario) const
{
    if (const auto layout = core::live::trainedLayout(scenario); !layout)
        return QString::fromStdString(layout.error().message);
    if (!QFileInfo(m_program).isExecutable())
        return tr("The program parallarium-mpi is not there: it is built where MPI is found, so "
                  "install libopenmpi-dev and build again.");
    if (mpirun().isEmpty())
        return tr("mpirun is not there: install openmpi-bin, then start again.");
    return {};
}

void MpiRun::start(const QByteArray &scenario, int processes)
{
    m_said.clear();
    m_isCancelled = false;
    m_folder = std::make_unique<QTemporaryDir>();
    QFile file(m_folder->filePath(QStringLiteral("run.parallarium.json")));
    if (!file.open(QIODevice::WriteOnly) || file.write(scenario) != scenario.size() ||
        !file.flush()) {
        Q_EMIT failed(tr("The scenario cannot be written to a temporary folder: %1.")
                          .arg(file.errorString()));
        return;
    }
    m_process.setProcessEnvironment(environment());
    m_process.start(mpirun(),
                    {QStringLiteral("-n"), QString::number(processes), m_program, file.fileName(),
                     QStringLiteral("--progress"), QStringLiteral("--trace"),
                     m_folder->filePath(QStringLiteral("trace.json.gz"))});
}

void MpiRun::cancel()
{
    m_isCancelled = true;
    m_process.terminate();
}

void MpiRun::readProgress()
{
    m_process.setReadChannel(QProcess::StandardError);
    QString newest;
    while (m_process.canReadLine()) {
        const QString line = QString::fromUtf8(m_process.readLine()).trimmed();
        if (line.startsWith(QLatin1String("step ")))
            newest = line;
        else if (m_said.isEmpty() && !line.isEmpty() && !line.startsWith(QLatin1String("---")))
            m_said = line;
    }
    if (!newest.isEmpty())
        Q_EMIT progressed(newest);
}

void MpiRun::end(int exitCode, QProcess::ExitStatus status)
{
    readProgress();
    if (m_isCancelled) {
        Q_EMIT failed({});
    } else if (status == QProcess::NormalExit && exitCode == 0) {
        Q_EMIT trained(m_folder->filePath(QStringLiteral("trace.json.gz")));
    } else {
        // The path of the scenario is a temporary one that nobody has seen.
        const QString file =
            m_folder->filePath(QStringLiteral("run.parallarium.json")) + QStringLiteral(": ");
        const QString said = m_said.startsWith(file) ? m_said.mid(file.size()) : m_said;
        Q_EMIT failed(said.isEmpty() ? tr("mpirun ended with exit code %1.").arg(exitCode) : said);
    }
}

} // namespace ui
