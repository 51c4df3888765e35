// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/modes/train_fixture.h"

#include "ui/controls/push_button.h"
#include "ui/controls/toggle_switch.h"
#include "ui/controls/value_slider.h"
#include "ui/modes/fault_menus.h"
#include "ui/modes/same_run.h"
#include "ui/modes/training_offer.h"
#include "ui/panels/lower_pane.h"
#include "ui/panels/train_panel.h"
#include "ui/shell/device_inspector.h"
#include "ui/views/timeline/runs_choice.h"
#include "ui/views/timeline/timeline_view.h"

#include <QMenu>

namespace {

QString id(const char *name)
{
    return QString::fromLatin1(name);
}

} // namespace

class TestTrainMode : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { m_fixture.open(id("train-digits-pp4")); }
    void cleanup() { m_fixture.close(); }
    void aTrainingScenarioOpensInModeTrain();
    void aScenarioThatCannotBeTrainedOffersOneThatCan_data();
    void aScenarioThatCannotBeTrainedOffersOneThatCan();
    void oneStepIsMadeAndPlayed();
    void thePredictedStepStandsAboveTheMeasuredOne();
    void changesRestartButLearningRateAndSharingDoNot();
    void undoTakesBackAChangeOfTheRun();
    void aRunThatWasKeptIsEqualToTheLastBit();
    void replicasThatLearnAloneDiffer();
    void sharingNeedsReplicasAndSaysSo();
    void sharingIsFollowedBeforeAndAfterTheFirstStep();
    void fasterInTheMiddleOfAStepGoesOn();
    void singleStepsDoNotMakeTheNextOrderLarger();
    void undoToWhatCannotBeTrainedEndsThePlayback();
    void aStoredPaceBecomesTheNearestThatIsOffered();
    void theLossIsThatOfTheLastStep();
    void theLeftPanelComesAndGoesAsInExplore();
    void theTabIsKept();
    void inspectorAndMenusSpeakOfWorkers();
    void aHiddenRunStands();
    void aRunThatDivergesSaysSoAndStops();
    void theWindowClosesInTheMiddleOfAStep();

private:
    [[nodiscard]] ui::TrainMode &mode() { return m_fixture.mode(); }
    [[nodiscard]] ui::TrainingRun &run() { return m_fixture.run(); }
    void make(std::int64_t steps) { m_fixture.make(steps); }
    [[nodiscard]] std::vector<ui::WeightsVerdict> verdicts() { return m_fixture.verdicts(); }
    void change(const std::function<void(core::TrainSpec &)> &what) { m_fixture.change(what); }

    TrainFixture m_fixture;
};

void TestTrainMode::aTrainingScenarioOpensInModeTrain()
{
    QCOMPARE(m_fixture.window().modes().currentId(), id("train"));
    m_fixture.openBuiltin(id("1f1b-4-8"));
    QCOMPARE(m_fixture.window().modes().currentId(), id("explore"));
}

void TestTrainMode::aScenarioThatCannotBeTrainedOffersOneThatCan_data()
{
    QTest::addColumn<QString>("scenario");
    QTest::newRow("pipeline") << id("1f1b-4-8");
    QTest::newRow("layers") << id("naive-4");
    QTest::newRow("data") << id("dp8-nvlink");
    QTest::newRow("many workers") << id("llama3-405b-16k");
    QTest::newRow("sharded") << id("llama7b-zero3-8");
}

void TestTrainMode::aScenarioThatCannotBeTrainedOffersOneThatCan()
{
    QFETCH(QString, scenario);
    m_fixture.openBuiltin(scenario);
    m_fixture.window().modes().choose(id("train"));
    const core::Scenario before = m_fixture.document().scenario();
    auto *offer = mode().findChild<ui::TrainingOffer *>();
    QVERIFY(offer->isVisible());
    offer->findChild<ui::PushButton *>(id("take-offer"))->click();
    const core::Scenario &taken = m_fixture.document().scenario();
    QVERIFY(taken.train.has_value());
    QVERIFY(core::strategyOf(taken) == core::strategyOf(before));
    QVERIFY(taken.cluster.devices <= 8);
    QVERIFY(!offer->isVisible());
    m_fixture.settle();
    make(1);
    m_fixture.document().undoStack().undo();
    QVERIFY(m_fixture.document().scenario() == before);
    QVERIFY(offer->isVisible());
}

void TestTrainMode::thePredictedStepStandsAboveTheMeasuredOne()
{
    auto *choice = mode().findChild<ui::RunsChoice *>();
    auto *timeline = mode().findChild<ui::TimelineView *>();
    QVERIFY(!choice->isVisible()); // nothing is measured yet
    make(1);
    QVERIFY(choice->isVisible());
    const core::StepDifference *difference = timeline->difference();
    QVERIFY(difference);
    QCOMPARE(timeline->timelineLayout().rows.size(), std::size_t{8}); // 4 workers, twice
    choice->findChildren<ui::ChoiceButton *>().at(1)->click();        // measured
    QVERIFY(!timeline->difference());
    QCOMPARE(timeline->timelineLayout().rows.size(), std::size_t{4});
}

void TestTrainMode::oneStepIsMadeAndPlayed()
{
    QCOMPARE(run().stepsMade(), std::int64_t{0});
    // As it is predicted.
    QVERIFY(mode().shown()->scenario.train == m_fixture.document().scenario().train);
    QVERIFY(mode().shown()->trace.stop > 0);
    constexpr double kPace = 0.5; // seconds for a step
    run().setPace(kPace);
    std::vector<std::pair<core::Nanos, double>> moments; // and when each was shown, in seconds
    double made = 0;
    double begun = 0;
    QElapsedTimer timer;
    timer.start();
    const auto now = [&timer] { return static_cast<double>(timer.nsecsElapsed()) * 1e-9; };
    QObject here; // ends the connections
    ui::Playback &playback = run().playback();
    connect(&run(), &ui::TrainingRun::stepped, &here, [&] { made = now(); });
    connect(&playback, &ui::Playback::playingChanged, &here, [&](bool plays) {
        if (plays)
            begun = now();
    });
    connect(&playback, &ui::Playback::moved, &here, [&](core::Nanos moment) {
        if (playback.isPlaying() || begun > 0)
            moments.push_back({moment, now()});
    });
    run().oneStep();
    QTRY_VERIFY_WITH_TIMEOUT(run().stepsMade() == 1 && !run().isGoing(), 60'000);
    QVERIFY(run().measured() != nullptr);
    QVERIFY(mode().shown() == run().measured());
    const std::int64_t stop = run().measured()->trace.stop;
    QCOMPARE(playback.end().count, stop);
    QCOMPARE(playback.moment().count, stop);
    QVERIFY(made > 0 && begun >= made && moments.size() > 1);
    QCOMPARE(moments.back().first.count, stop);
    QVERIFY(std::ranges::is_sorted(moments));
    // A moment was the present one after the moment before it was shown, and before itself was.
    for (std::size_t i = 0; i < moments.size(); ++i) {
        const double played =
            static_cast<double>(moments[i].first.count) * kPace / static_cast<double>(stop);
        QVERIFY2(played <= moments[i].second - made + 1e-6, qPrintable(QString::number(played)));
        if (i > 0 && moments[i].first.count < stop)
            QVERIFY2(played >= moments[i - 1].second - begun - 1e-6,
                     qPrintable(QString::number(played)));
    }
}

void TestTrainMode::changesRestartButLearningRateAndSharingDoNot()
{
    make(3);
    change([](core::TrainSpec &train) { train.learningRate = 0.05; });
    QCOMPARE(run().stepsMade(), std::int64_t{3});
    change([](core::TrainSpec &train) { train.seed = 7; });
    QCOMPARE(run().stepsMade(), std::int64_t{0});
    const core::Scenario before = m_fixture.document().scenario();
    core::Scenario after = before;
    after.train->shareGradients = false;
    after.title = "another";
    QVERIFY(ui::continuesRun(before, after));
    after.training.microBatch = 4;
    QVERIFY(!ui::continuesRun(before, after));
}

void TestTrainMode::undoTakesBackAChangeOfTheRun()
{
    const core::Scenario before = m_fixture.document().scenario();
    auto *rate = mode().findChild<ui::ValueSlider *>(id("train-rate"));
    Q_EMIT rate->changing(0.5);
    Q_EMIT rate->changing(0.7);
    Q_EMIT rate->released();
    QCOMPARE(m_fixture.document().scenario().train->learningRate, 0.7);
    m_fixture.document().undoStack().undo(); // one drag is one step
    QVERIFY(m_fixture.document().scenario() == before);
    QCOMPARE(rate->value(), before.train->learningRate);
}

void TestTrainMode::aRunThatWasKeptIsEqualToTheLastBit()
{
    make(4);
    run().keep();
    run().restart();
    QCOMPARE(run().stepsMade(), std::int64_t{0});
    make(4);
    const ui::Likeness like = ui::compare(*run().kept().back(), run().current());
    QVERIFY(like.equal);
    QCOMPARE(like.steps, std::int64_t{4});
    QVERIFY(verdicts() == std::vector(4, ui::WeightsVerdict::Equal));
    change([](core::TrainSpec &train) { train.seed = 9; });
    make(4);
    QVERIFY(!ui::compare(*run().kept().back(), run().current()).equal);
    QVERIFY(verdicts() == std::vector(4, ui::WeightsVerdict::Differ));
}

void TestTrainMode::replicasThatLearnAloneDiffer()
{
    m_fixture.openBuiltin(id("train-digits-dp3"));
    make(2);
    using enum ui::WeightsVerdict;
    QVERIFY(verdicts() == std::vector({First, Equal, Equal}));
    change([](core::TrainSpec &train) { train.shareGradients = false; });
    QCOMPARE(run().stepsMade(), std::int64_t{2});
    QVERIFY(run().current().aloneSince == std::optional<std::int64_t>(2));
    make(3);
    QVERIFY(verdicts() == std::vector({First, Differ, Differ}));
}

void TestTrainMode::sharingNeedsReplicasAndSaysSo()
{
    auto *share = mode().findChild<ui::ToggleSwitch *>(id("train-share"));
    QVERIFY(!share->isEnabled());
    QVERIFY2(share->note().contains(id("replicas")), qPrintable(share->note()));
    m_fixture.openBuiltin(id("train-digits-dp3"));
    QVERIFY(share->isEnabled());
    share->click();
    QVERIFY(!m_fixture.document().scenario().train->shareGradients);
    QVERIFY2(share->note().contains(id("alone")), qPrintable(share->note()));
}

void TestTrainMode::sharingIsFollowedBeforeAndAfterTheFirstStep()
{
    using Step = std::optional<std::int64_t>;
    m_fixture.openBuiltin(id("train-digits-dp3"));
    const QString together = run().current().name;
    const auto share = [this](bool on) {
        change([on](core::TrainSpec &train) { train.shareGradients = on; });
    };
    share(false);
    QVERIFY(run().current().aloneSince == Step(0));
    QCOMPARE(run().current().name, id("3 workers, alone"));
    share(true);
    QVERIFY(run().current().aloneSince == Step());
    QCOMPARE(run().current().name, together);
    make(2);
    share(false);
    QVERIFY(run().current().aloneSince == Step(2));
    share(true);
    QVERIFY(run().current().aloneSince == Step());
    QCOMPARE(run().current().name, together);
}

void TestTrainMode::fasterInTheMiddleOfAStepGoesOn()
{
    run().setPace(4);
    run().start();
    QTRY_VERIFY(run().measured() && run().playback().isPlaying());
    run().setPace(0);
    QTRY_VERIFY_WITH_TIMEOUT(run().stepsMade() > 1, 60'000);
    QVERIFY(run().isGoing());
}

void TestTrainMode::singleStepsDoNotMakeTheNextOrderLarger()
{
    run().setPace(0);
    for (std::int64_t made = 1; made <= 5; ++made) {
        run().oneStep();
        QTRY_VERIFY(!run().isGoing() && run().stepsMade() == made);
    }
    std::vector<std::int64_t> made;
    connect(&run(), &ui::TrainingRun::stepped, this, [&] { made.push_back(run().stepsMade()); });
    run().start();
    QTRY_VERIFY_WITH_TIMEOUT(!made.empty(), 60'000);
    run().pause();
    QCOMPARE(made.front(), std::int64_t{6});
}

void TestTrainMode::undoToWhatCannotBeTrainedEndsThePlayback()
{
    m_fixture.openBuiltin(id("1f1b-4-8"));
    m_fixture.window().modes().choose(id("train"));
    mode().findChild<ui::PushButton *>(id("take-offer"))->click();
    m_fixture.settle();
    run().setPace(4);
    run().start();
    QTRY_VERIFY(run().playback().isPlaying());
    m_fixture.document().undoStack().undo();
    QVERIFY(!run().isGoing());
    QVERIFY(!run().playback().isPlaying());
}

void TestTrainMode::aStoredPaceBecomesTheNearestThatIsOffered()
{
    QSettings settings(m_fixture.filePath(id("pace.ini")), QSettings::IniFormat);
    const auto *pace = mode().findChild<ui::ValueSlider *>(id("train-pace"));
    // 16, 12, 8, 6, 4, …: 5.2 lies between the stops 3 and 4.
    settings.setValue(id("train/pace"), 5.2);
    mode().restoreState(settings);
    QCOMPARE(run().pace(), 6.0);
    QCOMPARE(pace->value(), 3.0);
    QCOMPARE(pace->valueText(), id("1 step in 6 s"));
}

void TestTrainMode::theLossIsThatOfTheLastStep()
{
    make(3);
    QVERIFY2(mode().describe().contains(id("Loss of step 3: ")), qPrintable(mode().describe()));
}

void TestTrainMode::theLeftPanelComesAndGoesAsInExplore()
{
    const auto *panel = mode().findChild<ui::TrainPanel *>();
    std::vector<bool> shown;
    connect(&mode(), &ui::Mode::leftPanelShown, this, [&](bool on) { shown.push_back(on); });
    mode().showLeftPanel(false);
    QVERIFY(!panel->isVisible());
    mode().resetLayout();
    QVERIFY(panel->isVisible());
    QVERIFY(mode().showsLeftPanel());
    QVERIFY(shown == std::vector({false, true}));
    const QSize wide = mode().size();
    mode().resize(780, wide.height()); // no room beside it
    QVERIFY(!panel->isVisible());
    mode().showLeftPanel(true); // laid over the rest
    QVERIFY(panel->isVisible());
    mode().resize(wide);
    QVERIFY(panel->isVisible());
    QVERIFY(shown == std::vector({false, true, false, true}));
}

void TestTrainMode::theTabIsKept()
{
    QSettings settings(m_fixture.filePath(id("tab.ini")), QSettings::IniFormat);
    auto *lower = mode().findChild<ui::LowerPane *>();
    const QString first = lower->currentTab();
    const QString other = mode().tabs().last().id;
    QVERIFY(first != other);
    mode().showTab(other);
    mode().saveState(settings);
    mode().showTab(first);
    mode().restoreState(settings);
    QCOMPARE(lower->currentTab(), other);
}

void TestTrainMode::inspectorAndMenusSpeakOfWorkers()
{
    QMenu menu;
    ui::fillDeviceMenu(menu, m_fixture.document(), mode(), 0);
    const QString heading = menu.actions().front()->text();
    QVERIFY2(heading.startsWith(QStringLiteral("Worker 1 · ")), qPrintable(heading));
    for (const QAction *action : menu.actions())
        QVERIFY2(!action->text().contains(id("GPU")), qPrintable(action->text()));
    ui::DeviceInspector inspector(mode(), nullptr);
    inspector.inspect(0);
    QCOMPARE(inspector.windowTitle(), id("Worker 1 in detail"));
    QVERIFY2(inspector.text().startsWith(id("Worker 1")), qPrintable(inspector.text()));
}

void TestTrainMode::aHiddenRunStands()
{
    ui::TrainingRun &hidden = run();
    hidden.setPace(0);
    hidden.start();
    QTRY_VERIFY_WITH_TIMEOUT(hidden.stepsMade() > 0, 60'000);
    m_fixture.window().modes().choose(id("explore"));
    QVERIFY(!hidden.isGoing());
    QVERIFY(!hidden.playback().isPlaying());
}

void TestTrainMode::aRunThatDivergesSaysSoAndStops()
{
    change([](core::TrainSpec &train) { train.learningRate = 500; });
    run().setPace(0);
    run().start();
    QTRY_VERIFY_WITH_TIMEOUT(!run().isGoing(), 60'000);
    QVERIFY(run().current().diverged);
    QVERIFY2(run().problem().contains(id("learning rate")), qPrintable(run().problem()));
}

void TestTrainMode::theWindowClosesInTheMiddleOfAStep()
{
    for (int round = 0; round < 8; ++round) {
        run().setPace(0);
        run().start();
        QTRY_VERIFY_WITH_TIMEOUT(run().stepsMade() >= round, 60'000);
        m_fixture.close();
        m_fixture.open(id("train-digits-pp4"));
    }
}

QTEST_MAIN(TestTrainMode)
#include "tst_train_mode.moc"
