// SPDX-License-Identifier: GPL-3.0-or-later
// Step times, idle causes and faults of whole scenarios against hand calculations.
#include "tests/core/toy_scenario.h"

#include "core/analysis/moment.h"
#include "core/analysis/visits.h"

#include <QTest>

using core::IdleCause;
using toy::kMillisecond;

class TestSimulate : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void pipelinesMatchTheClosedForm();
    void everyNanosecondOfADeviceHasOneCause();
    void spansOfARowTileTheStep();
    void naivePartsWorkOneAtATime();
    void aSlowLinkTakesTheBlameForAllTheExtraIdleTime();
    void aSlowReplicaTakesTheBlameForTheWaiting();
    void aSlowStageTakesTheBlameForTheGaps();
    void aCutLinkStopsTheStepAndSaysWhy();
    void aCutRingStopsTheStepAndSaysWhy();
    void overlapIsNeverSlower();
    void withoutOverlapTheRingComesAfterBackward();
    void unevenPartitionsFollowTheSlowestStage();
    void forwardOnlyLeavesOutBackwardAndOptimizer();
    void naiveForwardLetsOneBatchThroughAtATime();
    void aModelThatDoesNotFitIsToldBeforeAnythingRuns();
    void fullRecomputationAddsOneForward();
};

// (m + p - 1)(F + B) with F = 1 ms and B = 2 ms; the links are so fast that a hop rounds to 0.
void TestSimulate::pipelinesMatchTheClosedForm()
{
    for (const char *schedule : {"gpipe", "1f1b"}) {
        for (int p : {1, 2, 3, 4, 8, 16}) {
            for (int m : {1, 2, 7, 64}) {
                const auto snapshot = toy::run(toy::pipeline(schedule, p, m));
                QVERIFY(snapshot);
                QCOMPARE(snapshot->metrics.step.count, (m + p - 1) * 3 * kMillisecond);
                QVERIFY(qAbs(snapshot->metrics.bubble.idleOverIdeal - double(p - 1) / m) < 1e-9);
                QVERIFY(qAbs(snapshot->metrics.bubble.idleOverStep - double(p - 1) / (m + p - 1)) <
                        1e-9);
            }
        }
    }
}

void TestSimulate::everyNanosecondOfADeviceHasOneCause()
{
    core::Scenario s = toy::pipeline("1f1b", 4, 9);
    s.cluster.intraLink.bandwidth = 1.7e9;
    s.cluster.intraLink.latency = {12'345};
    s.faults.devices = {{.device = 2, .speed = 0.7}};
    s.faults.links = {{.from = 0, .to = 1, .bandwidth = 0.3}};
    const auto snapshot = toy::run(s);
    QVERIFY(snapshot);
    for (const core::RowMetrics &row : snapshot->metrics.rows) {
        core::Nanos idle;
        for (const core::Nanos cause : row.idle)
            idle += cause;
        QCOMPARE(idle.count, row.idleTotal().count);
        QCOMPARE((row.busy() + idle).count, snapshot->metrics.step.count);
    }
    const core::Breakdown &b = snapshot->metrics.breakdown;
    const core::Nanos sum =
        b.forward + b.backward + b.recompute + b.pipelineComm + b.dataComm + b.optimizer + b.idle;
    QCOMPARE(sum.count, snapshot->metrics.step.count);
}

void TestSimulate::spansOfARowTileTheStep()
{
    core::Scenario s = toy::pipeline("1f1b", 4, 6);
    s.cluster.devices = 8;
    s.parallel.data = 2;
    s.training.globalBatch = 12;
    s.cluster.intraLink.bandwidth = 1e9;
    s.faults.devices = {{.device = 5, .speed = 0.5}};
    const auto snapshot = toy::run(s);
    QVERIFY(snapshot);
    QCOMPARE(snapshot->plan.replicaClasses, 2);
    for (const core::Trace::RowRange &row : snapshot->trace.rows) {
        std::int64_t time = 0;
        for (std::size_t i = row.first; i < row.first + row.count; ++i) {
            QCOMPARE(snapshot->trace.begin[i], time);
            QVERIFY(snapshot->trace.end[i] > time);
            time = snapshot->trace.end[i];
        }
        QCOMPARE(time, snapshot->trace.stop);
    }
}

void TestSimulate::naivePartsWorkOneAtATime()
{
    const auto snapshot = toy::run(toy::pipeline("naive", 4, 2));
    QCOMPARE(snapshot->metrics.step.count, 2 * 4 * 3 * kMillisecond);
    for (const core::RowMetrics &row : snapshot->metrics.rows)
        QCOMPARE(row.busy().count * 4, snapshot->metrics.step.count);
}

// A message of 10^6 bytes takes 1 ms at 10^9 bytes/s and 20 ms at a twentieth of it: each of the
// two passes over that link makes everybody's step 19 ms longer.
void TestSimulate::aSlowLinkTakesTheBlameForAllTheExtraIdleTime()
{
    core::Scenario s = toy::pipeline("naive", 4, 1);
    s.cluster.intraLink.bandwidth = 1e9;
    const auto healthy = toy::run(s);
    QCOMPARE(healthy->metrics.step.count, (4 * 3 + 2 * 3) * kMillisecond);
    s.faults.links = {{.from = 1, .to = 2, .bandwidth = 0.05}};
    const auto slow = toy::run(s);
    QCOMPARE(slow->metrics.step.count, healthy->metrics.step.count + 2 * 19 * kMillisecond);
    for (int device = 0; device < 4; ++device)
        QCOMPARE(toy::idleFor(slow, device, IdleCause::Link),
                 toy::idleFor(healthy, device, IdleCause::Link) + 2 * 19 * kMillisecond);
}

void TestSimulate::aSlowReplicaTakesTheBlameForTheWaiting()
{
    core::Scenario s = toy::dataParallel(8, 7);
    s.faults.devices = {{.device = 5, .speed = 0.7}};
    const auto snapshot = toy::run(s);
    QCOMPARE(snapshot->plan.replicaClasses, 2);
    const std::int64_t healthy = 7 * 3 * kMillisecond;
    const std::int64_t late = healthy * 10 / 7 - healthy;
    for (int device : {0, 4, 7})
        QVERIFY(qAbs(toy::idleFor(snapshot, device, IdleCause::Straggler) - late) <= 2);
    QCOMPARE(toy::idleFor(snapshot, 5, IdleCause::Straggler), 0);
}

void TestSimulate::aSlowStageTakesTheBlameForTheGaps()
{
    core::Scenario s = toy::pipeline("1f1b", 4, 8);
    const auto healthy = toy::run(s);
    s.faults.devices = {{.device = 3, .speed = 0.5}};
    const auto snapshot = toy::run(s);
    // T = m t_max + sum of the others = 8 * 6 + 3 * 3 ms
    QCOMPARE(snapshot->metrics.step.count, (8 * 6 + 3 * 3) * kMillisecond);
    for (int device : {0, 1, 2})
        QCOMPARE(toy::idleFor(snapshot, device, IdleCause::Straggler),
                 snapshot->metrics.step.count - healthy->metrics.step.count);
}

void TestSimulate::aCutLinkStopsTheStepAndSaysWhy()
{
    core::Scenario s = toy::pipeline("1f1b", 4, 8);
    s.faults.links = {{.from = 2, .to = 3, .down = true}};
    const auto snapshot = toy::run(s);
    QVERIFY(!snapshot->metrics.completed);
    QCOMPARE(snapshot->metrics.warnings.size(), std::size_t{1});
    QCOMPARE(QString::fromStdString(snapshot->metrics.warnings.front()),
             QStringLiteral("GPU 3 waits for the activation of micro-batch 1 from GPU 2: the link"
                            " is down"));
    // Ranks 0, 1, 2 warm up with 4, 3 and 2 forwards; rank 0's fourth ends at 4 ms, rank 1's third
    // at 1 + 3 ms, rank 2's second at 2 + 2 ms.
    QCOMPARE(snapshot->trace.stop, 4 * kMillisecond);
    QCOMPARE(core::deviceMoment(*snapshot, 3, {snapshot->trace.stop}).state,
             core::DeviceState::Stopped);
    for (const core::RowMetrics &row : snapshot->metrics.rows)
        QCOMPARE((row.busy() + row.idleTotal()).count, snapshot->trace.stop);
}

void TestSimulate::aCutRingStopsTheStepAndSaysWhy()
{
    core::Scenario s = toy::dataParallel(4, 2);
    s.faults.links = {{.from = 1, .to = 2, .down = true}};
    const auto snapshot = toy::run(s);
    QVERIFY(!snapshot->metrics.completed);
    QVERIFY(snapshot->metrics.warnings.front().find("GPU 1 to GPU 2") != std::string::npos);
    QCOMPARE(snapshot->trace.stop, 2 * 3 * kMillisecond);
}

void TestSimulate::overlapIsNeverSlower()
{
    for (int replicas : {2, 3, 8}) {
        for (double bandwidth : {1e6, 1e8, 1e10}) {
            for (std::int64_t bucket : {1000, 4000, 1'000'000}) {
                core::Scenario s = toy::dataParallel(replicas, 12);
                s.cluster.intraLink.bandwidth = bandwidth;
                s.parallel.bucketBytes = bucket;
                s.parallel.overlap = true;
                const auto with = toy::run(s);
                s.parallel.overlap = false;
                const auto without = toy::run(s);
                QVERIFY(with && without);
                QVERIFY(with->metrics.step <= without->metrics.step);
            }
        }
    }
}

// 2 layers of 1000 parameters, 2 bytes each: one bucket of 4000 bytes over 4 devices at 10^6
// bytes/s: 2 * 3/4 * 4 ms, after 6 ms of work, plus the 45 us that a collective takes to start.
void TestSimulate::withoutOverlapTheRingComesAfterBackward()
{
    core::Scenario s = toy::dataParallel(4, 2);
    s.cluster.intraLink.bandwidth = 1e6;
    s.parallel.overlap = false;
    const auto snapshot = toy::run(s);
    QCOMPARE(snapshot->metrics.step.count, 6 * kMillisecond + 6 * kMillisecond + 45'000);
    QCOMPARE(toy::idleFor(snapshot, 0, IdleCause::GradientSync), 6 * kMillisecond + 45'000);
}

void TestSimulate::unevenPartitionsFollowTheSlowestStage()
{
    core::Scenario s = toy::scenario(3, 5);
    s.parallel.pipeline = 3;
    s.parallel.partition = {1, 1, 3};
    s.training.globalBatch = 6;
    const auto snapshot = toy::run(s);
    QCOMPARE(snapshot->metrics.step.count, (6 * 9 + 3 + 3) * kMillisecond); // m t_max + others
}

void TestSimulate::forwardOnlyLeavesOutBackwardAndOptimizer()
{
    core::Scenario s = toy::pipeline("gpipe", 3, 4);
    s.training.pass = core::Pass::ForwardOnly;
    const auto snapshot = toy::run(s);
    QCOMPARE(snapshot->metrics.step.count, (4 + 2) * kMillisecond);
}

void TestSimulate::naiveForwardLetsOneBatchThroughAtATime()
{
    core::Scenario s = toy::pipeline("naive", 3, 4);
    s.training.pass = core::Pass::ForwardOnly;
    const auto snapshot = toy::run(s);
    QCOMPARE(snapshot->metrics.step.count, 4 * 3 * kMillisecond);
    QCOMPARE(core::visits(*snapshot).size(), std::size_t{12});
}

void TestSimulate::aModelThatDoesNotFitIsToldBeforeAnythingRuns()
{
    core::Scenario s = toy::dataParallel(2, 3);
    s.cluster.device.memory = {3'000'000};
    const auto snapshot = toy::run(s);
    QVERIFY(snapshot);
    QVERIFY(!snapshot->metrics.fits);
    QVERIFY(snapshot->trace.rows.empty());
    // Three layers keep 10^6 bytes each; states are 16 bytes for each of 3000 parameters.
    QCOMPARE(snapshot->metrics.rows.front().atPeak.activations.count, 3'000'000);
    QCOMPARE(snapshot->metrics.rows.front().atPeak.parameters.count, 6'000);
    QCOMPARE(snapshot->metrics.rows.front().atPeak.optimizer.count, 36'000);
    QVERIFY(snapshot->metrics.warnings.front().find("does not fit") != std::string::npos);
}

void TestSimulate::fullRecomputationAddsOneForward()
{
    core::Scenario s = toy::pipeline("1f1b", 2, 4);
    s.training.recompute = core::Recompute::Full;
    const auto snapshot = toy::run(s);
    QCOMPARE(snapshot->metrics.step.count, (4 + 1) * 4 * kMillisecond);
    QCOMPARE(snapshot->metrics.breakdown.recompute.count, 4 * kMillisecond);
}

QTEST_APPLESS_MAIN(TestSimulate)
#include "tst_simulate.moc"
