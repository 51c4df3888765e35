// SPDX-License-Identifier: GPL-3.0-or-later
// Rates, memory during visits and causes, each number by hand. A forward takes 1 ms, a backward 2.
#include "core/analysis/bubble.h"
#include "core/analysis/communication_moment.h"
#include "core/analysis/critical_path.h"
#include "core/analysis/events.h"
#include "core/analysis/link_use.h"
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
    void idleWithinTheSpanIsWhatIsNotFillOrDrain();
    void postValidationTakesItsTimeOffOnce();
    void pipeDreamIsSteadyFromItsFirstBackward();
    void thePathOfInferenceGoesThroughEveryVisitOfTurns();
    void aGradientIsAsLargeAsTheActivationItBelongsTo();
    void theEventOfARingStepIsWhereThatStepIsShown();
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

// 128 tokens x 1000 words x 2 bytes, in whose place Transformer Engine's loss puts their gradient,
// and the inputs of the last norm and of the head, 128 x 64 x 2 bytes each: from the forward to the
// gradient of the input.
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
    constexpr std::int64_t logits = 128 * 1000 * 2 + 2 * 128 * 64 * 2;
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

// 1F1B, 4 stages, 8 micro-batches of 3 ms: rank r begins at r ms and ends 2 r ms before the step of
// 33 ms, of which it works for 24.
void TestMeasuredByHand::idleWithinTheSpanIsWhatIsNotFillOrDrain()
{
    const core::SnapshotPtr snapshot = toy::run(toy::pipeline("1f1b", 4, 8));
    for (int rank = 0; rank < 4; ++rank) {
        const core::RowMetrics &row = snapshot->metrics.rows[static_cast<std::size_t>(rank)];
        QCOMPARE((row.lastWork - row.firstWork).count, (33 - 3 * rank) * kMillisecond);
        QCOMPARE(row.idleInSpan.count, (33 - 3 * rank - 24) * kMillisecond);
    }
    QCOMPARE(snapshot->metrics.bubble.spanIdleMax, 9. / 33);
}

// What is left of the idle time of every device, with its work, is the shorter step; here of two
// replicas, which share gradients behind the last visit.
void TestMeasuredByHand::postValidationTakesItsTimeOffOnce()
{
    core::Scenario s = toy::pipeline("zb-h2", 4, 8);
    s.cluster.devices = 8;
    s.parallel.data = 2;
    s.training.globalBatch = 16;
    s.parallel.overlap = false;
    s.parallel.postValidation = true;
    const core::Metrics metrics = toy::run(s)->metrics;
    QVERIFY(metrics.postValidated.count > 0);
    for (const core::RowMetrics &row : metrics.rows) {
        const Nanos idle = std::accumulate(row.idle.begin(), row.idle.end(), Nanos{});
        QCOMPARE((row.busy() + idle).count, metrics.step.count);
    }
}

// Two ranks: forwards of 1 ms begin at 0 and 1, the last rank's first backward at 2, that of the
// first rank at 4.
void TestMeasuredByHand::pipeDreamIsSteadyFromItsFirstBackward()
{
    const core::SnapshotPtr snapshot = toy::run(toy::pipeline("pipedream", 2, 8));
    QCOMPARE(core::steadyState(snapshot->trace).begin, 4 * kMillisecond);
}

// One device after the other, and one batch behind the other: six visits of 1 ms.
void TestMeasuredByHand::thePathOfInferenceGoesThroughEveryVisitOfTurns()
{
    core::Scenario s = toy::pipeline("naive", 3, 2);
    s.training.pass = core::Pass::ForwardOnly;
    const core::SnapshotPtr snapshot = toy::run(s);
    const core::CriticalPath path = core::criticalPath(*snapshot);
    QCOMPARE(path.steps.size(), std::size_t{6});
    QCOMPARE(path.spent[static_cast<std::size_t>(PathCause::Forward)].count, 6 * kMillisecond);
    QCOMPARE(path.steps.front().begin, std::int64_t{0});
}

// Stages put out 1, 2 and 3 MB: what returns to the second is as large as what it has sent.
void TestMeasuredByHand::aGradientIsAsLargeAsTheActivationItBelongsTo()
{
    core::Scenario s = toy::pipeline("1f1b", 3, 3);
    std::int64_t megabytes = 0;
    for (core::NamedLayer &layer : std::get<std::vector<core::NamedLayer>>(s.model.shape))
        layer.outputBytes = ++megabytes * kMegabyte;
    const core::SnapshotPtr snapshot = toy::run(s);
    int gradients = 0;
    for (const std::vector<core::Transfer> &row : snapshot->trace.transfers) {
        for (const core::Transfer &transfer : row) {
            const std::int64_t between = std::min(transfer.fromRow, transfer.toRow); // a rank a row
            QCOMPARE(core::transferSize(snapshot->plan, transfer).count, (between + 1) * kMegabyte);
            gradients += transfer.gradient ? 1 : 0;
        }
    }
    QCOMPARE(gradients, 2 * 3);
}

// A ring of three takes four steps of 45,001 / 4 ns: the second begins at 11,250.25 of them, so the
// first whole nanosecond that shows it is 11,251.
void TestMeasuredByHand::theEventOfARingStepIsWhereThatStepIsShown()
{
    core::Scenario s = toy::dataParallel(3, 1);
    s.cluster.software.collectiveStart = {45'001};
    const core::SnapshotPtr snapshot = toy::run(s);
    const core::Collective ring = snapshot->trace.collectives.front();
    QCOMPARE(ring.end - ring.begin, std::int64_t{45'001});
    core::Nanos at{ring.begin};
    for (const std::int64_t offset : {11'251, 22'501, 33'751}) {
        const std::optional<core::Event> event = core::nextEvent(*snapshot, at);
        QVERIFY(event.has_value());
        at = event->time;
        QCOMPARE(at.count - ring.begin, offset);
        QCOMPARE(core::collectiveAt(*snapshot, 0, at)->step, event->ringStep);
        QCOMPARE(core::collectiveAt(*snapshot, 0, {at.count - 1})->step, event->ringStep - 1);
    }
}

QTEST_APPLESS_MAIN(TestMeasuredByHand)
#include "tst_measured_by_hand.moc"
