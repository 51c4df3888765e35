// SPDX-License-Identifier: GPL-3.0-or-later
// Training over MPI as the window starts it.
#include "core/io/scenario/scenario_json.h"
#include "core/io/trace/read_trace.h"
#include "ui/shell/mpi_dialog.h"

#include <QDialogButtonBox>
#include <QDir>
#include <QPushButton>
#include <QSignalSpy>
#include <QSpinBox>
#include <QTest>

using ui::MpiDialog;

class TestMpiDialog : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aRunEndsWithATrace();
    void aCancelledRunKeepsNothing();
    void aRunThatDivergesSaysSo();
    void aWindowThatGoesEndsItsProcesses();
    void whatIsMissingIsSaid();
    void aScenarioWithoutTrainingIsRefused();
};

namespace {

core::Scenario scenarioOf(const char *id)
{
    return core::loadScenario(id).value();
}

QPushButton *buttonOf(const MpiDialog &dialog, const char *text)
{
    for (QPushButton *button : dialog.findChildren<QPushButton *>()) {
        if (button->text().remove(QLatin1Char('&')) == QLatin1String(text))
            return button;
    }
    return nullptr;
}

const QString kProgram = QStringLiteral(PARALLARIUM_MPI_PROGRAM);
constexpr int kLong = 60'000; // ms

} // namespace

void TestMpiDialog::aRunEndsWithATrace()
{
    MpiDialog dialog(kProgram);
    dialog.setScenario(scenarioOf("train-digits-tp2"));
    dialog.findChild<QSpinBox *>()->setValue(3);
    QSignalSpy trained(&dialog, &MpiDialog::trained);
    buttonOf(dialog, "Start")->click();
    QVERIFY(dialog.run().isRunning());
    QVERIFY(!buttonOf(dialog, "Start")->isEnabled());
    QVERIFY(trained.wait(kLong));
    QVERIFY2(dialog.said().startsWith(QLatin1String("Step 3 of 3, loss ")),
             qPrintable(dialog.said()));
    const core::Result<core::Recording> recording =
        core::readTrace(trained.front().front().toString().toStdString());
    QVERIFY(recording);
    QCOMPARE(recording.value().trace.rows.size(), std::size_t{2});
    QVERIFY(buttonOf(dialog, "Start")->isEnabled());
}

void TestMpiDialog::aCancelledRunKeepsNothing()
{
    MpiDialog dialog(kProgram);
    dialog.setScenario(scenarioOf("train-digits-tp2"));
    dialog.findChild<QSpinBox *>()->setValue(900'000);
    QSignalSpy progressed(&dialog.run(), &ui::MpiRun::progressed);
    QSignalSpy failed(&dialog.run(), &ui::MpiRun::failed);
    QSignalSpy trained(&dialog, &MpiDialog::trained);
    buttonOf(dialog, "Start")->click();
    QVERIFY(progressed.wait(kLong));
    buttonOf(dialog, "Cancel the run")->click();
    QVERIFY(!failed.empty() || failed.wait(kLong));
    QCOMPARE(dialog.said(), QStringLiteral("Cancelled: nothing was kept."));
    QVERIFY(trained.empty());
    QVERIFY(!dialog.run().isRunning());
}

void TestMpiDialog::aRunThatDivergesSaysSo()
{
    core::Scenario scenario = scenarioOf("train-digits-tp2");
    scenario.train->learningRate = 1000;
    MpiDialog dialog(kProgram);
    dialog.setScenario(scenario);
    QSignalSpy failed(&dialog.run(), &ui::MpiRun::failed);
    buttonOf(dialog, "Start")->click();
    QVERIFY(failed.wait(kLong));
    QVERIFY2(dialog.said().startsWith(QLatin1String("The loss of step ")) &&
                 dialog.said().contains(QLatin1String("smaller learning rate")),
             qPrintable(dialog.said()));
}

// /proc has a folder for each process as long as it is there.
void TestMpiDialog::aWindowThatGoesEndsItsProcesses()
{
    auto dialog = std::make_unique<MpiDialog>(kProgram);
    dialog->setScenario(scenarioOf("train-digits-tp2"));
    dialog->findChild<QSpinBox *>()->setValue(900'000);
    QSignalSpy progressed(&dialog->run(), &ui::MpiRun::progressed);
    buttonOf(*dialog, "Start")->click();
    QVERIFY(progressed.wait(kLong));
    const qint64 process = dialog->run().processId();
    QVERIFY(process > 0);
    const QString folder = QStringLiteral("/proc/%1").arg(process);
    QVERIFY(QDir(folder).exists());
    dialog.reset();
    QVERIFY(!QDir(folder).exists());
}

void TestMpiDialog::whatIsMissingIsSaid()
{
    const core::Scenario scenario = scenarioOf("train-digits-tp2");
    const QByteArray path = qgetenv("PATH");
    MpiDialog nowhere(QStringLiteral("/nowhere/parallarium-mpi"));
    nowhere.setScenario(scenario);
    QVERIFY(nowhere.said().contains(QLatin1String("libopenmpi-dev")));
    QVERIFY(!buttonOf(nowhere, "Start")->isEnabled());
    qputenv("PATH", "/nowhere");
    MpiDialog dialog(kProgram);
    dialog.setScenario(scenario);
    qputenv("PATH", path);
    QVERIFY2(dialog.said().startsWith(QLatin1String("mpirun is not there")),
             qPrintable(dialog.said()));
    QVERIFY(!buttonOf(dialog, "Start")->isEnabled());
}

void TestMpiDialog::aScenarioWithoutTrainingIsRefused()
{
    MpiDialog dialog(kProgram);
    dialog.setScenario(scenarioOf("llama7b-pp4"));
    QVERIFY(dialog.said().contains(QLatin1String("no section \"train\"")));
    QVERIFY(!buttonOf(dialog, "Start")->isEnabled());
}

QTEST_MAIN(TestMpiDialog)
#include "tst_mpi_dialog.moc"
