// SPDX-License-Identifier: GPL-3.0-or-later
// Trace files that are opened: shown beside the window, which stays as it is.
#include "tests/ui/shell/window_fixture.h"

#include "tests/core/recorded/made_chrome.h"

#include "core/base/rounded_sum.h"
#include "core/io/file/files.h"
#include "core/io/trace/write_trace.h"
#include "core/live/session/predicted_step.h"
#include "core/sim/trace_builder.h"
#include "ui/panels/kpi_strip.h"
#include "ui/shell/kernel_rules_dialog.h"
#include "ui/shell/recorded_run_dialog.h"
#include "ui/views/timeline/runs_choice.h"
#include "ui/views/timeline/timeline_view.h"
#include "ui/words/timeline_readout.h"

#include <QComboBox>
#include <QDialogButtonBox>
#include <QFileDialog>
#include <QHeaderView>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPointer>
#include <QPushButton>
#include <QShortcut>
#include <QTabWidget>
#include <QTableWidget>

class RecordedRunTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aTraceWithItsScenarioStandsBelowThePrediction();
    void aTraceOfATrainingRunSpeaksOfWorkers();
    void aTraceAloneIsShownAlone();
    void aDamagedTraceChangesNothing();
    void tracesOfAProfilerTellWhereTheTimeWent();
    void kernelsAreFoundByAPartOfTheirName();
    void partsOfIdleTimeAddUpToIt();
    void allFilesOfARunAreChosenAtOnce();
    void theGuessedSplitIsTakenAndCompared();
    void rulesOfOnesOwnGiveKernelsAnotherKind();
    void aRunIsShownWhileItIsRead();

private:
    // What is shown when so much of a run is read.
    void grow(std::int64_t end);
    [[nodiscard]] ui::RecordedRunDialog *dialog()
    {
        return m_fixture.window().findChild<ui::RecordedRunDialog *>();
    }

    WindowFixture m_fixture;
};

// What was simulated is predicted again to the nanosecond.
void RecordedRunTest::aTraceWithItsScenarioStandsBelowThePrediction()
{
    m_fixture.open(QStringLiteral("1f1b-4-8"));
    const QString path = m_fixture.filePath(QStringLiteral("step.json.gz"));
    QVERIFY(core::writeTrace(path.toStdString(), *m_fixture.document().snapshot()));
    QVERIFY(!m_fixture.openFile(path)); // neither the scenario nor its history
    QVERIFY(dialog() && dialog()->isVisible());
    ui::TimelineView &timeline = dialog()->timeline();
    QVERIFY(timeline.timelineLayout().twoRuns);
    QCOMPARE(timeline.timelineLayout().rowCount, 4);
    QVERIFY(timeline.difference());
    QCOMPARE(timeline.difference()->step.difference().count, std::int64_t(0));
    QVERIFY2(dialog()->summary().contains(QStringLiteral("forward 0 %")),
             qPrintable(dialog()->summary()));
    dialog()->findChild<ui::RunsChoice *>()->findChildren<ui::ChoiceButton *>().at(1)->click();
    QVERIFY(!timeline.timelineLayout().twoRuns);
    QVERIFY(dialog()->summary().isEmpty());
    delete dialog();
}

void RecordedRunTest::aTraceOfATrainingRunSpeaksOfWorkers()
{
    m_fixture.open(QStringLiteral("1f1b-4-8"));
    const core::SnapshotPtr made =
        core::live::predictedStep(core::loadScenario("train-digits-pp4").value());
    QVERIFY(made);
    const QString path = m_fixture.filePath(QStringLiteral("live.json"));
    QVERIFY(core::writeTrace(path.toStdString(), *made));
    QVERIFY(!m_fixture.openFile(path));
    QVERIFY(dialog() && dialog()->timeline().timelineLayout().twoRuns);
    const ui::TimelineLayout &layout = dialog()->timeline().timelineLayout();
    QCOMPARE(layout.rowCount, 4);
    for (const ui::TimelineRow &row : layout.rows)
        QCOMPARE(ui::timelineLabel(row), QStringLiteral("Worker %1").arg(row.index + 1));
    QVERIFY2(dialog()->summary().startsWith(QStringLiteral("All workers, ")),
             qPrintable(dialog()->summary()));
    QCOMPARE(dialog()->timeline().difference()->step.difference().count, std::int64_t(0));
    delete dialog();
}

void RecordedRunTest::aTraceAloneIsShownAlone()
{
    core::TraceBuilder builder;
    (void)builder.addRow({.label = "Worker 1", .devices = {0}, .replicas = {0}});
    QVERIFY(builder.add(0, {.begin = 5, .end = 9, .tag = {.kind = core::SpanKind::Forward}}));
    const QString path = m_fixture.filePath(QStringLiteral("alone.json"));
    QVERIFY(core::writeTrace(path.toStdString(), *core::makeRecording("alone", builder.close())));
    QVERIFY(!m_fixture.openFile(path));
    QVERIFY(dialog());
    QVERIFY(!dialog()->timeline().timelineLayout().twoRuns);
    QCOMPARE(dialog()->timeline().timelineLayout().stop.count, std::int64_t(9));
    delete dialog();
}

void RecordedRunTest::aDamagedTraceChangesNothing()
{
    const QString path = m_fixture.filePath(QStringLiteral("cut.json"));
    QVERIFY(core::writeFile(path.toStdString(),
                            R"({"format":"parallarium-trace/1","unit":"ns","stop":9})"));
    QVERIFY(!m_fixture.openFile(path));
    QVERIFY(!dialog());
}

namespace {

// Two steps of two ranks, µs: a product of 60, attention of 20, then an all-gather that the second
// rank joins 30 later, and 10 of the first step in which nothing is at work.
std::string traceOfRank(int rank)
{
    made::Events events;
    for (int step = 0; step < 2; ++step) {
        const std::int64_t begin = step * 200'000;
        const std::int64_t late = rank * 30'000;
        events.step(7 + step, begin, begin + 190'000)
            .kernel("sm80_xmma_gemm", 7, begin, begin, begin + 60'000 + late)
            .kernel("flash_fwd_kernel", 7, begin, begin + 60'000 + late, begin + 80'000 + late)
            .kernel("ncclDevKernel_AllGather", 20, begin, begin + 80'000 + late, begin + 190'000,
                    R"(, "Collective name": "allgather", "Process Group Ranks": "[0, 1]",
                        "Process Group Description": "fsdp", "Seq": )" +
                        std::to_string(step));
    }
    return events.document("\"schemaVersion\": 1, " + made::ofRank(rank));
}

QString cellOf(const QTabWidget &tables, int tab, int row, int column)
{
    return static_cast<QTableWidget *>(tables.widget(tab))->item(row, column)->text();
}

// Numbers right, under headings that stand right as well, and none far from the others.
void theTablesStandAsNumbersDo(const QTabWidget &tables)
{
    for (int tab = 0; tab < tables.count(); ++tab) {
        const auto *table = static_cast<QTableWidget *>(tables.widget(tab));
        const int last = table->columnCount() - 1;
        for (int column = 0; column <= last && table->rowCount() > 0; ++column) {
            const auto isRight = [](const QTableWidgetItem *item) {
                return (item->textAlignment() & Qt::AlignRight) != 0;
            };
            QCOMPARE(isRight(table->horizontalHeaderItem(column)), isRight(table->item(0, column)));
        }
        if (tab != 3) // whose last column is the names of kernels
            QVERIFY(!table->horizontalHeader()->stretchLastSection());
    }
}

// Each as tenths of a percent.
int tenthsOf(const QString &text)
{
    return qRound(10 * text.section(QLatin1Char(' '), 0, 0).toDouble());
}

} // namespace

// Of 700: idle 233 in all (33.3 %), 100 + 100 + 33 (14.3 + 14.3 + 4.7).
void RecordedRunTest::partsOfIdleTimeAddUpToIt()
{
    const std::int64_t causes[] = {100, 100, 33};
    const std::vector<std::string> shares = core::sharesOfSum(causes, 700);
    int sum = 0;
    for (std::size_t i = 0; i < 3; ++i)
        sum += tenthsOf(QString::fromStdString(shares[i]));
    QCOMPARE(tenthsOf(QString::fromStdString(shares[3])), sum);
    QVERIFY(std::abs(sum - 333) <= 1);
    QCOMPARE(shares[0], shares[1]);
    m_fixture.open(QStringLiteral("dp8-nvlink"));
    const made::ChromeFolder folder;
    QVERIFY(folder.write("r0.json", traceOfRank(0)) && folder.write("r1.json", traceOfRank(1)));
    QVERIFY(!m_fixture.openFile(QFileInfo(QString::fromStdString(folder.path("r0.json"))).path()));
    const auto *tables = dialog()->findChild<QTabWidget *>();
    for (int row = 0; row < 2; ++row) {
        int parts = 0;
        for (const int column : {7, 8, 9})
            parts += tenthsOf(cellOf(*tables, 0, row, column));
        QCOMPARE(tenthsOf(cellOf(*tables, 0, row, 6)), parts);
    }
    delete dialog();
}

void RecordedRunTest::tracesOfAProfilerTellWhereTheTimeWent()
{
    m_fixture.open(QStringLiteral("dp8-nvlink"));
    const made::ChromeFolder folder;
    QVERIFY(folder.write("r0.json", traceOfRank(0)) && folder.write("r1.json", traceOfRank(1)));
    QVERIFY(!m_fixture.openFile(QFileInfo(QString::fromStdString(folder.path("r0.json"))).path()));
    QVERIFY(dialog());
    QCOMPARE(dialog()->steps()->count(), 3);
    dialog()->steps()->setCurrentIndex(1);
    auto *figures = dialog()->findChild<ui::KpiStrip *>();
    QTRY_COMPARE(figures->texts()[0].title, QStringLiteral("Step, measured"));
    QCOMPARE(figures->texts()[0].value + figures->texts()[0].unit, QStringLiteral("190µs"));
    // Of 190: the first rank computes 80 and exchanges 110, the second 110 and 80.
    QCOMPARE(figures->texts()[1].value, QStringLiteral("100.0"));
    const auto *tables = dialog()->findChild<QTabWidget *>();
    QCOMPARE(cellOf(*tables, 0, 0, 2), QStringLiteral("42.1 %"));
    QCOMPARE(cellOf(*tables, 0, 1, 2), QStringLiteral("57.9 %"));
    QCOMPARE(cellOf(*tables, 0, 0, 3), QStringLiteral("57.9 %"));
    QCOMPARE(cellOf(*tables, 0, 1, 10), QStringLiteral("1")); // arrived last
    theTablesStandAsNumbersDo(*tables);
    QCOMPARE(cellOf(*tables, 2, 0, 5), QStringLiteral("30.0 µs"));
    QCOMPARE(cellOf(*tables, 2, 0, 6), QStringLiteral("80.0 µs"));
    QCOMPARE(dialog()->timeline().timelineLayout().stop.count, std::int64_t(190'000));
    QCOMPARE(dialog()->timeline().timelineLayout().rowCount, 4);
    delete dialog();
}

void RecordedRunTest::kernelsAreFoundByAPartOfTheirName()
{
    m_fixture.open(QStringLiteral("dp8-nvlink"));
    const made::ChromeFolder folder;
    QVERIFY(folder.write("r0.json", traceOfRank(0)) && folder.write("r1.json", traceOfRank(1)));
    QVERIFY(!m_fixture.openFile(QFileInfo(QString::fromStdString(folder.path("r0.json"))).path()));
    QVERIFY(dialog());
    ui::TimelineSearch &search = dialog()->timeline().search();
    dialog()->findChild<QPushButton *>(QStringLiteral("find"))->click();
    auto *edit = dialog()->timeline().findChild<QLineEdit *>();
    QVERIFY(edit && edit->isVisible());
    QCOMPARE(edit->placeholderText(), QStringLiteral("Part of a name, GPU 3, attention…"));
    edit->setText(QStringLiteral("allgather"));
    QTRY_VERIFY2(search.note().startsWith(QStringLiteral("1 of ")), qPrintable(search.note()));
    QCOMPARE(search.note(), QStringLiteral("1 of 4")); // of two ranks in two steps
    const auto press = [this](const QKeySequence &key) {
        for (QShortcut *shortcut : dialog()->findChildren<QShortcut *>()) {
            if (shortcut->key() == key)
                Q_EMIT shortcut->activated();
        }
    };
    press(Qt::Key_F3);
    QCOMPARE(search.note(), QStringLiteral("2 of 4"));
    press(Qt::SHIFT | Qt::Key_F3);
    QCOMPARE(search.note(), QStringLiteral("1 of 4"));
    delete dialog();
}

// File > Open: a run has a file for each rank.
void RecordedRunTest::allFilesOfARunAreChosenAtOnce()
{
    m_fixture.open(QStringLiteral("dp8-nvlink"));
    const made::ChromeFolder folder;
    QVERIFY(folder.write("r0.json", traceOfRank(0)) && folder.write("r1.json", traceOfRank(1)));
    m_fixture.window().files().askToOpen();
    auto *chooser = m_fixture.window().findChild<QFileDialog *>();
    QVERIFY(chooser);
    QCOMPARE(chooser->fileMode(), QFileDialog::ExistingFiles);
    Q_EMIT chooser->filesSelected({QString::fromStdString(folder.path("r0.json")),
                                   QString::fromStdString(folder.path("r1.json"))});
    chooser->reject();
    m_fixture.settle();
    QVERIFY(dialog());
    // Two ranks with two streams each.
    QCOMPARE(dialog()->timeline().timelineLayout().rowCount, 4);
    delete dialog();
}

void RecordedRunTest::theGuessedSplitIsTakenAndCompared()
{
    m_fixture.open(QStringLiteral("dp8-nvlink"));
    const made::ChromeFolder folder;
    QVERIFY(folder.write("r0.json", traceOfRank(0)) && folder.write("r1.json", traceOfRank(1)));
    QVERIFY(!m_fixture.openFile(QFileInfo(QString::fromStdString(folder.path("r0.json"))).path()));
    QVERIFY(dialog());
    QVERIFY(!dialog()->timeline().timelineLayout().twoRuns);
    dialog()->applyButton()->click();
    const core::Scenario &scenario = m_fixture.document().scenario();
    QCOMPARE(scenario.cluster.devices, 2);
    QCOMPARE(scenario.parallel.data, 2);
    QCOMPARE(scenario.parallel.sharding, core::Sharding::Zero3);
    QTRY_VERIFY(dialog()->timeline().timelineLayout().twoRuns);
    QCOMPARE(dialog()->steps()->currentIndex(), 2); // one step stands beside one
    QTRY_VERIFY2(dialog()->summary().contains(QStringLiteral("computing")),
                 qPrintable(dialog()->summary()));
    dialog()->comparison()->setCurrentIndex(0);
    QVERIFY(!dialog()->timeline().timelineLayout().twoRuns);
    m_fixture.document().undoStack().undo();
    QCOMPARE(m_fixture.document().scenario().cluster.devices, 8);
    delete dialog();
}

void RecordedRunTest::rulesOfOnesOwnGiveKernelsAnotherKind()
{
    m_fixture.open(QStringLiteral("dp8-nvlink"));
    const made::ChromeFolder folder;
    QVERIFY(folder.write("r0.json", traceOfRank(0)));
    QVERIFY(!m_fixture.openFile(QString::fromStdString(folder.path("r0.json"))));
    const auto *tables = dialog()->findChild<QTabWidget *>();
    QCOMPARE(cellOf(*tables, 3, 0, 2), QStringLiteral("collective"));
    QCOMPARE(cellOf(*tables, 3, 2, 2), QStringLiteral("attention"));
    {
        ui::KernelRulesDialog rules(m_fixture.window().settings());
        rules.lines().setPlainText(QStringLiteral("prodct: flash*"));
        QVERIFY2(rules.problem().startsWith(QStringLiteral("Line 1: \"prodct\" is no kind")),
                 qPrintable(rules.problem()));
        rules.accept();
        QCOMPARE(rules.result(), 0); // wrong rules are not taken
        rules.lines().setPlainText(QStringLiteral("collective: nccl*\n\n copy : FLASH* \n"));
        rules.accept();
        QCOMPARE(rules.result(), static_cast<int>(QDialog::Accepted));
    }
    delete dialog();
    QVERIFY(!m_fixture.openFile(QString::fromStdString(folder.path("r0.json"))));
    tables = dialog()->findChild<QTabWidget *>();
    QCOMPARE(cellOf(*tables, 3, 2, 2), QStringLiteral("copy"));
    QCOMPARE(cellOf(*tables, 3, 1, 2), QStringLiteral("other")); // no rule has the product
    delete dialog();
    ui::KernelRulesDialog usual(m_fixture.window().settings());
    usual.findChild<QDialogButtonBox *>()->button(QDialogButtonBox::RestoreDefaults)->click();
    usual.accept();
    QVERIFY(ui::kernelRulesOf(m_fixture.window().settings()) == core::usualKernelRules());
}

void RecordedRunTest::grow(std::int64_t end)
{
    core::TraceBuilder builder;
    (void)builder.addRow({.label = "Rank 0 · stream 7", .devices = {0}, .replicas = {0}});
    QVERIFY(builder.add(0, {.begin = 0, .end = end, .tag = {.kind = core::SpanKind::Product}}));
    ui::Recorded soFar;
    soFar.run = core::makeRecording("r0.json", builder.close());
    soFar.paths = {QStringLiteral("r0.json")};
    Q_EMIT m_fixture.window().files().recordedRunRequested(soFar);
}

void RecordedRunTest::aRunIsShownWhileItIsRead()
{
    m_fixture.open(QStringLiteral("dp8-nvlink"));
    grow(100'000);
    QVERIFY(dialog() && dialog()->isVisible() && dialog()->isGrowing());
    const QPointer<ui::RecordedRunDialog> shown = dialog();
    const auto *tables = shown->findChild<QTabWidget *>();
    QVERIFY(!tables->isVisible());
    QVERIFY(!shown->applyButton()->isVisible());
    QCOMPARE(shown->timeline().timelineLayout().stop.count, std::int64_t(100'000));
    grow(150'000);
    QCOMPARE(shown->timeline().timelineLayout().stop.count, std::int64_t(150'000));
    QCOMPARE(shown->timeline().viewport().end.count, std::int64_t(150'000)); // the axis grows
    QCOMPARE(shown->timeline().moment().count, std::int64_t(150'000)); // nothing is still to come
    shown->timeline().zoomIn();
    const ui::TimelineViewport closer = shown->timeline().viewport();
    QVERIFY(closer.begin.count > 0);
    const auto staysCloser = [&] {
        const ui::TimelineViewport now = shown->timeline().viewport();
        return now.begin == closer.begin && now.end == closer.end;
    };
    grow(180'000);
    QVERIFY(staysCloser());
    // All of it, as it is shown when nothing was shown before.
    const made::ChromeFolder folder;
    QVERIFY(folder.write("r0.json", traceOfRank(0)));
    const ui::ToRead file{.paths = {QString::fromStdString(folder.path("r0.json"))}, .base = {}};
    Q_EMIT m_fixture.window().files().recordedRunRequested(
        std::get<ui::Recorded>(ui::readFiles(file, {}).what));
    QVERIFY(dialog() == shown);
    QVERIFY(!shown->isGrowing());
    QVERIFY(tables->isVisible());
    QVERIFY(shown->applyButton()->isVisible());
    QCOMPARE(shown->steps()->count(), 3);
    QCOMPARE(cellOf(*tables, 0, 0, 2), QStringLiteral("41.0 %")); // 160 of 390
    QVERIFY(staysCloser());
    delete dialog();
}

QTEST_MAIN(RecordedRunTest)
#include "tst_recorded_run.moc"
