// SPDX-License-Identifier: GPL-3.0-or-later
// Trace files that are opened: shown beside the window, which stays as it is.
#include "tests/ui/shell/window_fixture.h"

#include "core/io/file/files.h"
#include "core/io/trace/write_trace.h"
#include "core/sim/trace_builder.h"
#include "ui/shell/recorded_run_dialog.h"
#include "ui/views/timeline/runs_choice.h"
#include "ui/views/timeline/timeline_view.h"

class RecordedRunTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aTraceWithItsScenarioStandsBelowThePrediction();
    void aTraceAloneIsShownAlone();
    void aDamagedTraceChangesNothing();

private:
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

QTEST_MAIN(RecordedRunTest)
#include "tst_recorded_run.moc"
