// SPDX-License-Identifier: GPL-3.0-or-later
// Mode Sweep: what is chosen is simulated, points can be reached, opened, pinned and saved.
#include "tests/ui/shell/window_fixture.h"

#include "core/analysis/snapshot.h"
#include "ui/controls/choice_box.h"
#include "ui/document/pinned.h"
#include "ui/modes/sweep_mode.h"
#include "ui/panels/sweep_bar.h"
#include "ui/panels/sweep_pane.h"
#include "ui/panels/sweep_values.h"
#include "ui/views/charts/sweep_view.h"
#include "ui/words/sweep_texts.h"

#include <QAbstractButton>
#include <QDialogButtonBox>
#include <QFile>
#include <QLineEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>

namespace {

QString id(const char *name)
{
    return QString::fromLatin1(name);
}

} // namespace

class TestSweepMode : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_fixture.open(id("llama7b-pp4"));
        m_fixture.window().modes().choose(id("sweep"));
        QTRY_VERIFY_WITH_TIMEOUT(!mode().isBusy(), 60'000);
    }
    void cleanup()
    {
        m_fixture.window().modes().choose(id("explore")); // the last mode is remembered
        m_fixture.close();
    }
    void bothChartsArriveWhole();
    void pointsAreWhatTheyWouldBeAlone();
    void anotherFigureSimulatesNothingAnew();
    void anotherSettingIsSweptAnew();
    void aChangedScenarioIsSweptAnew();
    void aPointIsOpenedAndUndone();
    void aPointIsPinned();
    void aPointIsDraggedToA();
    void theKeyboardReachesWhatDoesNotRun();
    void cancelledItKeepsWhatIsThere();
    void pointsAreSaved();
    void everySettingAndFigureCanBeChosen();
    void valuesAndPricesCanBeTyped();
    void whatIsTypedWrongSaysSo();
    void emptyFieldsShowTheValuesThatAreSwept();
    void theChartIsSavedAlone();
    void whereItIsBestIsSaidInWords();
    void asleepItDoesNothing();

private:
    ui::SweepMode &mode() { return m_fixture.part<ui::SweepMode>(); }
    void choose(ui::SweepPane &pane, std::string ui::SweepChoice::*part, const char *value)
    {
        ui::SweepChoice choice = pane.choice();
        choice.*part = value;
        pane.setChoice(choice);
        Q_EMIT pane.planChanged();
        QTRY_VERIFY_WITH_TIMEOUT(!mode().isBusy(), 60'000);
    }
    WindowFixture m_fixture;
};

void TestSweepMode::bothChartsArriveWhole()
{
    for (ui::SweepPane *pane : {&mode().lines(), &mode().map()}) {
        QVERIFY(pane->isComplete());
        QVERIFY(pane->results()->isComplete());
        QVERIFY(pane->results()->plan.pointCount() > 10);
        QCOMPARE(pane->view().itemCount(), static_cast<int>(pane->results()->points.size()));
    }
    QVERIFY(mode().lines().results()->plan.series() <= 5);
    QVERIFY(mode().describe().contains(id("Out of memory: needs ")));
}

void TestSweepMode::pointsAreWhatTheyWouldBeAlone()
{
    const core::SweepResults &results = *mode().lines().results();
    for (std::size_t index = 0; index < results.points.size(); ++index) {
        const core::SweepPoint *point = results.running(index);
        if (!point)
            continue;
        const core::Scenario scenario = core::scenarioAt(results.plan, index).scenario;
        QCOMPARE(point->figures.step, core::run(scenario).value()->metrics.step);
    }
}

void TestSweepMode::anotherFigureSimulatesNothingAnew()
{
    const auto before = mode().lines().results();
    choose(mode().lines(), &ui::SweepChoice::metric, "step_time");
    QCOMPARE(mode().lines().results(), before);
    QCOMPARE(mode().lines().metric().id, std::string_view("step_time"));
}

void TestSweepMode::anotherSettingIsSweptAnew()
{
    choose(mode().lines(), &ui::SweepChoice::x, "training.micro_batch");
    QCOMPARE(mode().lines().results()->plan.axes.front().path, std::string("training.micro_batch"));
    QVERIFY(mode().lines().isComplete());
}

void TestSweepMode::aChangedScenarioIsSweptAnew()
{
    core::Scenario changed = m_fixture.document().scenario();
    changed.training.recompute = core::Recompute::Full;
    m_fixture.document().edit(changed, id("recompute"));
    QTRY_VERIFY_WITH_TIMEOUT(mode().lines().isComplete() && mode().map().isComplete(), 60'000);
    QCOMPARE(mode().lines().results()->plan.scenario, m_fixture.document().scenario());
}

void TestSweepMode::aPointIsOpenedAndUndone()
{
    const core::Scenario before = m_fixture.document().scenario();
    const core::SweepResults results = *mode().map().results();
    std::size_t index = 0;
    while (!results.running(index) || core::scenarioAt(results.plan, index).scenario == before)
        ++index;
    ui::SweepView &view = mode().map().view();
    QTest::mouseClick(&view, Qt::LeftButton, {}, view.areaOf(index).center().toPoint());
    QCOMPARE(m_fixture.window().modes().currentId(), id("explore"));
    m_fixture.settle();
    QCOMPARE(m_fixture.document().snapshot()->metrics.step, results.running(index)->figures.step);
    m_fixture.document().undoStack().undo();
    QCOMPARE(m_fixture.document().scenario(), before);
}

void TestSweepMode::aPointIsPinned()
{
    ui::SweepView &view = mode().map().view();
    const core::SweepResults &results = *mode().map().results();
    std::size_t index = 0;
    while (!results.running(index))
        ++index;
    view.setFocus();
    view.select(index);
    QTest::keyClick(&view, Qt::Key_P);
    QTRY_VERIFY(m_fixture.window().pinned().snapshot());
    QCOMPARE(m_fixture.window().pinned().snapshot()->metrics.step,
             results.running(index)->figures.step);
    QCOMPARE(m_fixture.window().modes().currentId(), id("sweep"));
}

// Dropped elsewhere it is neither pinned nor opened.
void TestSweepMode::aPointIsDraggedToA()
{
    ui::SweepView &view = mode().map().view();
    const core::SweepResults &results = *mode().map().results();
    std::size_t index = 0;
    while (!results.running(index))
        ++index;
    const QPoint from = view.areaOf(index).center().toPoint();
    const auto drag = [&view, from](const QPoint &to) {
        QTest::mousePress(&view, Qt::LeftButton, {}, from);
        QTest::mouseMove(&view, from + QPoint(40, 40));
        QTest::mouseMove(&view, to);
        QTest::mouseRelease(&view, Qt::LeftButton, {}, to);
    };
    drag(from + QPoint(30, 60));
    QCOMPARE(m_fixture.window().modes().currentId(), id("sweep"));
    QVERIFY(!m_fixture.window().pinned().snapshot());
    drag(view.mapFromGlobal(mode().bar().mapToGlobal(mode().bar().rect().center())));
    QTRY_VERIFY(m_fixture.window().pinned().snapshot());
    QCOMPARE(m_fixture.window().pinned().snapshot()->metrics.step,
             results.running(index)->figures.step);
    QCOMPARE(m_fixture.window().modes().currentId(), id("sweep"));
}

void TestSweepMode::theKeyboardReachesWhatDoesNotRun()
{
    ui::SweepView &view = mode().lines().view();
    view.setFocus();
    view.select(0); // 1 GPU
    QVERIFY(mode().bar().text().contains(id("Out of memory: needs ")));
    QTest::keyClick(&view, Qt::Key_Right);
    QCOMPARE(*view.selected(), std::size_t{1});
    QTest::keyClick(&view, Qt::Key_Up);
    QCOMPARE(*view.selected(), mode().lines().results()->plan.indexOf(1, 1));
    QTest::keyClick(&view, Qt::Key_End);
    QCOMPARE(*view.selected(), mode().lines().results()->plan.indexOf(6, 1));
    QVERIFY(!view.itemAt(0).name.isEmpty());
}

void TestSweepMode::cancelledItKeepsWhatIsThere()
{
    const QSignalSpy ended(&mode(), &ui::SweepMode::ended);
    core::Scenario changed = m_fixture.document().scenario();
    changed.training.sequence = 1024;
    m_fixture.document().edit(changed, id("sequence"));
    QVERIFY(mode().isBusy());
    QAbstractButton *cancel = nullptr;
    for (auto *button : mode().bar().findChildren<QAbstractButton *>()) {
        if (button->text() == id("Cancel"))
            cancel = button;
    }
    QVERIFY(cancel && cancel->isVisible());
    cancel->click();
    QVERIFY(!mode().isBusy() && !cancel->isVisible());
    QCOMPARE(ended.count(), 1);
    QTest::qWait(50); // nothing comes afterwards
    QVERIFY(!mode().isBusy());
}

void TestSweepMode::pointsAreSaved()
{
    for (const char *name : {"sweep.csv", "sweep.json"}) {
        const QString path = m_fixture.filePath(id(name));
        mode().saveTo(path);
        QFile file(path);
        QVERIFY(file.open(QIODevice::ReadOnly));
        QVERIFY(file.readAll().contains("cluster.devices"));
    }
    const QSignalSpy complained(&mode(), &ui::Mode::complained);
    mode().saveTo(id("/nowhere/at/all.csv"));
    QVERIFY(complained.last().first().toString().contains(id("/nowhere/at/all.csv")));
}

void TestSweepMode::everySettingAndFigureCanBeChosen()
{
    for (auto *box : mode().lines().findChildren<ui::ChoiceBox *>()) {
        for (int row = 0; row < box->count(); ++row) {
            box->setCurrentIndex(row);
            Q_EMIT box->activated(row);
            QVERIFY(mode().lines().plan());
        }
    }
    QTRY_VERIFY_WITH_TIMEOUT(!mode().isBusy(), 60'000);
    QVERIFY(mode().lines().isComplete());
}

void TestSweepMode::asleepItDoesNothing()
{
    ui::SweepMode &sweep = mode();
    m_fixture.window().modes().choose(id("explore"));
    core::Scenario changed = m_fixture.document().scenario();
    changed.training.sequence = 4096;
    m_fixture.document().edit(changed, id("sequence"));
    QVERIFY(!sweep.isBusy());
    m_fixture.window().modes().choose(id("sweep"));
    QTRY_VERIFY_WITH_TIMEOUT(sweep.lines().isComplete(), 60'000);
    QCOMPARE(sweep.lines().results()->plan.scenario, m_fixture.document().scenario());
}

void TestSweepMode::valuesAndPricesCanBeTyped()
{
    ui::SweepChoice choice = mode().lines().choice();
    choice.x = "cluster.devices";
    choice.series.clear();
    choice.metric = "cost_of_step";
    ui::SweepValues dialog(choice, m_fixture.document().scenario(), nullptr);
    const QList<QLineEdit *> fields = dialog.findChildren<QLineEdit *>();
    fields.at(0)->setText(id("4,8..16+8"));
    fields.at(1)->setText(id("3.5"));
    QCOMPARE(dialog.problem(), QString());
    mode().lines().setChoice(dialog.choice());
    Q_EMIT mode().lines().planChanged();
    QTRY_VERIFY_WITH_TIMEOUT(!mode().isBusy(), 60'000);
    const core::SweepResults &results = *mode().lines().results();
    QVERIFY(results.plan.axes.front().values == (std::vector<std::string>{"4", "8", "16"}));
    for (std::size_t index = 0; index < results.points.size(); ++index) {
        const core::SweepPoint *point = results.running(index);
        QVERIFY(point != nullptr);
        const double hours = core::seconds(point->figures.step) / 3600;
        const double dollars = 3.5 * static_cast<double>(point->figures.devices) * hours;
        QVERIFY(qFuzzyCompare(*core::metricAt(results, index, mode().lines().metric()), dollars));
    }
}

void TestSweepMode::whatIsTypedWrongSaysSo()
{
    ui::SweepChoice choice = mode().lines().choice();
    choice.x = "cluster.devices";
    ui::SweepValues dialog(choice, m_fixture.document().scenario(), nullptr);
    const QList<QLineEdit *> fields = dialog.findChildren<QLineEdit *>();
    const auto *buttons = dialog.findChild<QDialogButtonBox *>();
    const auto isRefused = [&](const char *text) {
        fields.front()->setText(id(text));
        return !dialog.problem().isEmpty() && !buttons->button(QDialogButtonBox::Ok)->isEnabled();
    };
    QVERIFY(isRefused("1..1000000"));
    QVERIFY(dialog.problem().contains(id("400")));
    QVERIFY(!dialog.problem().contains(id("--"))); // options are words of the command line
    QVERIFY(isRefused("8..1x2"));
    QVERIFY(!dialog.problem().contains(id("--")));
    QVERIFY(isRefused("many"));
    QVERIFY(!dialog.problem().contains(id("--")));
    QVERIFY(!isRefused("8,16"));
    QVERIFY(!isRefused(""));
    fields.last()->setText(id("-3"));
    QVERIFY(!dialog.problem().isEmpty());
}

void TestSweepMode::emptyFieldsShowTheValuesThatAreSwept()
{
    ui::SweepChoice choice = mode().lines().choice();
    choice.x = "cluster.devices";
    choice.series = "parallel.schedule";
    mode().lines().setChoice(choice);
    const ui::SweepValues dialog(choice, m_fixture.document().scenario(), nullptr);
    const QList<QLineEdit *> fields = dialog.findChildren<QLineEdit *>();
    for (std::size_t axis = 0; axis < 2; ++axis) {
        const core::SweepAxis &swept = mode().lines().plan()->axes[axis];
        QCOMPARE(QString::fromStdString(swept.path + '=') + fields.at(int(axis))->placeholderText(),
                 QString::fromStdString(core::textOf(swept)));
    }
}

void TestSweepMode::theChartIsSavedAlone()
{
    for (ui::SweepPane *pane : {&mode().lines(), &mode().map()}) {
        pane->view().select(1); // the one that was last used
        QVERIFY(mode().bar().text().contains(
            ui::pointName(pane->results()->plan, 1))); // whatever was selected in the other
        for (const auto &[name, begin] :
             {std::pair("chart.png", "\x89PNG"), std::pair("chart.pdf", "%PDF"),
              std::pair("chart.svg", "<?xml")}) {
            const QString path = m_fixture.filePath(id(name));
            QFile::remove(path);
            mode().saveTo(path);
            QFile file(path);
            QVERIFY(file.open(QIODevice::ReadOnly));
            const QByteArray content = file.readAll();
            QVERIFY2(content.startsWith(begin), name);
            const QString title = ui::sweepHeading(pane->results()->plan, pane->metric());
            if (path.endsWith(id(".svg")))
                QVERIFY(QString::fromUtf8(content).contains(title));
        }
    }
}

void TestSweepMode::whereItIsBestIsSaidInWords()
{
    ui::SweepChoice choice = mode().lines().choice();
    choice.x = "cluster.devices";
    choice.series.clear();
    choice.metric = "samples_per_second";
    mode().lines().setChoice(choice);
    Q_EMIT mode().lines().planChanged();
    QTRY_VERIFY_WITH_TIMEOUT(!mode().isBusy(), 60'000);
    const core::SweepResults &results = *mode().lines().results();
    const std::size_t best = *core::bestPoint(results, mode().lines().metric());
    const std::string value = core::metricText(
        mode().lines().metric(), *core::metricAt(results, best, mode().lines().metric()));
    QCOMPARE(ui::bestText(results, mode().lines().metric()),
             id("Highest with %1 GPUs: %2")
                 .arg(QString::fromStdString(core::figureOfCount(
                          static_cast<std::int64_t>(results.running(best)->figures.devices))),
                      QString::fromStdString(value)));
    // A star is explained where there is one, and only there.
    core::SweepResults marked = results;
    for (std::optional<core::SweepPoint> &point : marked.points) {
        if (point)
            point->changed.clear();
    }
    QCOMPARE(ui::markKey(marked), QString());
    marked.points[best]->changed = {"The global batch is 8, not 16."};
    QVERIFY(ui::markKey(marked).startsWith(id("*: ")));
}

QTEST_MAIN(TestSweepMode)
#include "tst_sweep_mode.moc"
