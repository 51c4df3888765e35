// SPDX-License-Identifier: GPL-3.0-or-later
// The door to the thread that trains: newest wins, and every end is clean.
#include "core/analysis/snapshot.h"
#include "core/io/scenario/scenario_json.h"
#include "ui/bridge/expectation_bridge.h"
#include "ui/bridge/training_bridge.h"

#include <QSignalSpy>
#include <QTest>

#include <cmath>
#include <memory>

namespace {

ui::TrainingOrder orderOf(std::uint64_t run, const char *id, int steps)
{
    return ui::orderOfSteps(run, core::loadScenario(id).value(), steps);
}

std::shared_ptr<ui::SharedComputer> computer()
{
    return std::make_shared<ui::SharedComputer>();
}

// The next news that arrives.
ui::TrainingNews answerTo(ui::TrainingBridge &bridge, const ui::TrainingOrder &order)
{
    ui::TrainingNews news;
    bool came = false;
    const auto connection =
        QObject::connect(&bridge, &ui::TrainingBridge::arrived, &bridge, [&](const auto &what) {
            news = what;
            came = true;
        });
    bridge.order(order);
    if (!QTest::qWaitFor([&] { return came; }, 60'000))
        qFatal("no answer");
    QObject::disconnect(connection);
    return news;
}

} // namespace

class TestTrainingBridge : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void stepsAreAnsweredInOrderAndTheLossFalls();
    void aRunBeginsAgainFromTheSameWeights();
    void aPipelineEndsWithTheWeightsOfOneWorker();
    void replicasThatDoNotShareDriftApart();
    void whatIsExpectedIsWhatTheRunPredicts();
    void theNewestRunWins();
    void whatCannotBeTrainedSaysWhy();
    void itEndsCleanlyAtAnyMoment();
};

void TestTrainingBridge::stepsAreAnsweredInOrderAndTheLossFalls()
{
    ui::TrainingBridge bridge(computer());
    const ui::TrainingNews news = answerTo(bridge, orderOf(1, "train-digits-pp4", 60));
    QVERIFY2(news.problem.empty(), news.problem.c_str());
    QCOMPARE(news.steps.size(), std::size_t{60});
    for (std::size_t i = 0; i < news.steps.size(); ++i)
        QCOMPARE(news.steps[i].report.number, static_cast<std::int64_t>(i) + 1);
    // Ten classes that are all as likely: the loss begins near ln 10, or above, and falls.
    QVERIFY(news.steps.front().report.loss > 0.9 * std::log(10));
    QVERIFY(news.steps.back().report.loss < 0.5 * news.steps.front().report.loss);
    QCOMPARE(news.prints.size(), std::size_t{4});
    // What is shown is the step that was made: as long, and whole.
    QVERIFY(news.last != nullptr);
    QCOMPARE(news.last->trace.stop, news.steps.back().report.time);
    QCOMPARE(news.last->deviceCount(), 4);
    QVERIFY(std::holds_alternative<ui::LearnedPictures>(news.learned));
}

void TestTrainingBridge::aRunBeginsAgainFromTheSameWeights()
{
    ui::TrainingBridge bridge(computer());
    const ui::TrainingNews first = answerTo(bridge, orderOf(1, "train-digits-pp4", 3));
    const ui::TrainingNews again = answerTo(bridge, orderOf(2, "train-digits-pp4", 3));
    for (std::size_t i = 0; i < 3; ++i) {
        QCOMPARE(again.steps[i].weights, first.steps[i].weights);
        QCOMPARE(again.steps[i].report.loss, first.steps[i].report.loss);
    }
    // One step after the other is the same run as three at once.
    const ui::TrainingNews next = answerTo(bridge, orderOf(2, "train-digits-pp4", 1));
    QCOMPARE(next.steps.front().report.number, std::int64_t{4});
}

void TestTrainingBridge::aPipelineEndsWithTheWeightsOfOneWorker()
{
    ui::TrainingBridge bridge(computer());
    ui::TrainingOrder pipeline = orderOf(1, "train-digits-pp4", 5);
    ui::TrainingOrder alone = orderOf(2, "train-digits-pp4", 5);
    alone.scenario->cluster.devices = 1;
    alone.scenario->parallel.pipeline = 1;
    const ui::TrainingNews split = answerTo(bridge, pipeline);
    const ui::TrainingNews whole = answerTo(bridge, alone);
    QVERIFY2(whole.problem.empty(), whole.problem.c_str());
    QCOMPARE(split.steps.back().weights, whole.steps.back().weights);
    QVERIFY(split.steps.back().report.loss < split.steps.front().report.loss);
}

void TestTrainingBridge::replicasThatDoNotShareDriftApart()
{
    ui::TrainingBridge bridge(computer());
    ui::TrainingOrder order = orderOf(1, "train-digits-dp3", 2);
    const auto areEqual = [](const ui::TrainingNews &news) {
        bool equal = true;
        for (const core::live::Fingerprint &print : news.prints)
            equal = equal && print.equal;
        return equal;
    };
    const ui::TrainingNews sharing = answerTo(bridge, order);
    QVERIFY(areEqual(sharing));
    QVERIFY(!sharing.predicted->trace.collectives.empty());
    order.sharesGradients = false;
    order.steps = 1;
    const ui::TrainingNews apart = answerTo(bridge, order);
    QVERIFY(!areEqual(apart));
    QVERIFY(apart.predicted->trace.collectives.empty());
}

void TestTrainingBridge::whatIsExpectedIsWhatTheRunPredicts()
{
    for (const char *id : {"train-digits-pp4", "train-gpt-2x2"}) {
        ui::ExpectationBridge expectation(computer());
        core::Scenario scenario = core::loadScenario(id).value();
        expectation.expect(core::run(scenario).value());
        QTRY_VERIFY_WITH_TIMEOUT(!expectation.isBusy(), 60'000);
        QVERIFY(expectation.expected() != nullptr);
        QCOMPARE(expectation.expected()->trace.info.size(), std::size_t{4});
        ui::TrainingBridge bridge(computer());
        const ui::TrainingNews first = answerTo(bridge, orderOf(1, id, 1));
        QCOMPARE(expectation.expected()->trace.stop, first.predicted->trace.stop);
        scenario.train.reset();
        expectation.expect(core::run(scenario).value());
        QVERIFY(!expectation.isBusy() && !expectation.expected());
    }
}

void TestTrainingBridge::theNewestRunWins()
{
    ui::TrainingBridge bridge(computer());
    QList<std::uint64_t> runs;
    connect(&bridge, &ui::TrainingBridge::arrived, this,
            [&runs](const ui::TrainingNews &news) { runs.append(news.run); });
    for (std::uint64_t run = 1; run <= 10; ++run)
        bridge.order(orderOf(run, "train-digits-pp4", 100'000));
    bridge.order(orderOf(11, "train-digits-pp4", 1));
    QTRY_VERIFY_WITH_TIMEOUT(!runs.isEmpty(), 60'000);
    QCOMPARE(runs, QList<std::uint64_t>{11});
    bridge.end();
    QVERIFY(!bridge.isBusy());
}

void TestTrainingBridge::whatCannotBeTrainedSaysWhy()
{
    ui::TrainingBridge bridge(computer());
    ui::TrainingOrder order = orderOf(1, "train-digits-pp4", 1);
    order.scenario->train->data = "idx:/nowhere";
    const ui::TrainingNews news = answerTo(bridge, order);
    QVERIFY(news.steps.empty());
    QVERIFY2(news.problem.find("/nowhere") != std::string::npos, news.problem.c_str());
    // And another run goes on after it.
    QVERIFY(answerTo(bridge, orderOf(2, "train-digits-pp4", 1)).problem.empty());
}

void TestTrainingBridge::itEndsCleanlyAtAnyMoment()
{
    ui::TrainingBridge other(computer()); // whose steps take the time
    for (int round = 0; round < 60; ++round) {
        const auto bridge = std::make_unique<ui::TrainingBridge>(computer());
        bridge->order(orderOf(1, "train-digits-pp4", 100'000));
        if (round % 7 > 0)
            (void)answerTo(other, orderOf(1, "train-digits-pp4", round % 7));
        if (round % 2 == 0)
            bridge->end();
    }
}

QTEST_MAIN(TestTrainingBridge)
#include "tst_training_bridge.moc"
