// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/moment.h"
#include "core/analysis/row_checkpoints.h"
#include "core/sim/simulate.h"
#include "tests/core/toy_scenario.h"

#include <QTest>

#include <random>

// Where checkpoints begin in the middle of a row, the state of a device is what a walk from the
// begin of the row finds: the same snapshot without its checkpoints.
class TestRowCheckpoints : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void theStateOfADeviceIsThatOfAWalk_data();
    void theStateOfADeviceIsThatOfAWalk();
    void microBatchesEnterAndLeaveAsOneForwardOneBackwardSays();
    void bothEndsOfTwoDirectionsAreCounted();
    void aSplitBackwardEndsWithItsWeights();
};

void TestRowCheckpoints::theStateOfADeviceIsThatOfAWalk_data()
{
    QTest::addColumn<QString>("schedule");
    for (const core::ScheduleEntry &entry : core::schedules())
        QTest::newRow(std::string(entry.id).c_str())
            << QString::fromUtf8(entry.id.data(), qsizetype(entry.id.size()));
}

void TestRowCheckpoints::theStateOfADeviceIsThatOfAWalk()
{
    QFETCH(const QString, schedule);
    const core::Result<core::SnapshotPtr> run =
        core::run(toy::pipeline(qPrintable(schedule), 4, 96));
    QVERIFY2(run, run ? "" : run.error().message.c_str());
    const core::Snapshot &step = *run.value();
    core::Snapshot bare;
    bare.plan = core::makePlan(step.scenario).value();
    bare.trace = core::simulate(bare.plan);
    std::mt19937_64 random(7);
    for (int i = 0; i < 300; ++i) {
        const int device = int(random() % std::uint64_t(step.deviceCount()));
        const core::Nanos at{std::int64_t(random() % std::uint64_t(step.trace.stop + 1))};
        const core::DeviceMoment is = core::deviceMoment(step, device, at);
        const core::DeviceMoment expected = core::deviceMoment(bare, device, at);
        QCOMPARE(is.busy.count, expected.busy.count);
        QCOMPARE(is.memory.total().count, expected.memory.total().count);
        QCOMPARE(is.kept.size(), expected.kept.size());
        for (std::size_t k = 0; k < is.kept.size(); ++k) {
            QCOMPARE(is.kept[k].microBatch, expected.kept[k].microBatch);
            QCOMPARE(is.kept[k].stage, expected.kept[k].stage);
        }
    }
}

void TestRowCheckpoints::microBatchesEnterAndLeaveAsOneForwardOneBackwardSays()
{
    // Forwards of 1 ms, backwards of 2 ms. The first of four ranks has begun four by 3 ms, and a
    // backward of it ends at 3 + 1 + 4 x 2 ms and every 3 ms after that.
    const core::SnapshotPtr step = core::run(toy::pipeline("1f1b", 4, 32)).value();
    const auto at = [](double milliseconds) {
        return core::Nanos{std::int64_t(milliseconds * toy::kMillisecond)};
    };
    QCOMPARE(step->checkpoints->entered(0, at(0)), 1);
    QCOMPARE(step->checkpoints->entered(0, at(3)), 4);
    QCOMPARE(step->checkpoints->left(0, at(11.9)), 0);
    QCOMPARE(step->checkpoints->left(0, at(12)), 1);
    QCOMPARE(step->checkpoints->left(0, at(15)), 2);
    QCOMPARE(step->checkpoints->entered(0, {step->trace.stop}), 32);
    QCOMPARE(step->checkpoints->left(0, {step->trace.stop}), 32);
}

void TestRowCheckpoints::bothEndsOfTwoDirectionsAreCounted()
{
    const core::SnapshotPtr step = core::run(toy::pipeline("chimera", 4, 8)).value();
    QCOMPARE(step->plan.order.routes.size(), std::size_t(2));
    for (const int route : {0, 1}) {
        QCOMPARE(step->checkpoints->entered(route, {step->trace.stop}), 4);
        QCOMPARE(step->checkpoints->left(route, {step->trace.stop}), 4);
    }
}

// Input and weight gradients of 1 ms: on one rank they follow the forward at once.
void TestRowCheckpoints::aSplitBackwardEndsWithItsWeights()
{
    const core::SnapshotPtr step = core::run(toy::pipeline("zb-h1", 4, 8)).value();
    const core::Trace &trace = step->trace;
    std::int64_t firstWeight = trace.stop; // of the first rank
    for (std::size_t i = trace.rows[0].first; i < trace.rows[0].first + trace.rows[0].count; ++i) {
        if (trace.tag[i].kind == core::SpanKind::BackwardWeight)
            firstWeight = std::min(firstWeight, trace.end[i]);
    }
    QVERIFY(firstWeight < trace.stop);
    QCOMPARE(step->checkpoints->left(0, {firstWeight - 1}), 0);
    QCOMPARE(step->checkpoints->left(0, {firstWeight}), 1);
    QCOMPARE(step->checkpoints->left(0, {trace.stop}), 8);
}

QTEST_GUILESS_MAIN(TestRowCheckpoints)
#include "tst_row_checkpoints.moc"
