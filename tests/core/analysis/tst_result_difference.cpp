// SPDX-License-Identifier: GPL-3.0-or-later
// What another set-up changes, against numbers counted by hand.
#include "tests/core/toy_scenario.h"

#include "core/analysis/ideal_finish.h"
#include "core/analysis/link_use.h"
#include "core/analysis/result_difference.h"
#include "core/io/scenario/scenario_json.h"

#include <QTest>

using core::Bytes;
using core::Nanos;

class TestResultDifference : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aResultIsNoDifferentFromItself();
    void pipelinesSendEveryActivationAndItsGradientOnce();
    void aRingSendsTwiceWhatIsLeftOfIt();
    void moreMicroBatchesTakeTheirOwnTime();
    void oneForwardOneBackwardKeepsFewerInFlight();
    void theOtherWayRoundIsTheNegative();
    void whatDoesNotFitHasNoTimeToCompare();
    void aForwardPassIsNotTheWorkOfTraining();
    void aSlowPartnerSendsNoLess();
    void theIdealFinishIsThatOfHealthyDevices();
};

void TestResultDifference::aResultIsNoDifferentFromItself()
{
    for (const char *schedule : {"gpipe", "1f1b", "zb-h1"}) {
        const core::SnapshotPtr one = toy::run(toy::pipeline(schedule, 4, 8));
        QVERIFY(one);
        const core::ResultDifference none = core::resultDifference(*one, *one);
        QVERIFY(none.isNone());
        QCOMPARE(none.parts.total(), Nanos{});
        QCOMPARE(none.inFlight, 0);
    }
}

// p - 1 = 3 borders, m = 8 micro-batches of 1 MB, there and back: 48 MB.
void TestResultDifference::pipelinesSendEveryActivationAndItsGradientOnce()
{
    const core::SnapshotPtr eight = toy::run(toy::pipeline("gpipe", 4, 8));
    const core::SnapshotPtr five = toy::run(toy::pipeline("1f1b", 4, 5));
    QVERIFY(eight && five);
    QCOMPARE(core::sentInStep(*eight), Bytes{3 * 8 * 2 * 1'000'000});
    const core::ResultDifference more = core::resultDifference(*five, *eight);
    QCOMPARE(more.sentFirst, Bytes{3 * 5 * 2 * 1'000'000});
    QCOMPARE(more.sentSecond, Bytes{3 * 8 * 2 * 1'000'000});
}

// Each of n devices sends 2 (n - 1) / n of the gradients, so all together 2 (n - 1) times them:
// of 3 layers of 1000 parameters with 2 bytes each, on 4 devices, 36 kB.
void TestResultDifference::aRingSendsTwiceWhatIsLeftOfIt()
{
    const core::SnapshotPtr four = toy::run(toy::dataParallel(4, 3));
    QVERIFY(four);
    QCOMPARE(core::sentInStep(*four), Bytes{2 * 3 * (3 * 1000 * 2)});
}

// A GPipe step is (m + p - 1) (t_f + t_b): four micro-batches more on four stages of one layer are
// four times a forward of 1 ms and a backward of 2 ms, none of it idle.
void TestResultDifference::moreMicroBatchesTakeTheirOwnTime()
{
    const core::SnapshotPtr four = toy::run(toy::pipeline("gpipe", 4, 4));
    const core::SnapshotPtr eight = toy::run(toy::pipeline("gpipe", 4, 8));
    QVERIFY(four && eight);
    const core::ResultDifference more = core::resultDifference(*four, *eight);
    const auto near = [](Nanos found, std::int64_t milliseconds) {
        return std::abs(found.count - milliseconds * toy::kMillisecond) < toy::kMillisecond / 100;
    };
    QVERIFY2(near(more.step, 12), qPrintable(QString::number(more.step.count)));
    QVERIFY(near(more.parts.forward, 4));
    QVERIFY(near(more.parts.backward, 8));
    QVERIFY(near(more.parts.idle, 0));
    // Busy 12 of 21 ms before, 24 of 33 ms after.
    QVERIFY(std::abs(more.busyShare - (24. / 33 - 12. / 21)) < 1e-3);
    // Kept at once: all of them, 1 MB each.
    QCOMPARE(more.inFlight, 4);
    QCOMPARE(more.atPeak.activations, Bytes{4'000'000});
}

// The first of p stages keeps p = 4 of m = 8 micro-batches, in place of all 8 (1F1B, PipeDream):
// 4 MB less, in the same time where links cost nothing.
void TestResultDifference::oneForwardOneBackwardKeepsFewerInFlight()
{
    const core::SnapshotPtr all = toy::run(toy::pipeline("gpipe", 4, 8));
    const core::SnapshotPtr some = toy::run(toy::pipeline("1f1b", 4, 8));
    QVERIFY(all && some);
    const core::ResultDifference fewer = core::resultDifference(*all, *some);
    QCOMPARE(fewer.inFlight, -4);
    QCOMPARE(fewer.atPeak.activations, Bytes{-4'000'000});
    QCOMPARE(fewer.peakMemory, Bytes{-4'000'000});
    QCOMPARE(fewer.fullest, 0);
    QCOMPARE(fewer.sentFirst, fewer.sentSecond);
}

void TestResultDifference::theOtherWayRoundIsTheNegative()
{
    const core::SnapshotPtr one = toy::run(toy::pipeline("gpipe", 4, 6));
    const core::SnapshotPtr other = toy::run(toy::pipeline("1f1b", 2, 9));
    QVERIFY(one && other);
    const core::ResultDifference there = core::resultDifference(*one, *other);
    const core::ResultDifference back = core::resultDifference(*other, *one);
    QVERIFY(!there.isNone());
    QCOMPARE(there.step + back.step, Nanos{});
    QCOMPARE(there.peakMemory + back.peakMemory, Bytes{});
    QCOMPARE(there.sentFirst, back.sentSecond);
    QCOMPARE(there.sentSecond, back.sentFirst);
    QCOMPARE(there.parts.total() + back.parts.total(), Nanos{});
    QCOMPARE(there.fullest, back.fullest);
    for (std::size_t cause = 0; cause < there.idle.size(); ++cause)
        QCOMPARE(there.idle[cause] + back.idle[cause], Nanos{});
}

void TestResultDifference::whatDoesNotFitHasNoTimeToCompare()
{
    const core::SnapshotPtr fits = toy::run(toy::pipeline("gpipe", 4, 8));
    core::Scenario small = toy::pipeline("gpipe", 4, 8);
    small.cluster.device.memory = {1'000'000};
    const core::SnapshotPtr tooLarge = toy::run(small);
    QVERIFY(fits && tooLarge && !tooLarge->metrics.fits);
    const core::ResultDifference found = core::resultDifference(*fits, *tooLarge);
    QVERIFY(found.firstRuns && !found.secondRuns);
    QVERIFY(!found.isNone());
    QCOMPARE(found.step, Nanos{});
    QCOMPARE(found.sentFirst, Bytes{});
    QCOMPARE(found.sentSecond, Bytes{});
}

// A third of it: not even a token is equal work.
void TestResultDifference::aForwardPassIsNotTheWorkOfTraining()
{
    const core::Scenario trains = toy::pipeline("1f1b", 4, 8);
    core::Scenario forward = trains;
    forward.training.pass = core::Pass::ForwardOnly;
    QVERIFY(core::equalWork(trains, forward) == core::EqualWork::None);
    QVERIFY(core::equalWork(forward, forward) == core::EqualWork::Step);
    core::Scenario longer = forward;
    longer.training.globalBatch = 16;
    QVERIFY(core::equalWork(forward, longer) == core::EqualWork::Model);
}

// One of two tensor partners of a stage is slow: the other sends its half of every activation as
// before.
void TestResultDifference::aSlowPartnerSendsNoLess()
{
    const auto read = core::scenarioFromJson(R"({"model": "llama-2-7b",
        "cluster": {"device": "h100-80g", "devices": 8},
        "training": {"global_batch": 8, "micro_batch": 1, "sequence": 4096},
        "parallel": {"tensor": 2, "pipeline": 4, "schedule": "1f1b"}})",
                                             "run.json");
    QVERIFY(bool(read));
    const core::Scenario healthy = read.value();
    core::Scenario slow = healthy;
    slow.faults.devices = {{3, 0.5}};
    const core::SnapshotPtr one = toy::run(healthy);
    const core::SnapshotPtr other = toy::run(slow);
    QVERIFY(one && other && other->plan.rows.size() > one->plan.rows.size());
    QVERIFY(core::sentInStep(*one).count > 0);
    QCOMPARE(core::sentInStep(*other), core::sentInStep(*one));
    // A healthy partner of the slow one has links of its own.
    QCOMPARE(core::linkUses(*other, 2).size(), core::linkUses(*one, 2).size());
}

// Eight micro-batches of 1 ms forward and 2 ms backward, whichever of the stages is slow.
void TestResultDifference::theIdealFinishIsThatOfHealthyDevices()
{
    core::Scenario scenario = toy::pipeline("1f1b", 4, 8);
    const core::SnapshotPtr healthy = toy::run(scenario);
    scenario.faults.devices = {{2, 0.5}};
    const core::SnapshotPtr slow = toy::run(scenario);
    QVERIFY(healthy && slow && slow->metrics.step > healthy->metrics.step);
    const Nanos ideal{24 * toy::kMillisecond};
    for (const core::SnapshotPtr &each : {healthy, slow}) {
        const std::int64_t off = (core::busiestWithoutWaiting(*each) - ideal).count;
        QVERIFY2(std::abs(off) < toy::kMillisecond / 100, qPrintable(QString::number(off)));
    }
    QVERIFY(core::idealFinish(*slow).has_value());
}

QTEST_APPLESS_MAIN(TestResultDifference)
#include "tst_result_difference.moc"
