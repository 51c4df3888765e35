// SPDX-License-Identifier: GPL-3.0-or-later
// Rates, memory during visits and causes, each number by hand. A forward takes 1 ms, a backward 2.
#include "core/analysis/critical_path.h"
#include "core/analysis/memory_steps.h"

#include "tests/core/toy_scenario.h"

#include <QTest>

#include <algorithm>
#include <numeric>

namespace {

using core::IdleCause;
using core::Nanos;
using core::PathCause;
using core::SpanKind;
using toy::kMillisecond;

constexpr std::int64_t kMegabyte = 1'000'000; // kept of a micro-batch

std::int64_t activationsAt(const std::vector<core::MemoryStep> &steps, std::int64_t time)
{
    std::int64_t last = 0;
    for (const core::MemoryStep &step : steps) {
        if (step.time.count > time)
            break;
        last = step.parts.activations.count;
    }
    return last;
}

// Forwards that have begun, less those whose activations are no longer needed.
std::int64_t keptAt(const core::Snapshot &snapshot, int row, std::int64_t time, SpanKind frees)
{
    const core::Trace &trace = snapshot.trace;
    const core::Trace::RowRange range = trace.rows[static_cast<std::size_t>(row)];
    std::int64_t count = 0;
    for (std::size_t i = range.first; i < range.first + range.count; ++i) {
        count += trace.tag[i].kind == SpanKind::Forward && trace.begin[i] <= time ? 1 : 0;
        count -= trace.tag[i].kind == frees && trace.end[i] <= time ? 1 : 0;
    }
    return count;
}

} // namespace

class TestMeasuredByHand : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void ratesFollowFromTheStep();
    void whatIsRecomputedIsDoneByTheHardwareAndNotByTheModel();
    void activationsAreKeptToTheEndOfTheVisitThatUsesThemLast_data();
    void activationsAreKeptToTheEndOfTheVisitThatUsesThemLast();
    void activationsOfEveryScheduleReturnToNothing();
    void logitsAreKeptBesideTheActivations();
    void whatAPairMakesLeavesWhenBothAreDone();
    void drainingIsNoBarrier();
};

// 1F1B, 4 stages, 8 micro-batches: (8 + 3) x 3 ms. 24 TFLOP of a device that does 1 in a ms.
void TestMeasuredByHand::ratesFollowFromTheStep()
{
    core::Scenario s = toy::pipeline("1f1b", 4, 8);
    s.training.sequence = 1024;
    const core::Metrics metrics = toy::run(s)->metrics;
    QCOMPARE(metrics.step.count, 33 * kMillisecond);
    QCOMPARE(metrics.samplesPerSecond, 8 / 0.033);
    QCOMPARE(metrics.tokensPerSecondPerDevice, 8 * 1024 / 0.033 / 4);
    QCOMPARE(metrics.modelFlopsPerDevice, 24e12 / 0.033);
    QCOMPARE(metrics.modelFlopsUtilization, 24. / 33);
    QCOMPARE(metrics.hardwareFlopsUtilization, 24. / 33);
}

// Every forward is done twice: (8 + 3) x 4 ms, of which the model needs 24 of 32.
void TestMeasuredByHand::whatIsRecomputedIsDoneByTheHardwareAndNotByTheModel()
{
    core::Scenario s = toy::pipeline("1f1b", 4, 8);
    s.training.recompute = core::Recompute::Full;
    const core::Metrics metrics = toy::run(s)->metrics;
    QCOMPARE(metrics.step.count, 44 * kMillisecond);
    QCOMPARE(metrics.modelFlopsUtilization, 24. / 44);
    QCOMPARE(metrics.hardwareFlopsUtilization, 32. / 44);
}

void TestMeasuredByHand::activationsAreKeptToTheEndOfTheVisitThatUsesThemLast_data()
{
    QTest::addColumn<QByteArray>("schedule");
    QTest::addColumn<int>("frees");
    QTest::newRow("1f1b") << QByteArray("1f1b") << int(SpanKind::Backward);
    QTest::newRow("gpipe") << QByteArray("gpipe") << int(SpanKind::Backward);
    QTest::newRow("zb-h1") << QByteArray("zb-h1") << int(SpanKind::BackwardWeight);
    QTest::newRow("zb-h2") << QByteArray("zb-h2") << int(SpanKind::BackwardWeight);
}

// Just before and at the end of every visit: one layer per stage, so nothing goes any earlier.
void TestMeasuredByHand::activationsAreKeptToTheEndOfTheVisitThatUsesThemLast()
{
    QFETCH(const QByteArray, schedule);
    QFETCH(const int, frees);
    const core::SnapshotPtr snapshot = toy::run(toy::pipeline(schedule.constData(), 3, 6));
    const auto last = static_cast<SpanKind>(frees);
    int compared = 0;
    for (int row = 0; row < 3; ++row) {
        const std::vector<core::MemoryStep> steps = core::memorySteps(*snapshot, row);
        const core::Trace::RowRange range = snapshot->trace.rows[static_cast<std::size_t>(row)];
        for (std::size_t i = range.first; i < range.first + range.count; ++i) {
            if (snapshot->trace.tag[i].kind == SpanKind::Wait)
                continue;
            for (const std::int64_t time : {snapshot->trace.end[i] - 1, snapshot->trace.end[i]}) {
                QCOMPARE(activationsAt(steps, time),
                         kMegabyte * keptAt(*snapshot, row, time, last));
                ++compared;
            }
        }
    }
    QVERIFY2(compared >= 3 * 6 * 2 * 2, qPrintable(QString::number(compared)));
}

void TestMeasuredByHand::activationsOfEveryScheduleReturnToNothing()
{
    int schedules = 0;
    for (const core::ScheduleEntry &entry : core::schedules()) {
        const std::string id(entry.id);
        const core::SnapshotPtr snapshot = toy::run(toy::pipeline(id.c_str(), 4, 8));
        if (!snapshot)
            continue;
        ++schedules;
        for (int row = 0; row < static_cast<int>(snapshot->plan.leadCount()); ++row) {
            std::int64_t most = 0;
            const std::vector<core::MemoryStep> steps = core::memorySteps(*snapshot, row);
            for (const core::MemoryStep &step : steps) {
                QVERIFY2(step.parts.activations.count >= 0, id.c_str());
                most = std::max(most, step.parts.activations.count);
            }
            QVERIFY2(steps.back().parts.activations.count == 0, id.c_str());
            QCOMPARE(most,
                     snapshot->plan.rows[static_cast<std::size_t>(row)].peak.activations.count);
        }
    }
    QVERIFY2(schedules >= 15, qPrintable(QString::number(schedules)));
}

// 128 tokens x 1000 words x 4 bytes and the inputs of the last norm and of the head, 128 x 64 x 2
// bytes each: from the forward to the gradient of the input.
void TestMeasuredByHand::logitsAreKeptBesideTheActivations()
{
    core::Scenario s = toy::scenario(2, 1);
    core::TransformerSpec spec;
    spec.hidden = 64;
    spec.layers = 2;
    spec.heads = 4;
    spec.kvHeads = 4;
    spec.headDimension = 16;
    spec.ffn = 256;
    spec.vocab = 1000;
    spec.positions = 128;
    s.model.shape = spec;
    s.training.sequence = 128;
    s.training.globalBatch = 4;
    s.parallel.pipeline = 2;
    const core::SnapshotPtr snapshot = toy::run(s);
    QVERIFY(snapshot != nullptr);
    constexpr std::int64_t logits = 128 * 1000 * 4 + 2 * 128 * 64 * 2;
    const core::StagePlan &last = snapshot->plan.stages.back();
    QCOMPARE(last.keptUntilInput.count, logits);
    QCOMPARE(snapshot->plan.rows.back().peak.activations, last.kept + core::Bytes{logits});
    const core::Trace::RowRange range = snapshot->trace.rows.back();
    for (std::size_t i = range.first; i < range.first + range.count; ++i) {
        if (snapshot->trace.tag[i].kind != SpanKind::Forward)
            continue;
        const auto steps = core::memorySteps(*snapshot, 1);
        QCOMPARE(activationsAt(steps, snapshot->trace.end[i]), last.kept.count + logits);
    }
}

// Links cost nothing: no stretch of the path may be a message on its way.
void TestMeasuredByHand::whatAPairMakesLeavesWhenBothAreDone()
{
    int paired = 0;
    for (const core::ScheduleEntry &entry : core::schedules()) {
        const std::string id(entry.id);
        const core::SnapshotPtr snapshot = toy::run(toy::pipeline(id.c_str(), 4, 12));
        if (!snapshot || !snapshot->trace.completed)
            continue;
        const bool pairs = std::ranges::any_of(snapshot->plan.order.actions, [](const auto &rank) {
            return std::ranges::any_of(rank, &core::Action::pairedWithNext);
        });
        paired += pairs ? 1 : 0;
        const core::CriticalPath path = core::criticalPath(*snapshot);
        const Nanos sum = std::accumulate(path.spent.begin(), path.spent.end(), Nanos{});
        QVERIFY2(sum.count == snapshot->trace.stop, id.c_str());
        QVERIFY2(path.spent[static_cast<std::size_t>(PathCause::Link)] == Nanos{}, id.c_str());
    }
    QVERIFY2(paired >= 2, qPrintable(QString::number(paired)));
}

// 1F1B, 2 stages, 2 micro-batches: stage 1 works from 1 to 7 ms, stage 0 to 9. A million parameters
// of 42 bytes at 42 GB/s take the optimizer of stage 0 1 ms, a thousand that of stage 1 1 us.
void TestMeasuredByHand::drainingIsNoBarrier()
{
    core::Scenario s = toy::pipeline("1f1b", 2, 2);
    s.cluster.device.memoryBandwidth = 42e9;
    std::vector<core::NamedLayer> layers = toy::layers(2);
    layers.front().parameters = 1'000'000;
    s.model.shape = layers;
    const core::SnapshotPtr snapshot = toy::run(s);
    QCOMPARE(snapshot->metrics.step.count, 10 * kMillisecond);
    QCOMPARE(toy::idleFor(snapshot, 0, IdleCause::Drain), std::int64_t{0});
    QCOMPARE(toy::idleFor(snapshot, 0, IdleCause::Barrier), std::int64_t{0});
    QCOMPARE(toy::idleFor(snapshot, 1, IdleCause::Fill), kMillisecond);
    QCOMPARE(toy::idleFor(snapshot, 1, IdleCause::Drain), 2 * kMillisecond);
    QCOMPARE(toy::idleFor(snapshot, 1, IdleCause::Barrier), kMillisecond - 1000);
}

QTEST_APPLESS_MAIN(TestMeasuredByHand)
#include "tst_measured_by_hand.moc"
