// SPDX-License-Identifier: GPL-3.0-or-later
// What is seen at one instant: states, kept activations, memory, messages, rings, events.
#include "tests/core/toy_scenario.h"

#include "core/analysis/bubble.h"
#include "core/analysis/communication_moment.h"
#include "core/analysis/events.h"
#include "core/analysis/memory_steps.h"
#include "core/analysis/moment.h"
#include "core/analysis/visits.h"
#include "core/analysis/wait_sentence.h"
#include "core/io/scenario/scenario_json.h"

#include <QTest>

#include <algorithm>

using core::DeviceState;
using toy::kMillisecond;

class TestMoment : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void devicesOfA1f1bStepAreWhereTheDrawingSays();
    void activationsAreKeptFromForwardToBackward();
    void theMicroBatchAtWorkIsNotAmongTheKept();
    void betweenFillAndDrainAllRanksGoForthAndBack();
    void memoryStepsAgreeWithMomentsAndWithThePeak();
    void aMessageIsHalfwayAtHalfOfItsTime();
    void everyReplicaHasItsOwnMessages();
    void aRingOfThreeTakesFourSteps();
    void nextAndPreviousEventAreInverse();
    void everyStepOfARingIsAnEvent();
    void waitingForASlowDeviceIsAnEvent();
    void sentencesNameWhoDoesWhat();
    void sentencesNumberMicroBatchesAsTheirTokens();
    void waitsNameWhomTheyWaitFor();
    void aWaitForASlowDeviceSaysForWhat();
    void aCopyThatGathersLayersWaitsInEachPass();
    void workIsNotDoneBeforeTheOptimizerStep();
    void visitsOfNamedLayersAreBatchTimesLayer();
    void visitsOfOneMomentAreInTheOrderOfTheirDevices();
    void aDeviceWithNothingLeftIsDone();
};

// p = 2, m = 2, F = 1 ms, B = 2 ms. Rank 0: F1 0-1, F2 1-2, B1 4-6, B2 7-9.
// Rank 1: F1 1-2, B1 2-4, F2 4-5, B2 5-7.
void TestMoment::devicesOfA1f1bStepAreWhereTheDrawingSays()
{
    const auto snapshot = toy::run(toy::pipeline("1f1b", 2, 2));
    QCOMPARE(snapshot->metrics.step.count, 9 * kMillisecond);
    const auto at = [&](int device, double milliseconds) {
        return core::deviceMoment(*snapshot, device,
                                  {static_cast<std::int64_t>(milliseconds * kMillisecond)});
    };
    QCOMPARE(at(0, 1.5).state, DeviceState::Working);
    QCOMPARE(at(0, 1.5).span.tag.microBatch, 1u);
    QVERIFY(qAbs(at(0, 1.5).progress - 0.5) < 1e-9);
    QCOMPARE(at(1, 0.5).state, DeviceState::Waiting);
    QCOMPARE(at(1, 0.5).awaitedDevice, 0);
    QCOMPARE(at(0, 3).state, DeviceState::Waiting);
    QCOMPARE(at(0, 3).awaitedDevice, 1);
    QCOMPARE(at(1, 4.5).span.tag.kind, core::SpanKind::Forward);
    QCOMPARE(at(0, 6.5).state, DeviceState::Waiting);
    QVERIFY(qAbs(at(0, 6).busyShare - 4.0 / 6) < 1e-9);
    QCOMPARE(at(1, 3).activeLayer, 1);
}

void TestMoment::activationsAreKeptFromForwardToBackward()
{
    const auto snapshot = toy::run(toy::pipeline("1f1b", 2, 2));
    const core::DeviceMoment waiting = core::deviceMoment(*snapshot, 0, {3 * kMillisecond});
    QCOMPARE(waiting.kept.size(), std::size_t{2});
    QCOMPARE(waiting.kept[0].microBatch, 0);
    QCOMPARE(waiting.kept[1].microBatch, 1);
    QCOMPARE(waiting.memory.activations.count, 2'000'000);
    const core::DeviceMoment late = core::deviceMoment(*snapshot, 0, {6 * kMillisecond + 1});
    QCOMPARE(late.kept.size(), std::size_t{1});
    QCOMPARE(late.memory.activations.count, 1'000'000);
}

// The drawing above: while F2 runs F1 is kept; while B1 runs, F2 is.
void TestMoment::theMicroBatchAtWorkIsNotAmongTheKept()
{
    const auto snapshot = toy::run(toy::pipeline("1f1b", 2, 2));
    const auto keptAt = [&](double milliseconds) {
        std::vector<int> kept;
        for (const core::KeptActivation &each :
             core::deviceMoment(*snapshot, 0,
                                {static_cast<std::int64_t>(milliseconds * kMillisecond)})
                 .kept)
            kept.push_back(each.microBatch);
        return kept;
    };
    QCOMPARE(keptAt(0.5), std::vector<int>{});
    QCOMPARE(keptAt(1.5), std::vector<int>{0});
    QCOMPARE(keptAt(3), (std::vector<int>{0, 1}));
    QCOMPARE(keptAt(5), std::vector<int>{1});
    QCOMPARE(keptAt(8), std::vector<int>{});
}

// Four micro-batches: the first backward of rank 0 begins at 4 ms, when the first gradient is
// there; its last forward ends at 10, behind two more backwards and one forward.
void TestMoment::betweenFillAndDrainAllRanksGoForthAndBack()
{
    const auto snapshot = toy::run(toy::pipeline("1f1b", 2, 4));
    const core::TimeRange steady = core::steadyState(snapshot->trace);
    QCOMPARE(steady.begin, 4 * kMillisecond);
    QCOMPARE(steady.end, 10 * kMillisecond);
}

void TestMoment::memoryStepsAgreeWithMomentsAndWithThePeak()
{
    core::Scenario s = toy::pipeline("1f1b", 4, 6);
    s.training.recompute = core::Recompute::Full;
    const auto snapshot = toy::run(s);
    for (int device = 0; device < 4; ++device) {
        core::Bytes peak;
        for (const core::MemoryStep &step : core::memorySteps(*snapshot, snapshot->rowOf(device))) {
            peak = std::max(peak, step.parts.total());
            QCOMPARE(core::deviceMoment(*snapshot, device, step.time).memory.total().count,
                     step.parts.total().count);
        }
        QCOMPARE(peak.count,
                 snapshot->metrics.rows[static_cast<std::size_t>(device)].peakMemory.count);
    }
}

void TestMoment::aMessageIsHalfwayAtHalfOfItsTime()
{
    core::Scenario s = toy::pipeline("1f1b", 2, 1);
    s.cluster.intraLink.bandwidth = 1e9; // 1 ms for 10^6 bytes
    const auto snapshot = toy::run(s);
    const auto moving = core::transfersAt(*snapshot, {kMillisecond * 3 / 2});
    QCOMPARE(moving.size(), std::size_t{1});
    QCOMPARE(moving[0].fromDevice, 0);
    QCOMPARE(moving[0].toDevice, 1);
    QVERIFY(!moving[0].gradient);
    QVERIFY(qAbs(moving[0].progress - 0.5) < 1e-9);
    const auto back = core::transfersAt(*snapshot, {kMillisecond * 21 / 4});
    QCOMPARE(back.size(), std::size_t{1}); // forward 2-3, backward 3-5, on the way 5-6
    QVERIFY(back[0].gradient);
    QVERIFY(qAbs(back[0].progress - 0.25) < 1e-9);
    QVERIFY(core::transfersAt(*snapshot, {kMillisecond / 2}).empty());
}

void TestMoment::everyReplicaHasItsOwnMessages()
{
    core::Scenario s = toy::pipeline("1f1b", 2, 1);
    s.cluster.devices = 6;
    s.parallel.data = 3;
    s.training.globalBatch = 3;
    s.cluster.intraLink.bandwidth = 1e9;
    const auto snapshot = toy::run(s);
    QCOMPARE(snapshot->plan.rows.size(), std::size_t{2});
    const auto moving = core::transfersAt(*snapshot, {kMillisecond * 3 / 2});
    QCOMPARE(moving.size(), std::size_t{3});
    // The replicas of a rank lie side by side: 0, 1, 2 and 3, 4, 5.
    QCOMPARE(moving[2].fromDevice, 2);
    QCOMPARE(moving[2].toDevice, 5);
}

void TestMoment::aRingOfThreeTakesFourSteps()
{
    core::Scenario s = toy::dataParallel(3, 3);
    s.parallel.overlap = false;
    s.cluster.intraLink.bandwidth = 1e6;
    const auto snapshot = toy::run(s);
    const core::Collective all = snapshot->trace.collectives.front();
    QCOMPARE(all.begin, 9 * kMillisecond);
    const auto at = core::collectiveAt(*snapshot, 0, {all.begin + (all.end - all.begin) * 5 / 8});
    QVERIFY(at.has_value());
    QCOMPARE(at->steps, 4);
    QCOMPARE(at->step, 2);
    QVERIFY(qAbs(at->progress - 0.5) < 1e-6);
    QVERIFY(!core::collectiveAt(*snapshot, 0, {all.begin - 1}).has_value());
    QVERIFY(!core::collectiveAt(*snapshot, 0, {all.end}).has_value());
    QCOMPARE(core::deviceMoment(*snapshot, 1, {all.begin + 1}).state, DeviceState::Sharing);
}

void TestMoment::nextAndPreviousEventAreInverse()
{
    core::Scenario s = toy::pipeline("1f1b", 4, 8);
    s.cluster.intraLink.bandwidth = 3e9;
    const auto snapshot = toy::run(s);
    std::vector<std::int64_t> forward = {0};
    while (const auto next = core::nextEvent(*snapshot, {forward.back()}))
        forward.push_back(next->time.count);
    QCOMPARE(forward.back(), snapshot->metrics.step.count);
    std::vector<std::int64_t> backward = {forward.back()};
    while (const auto previous = core::previousEvent(*snapshot, {backward.back()}))
        backward.push_back(previous->time.count);
    std::ranges::reverse(backward);
    QCOMPARE(backward, forward);
}

// A ring of three takes 2 (3 - 1) steps; without overlap they follow the backward pass at 9 ms.
void TestMoment::everyStepOfARingIsAnEvent()
{
    core::Scenario s = toy::dataParallel(3, 3);
    s.parallel.overlap = false;
    s.cluster.intraLink.bandwidth = 1e6;
    const auto snapshot = toy::run(s);
    const core::Collective all = snapshot->trace.collectives.front();
    core::Nanos now = {9 * kMillisecond - 1};
    for (int step = 0; step < 4; ++step) {
        const QString sentence = QString::fromStdString(core::nextEventSentence(*snapshot, now));
        now = core::nextEvent(*snapshot, now)->time;
        QVERIFY(qAbs(now.count - (all.begin + (all.end - all.begin) * step / 4)) <= 1);
        QCOMPARE(core::collectiveAt(*snapshot, 0, now)->step, step);
        if (step > 0) // the first begins together with the wait for it
            QVERIFY2(sentence.endsWith(QStringLiteral("(step %1 of 4)").arg(step + 1)),
                     qPrintable(sentence));
    }
}

// Two copies of 3 layers, 9 ms each; the second at half speed takes 18 ms.
void TestMoment::waitingForASlowDeviceIsAnEvent()
{
    core::Scenario s = toy::dataParallel(2, 3);
    s.parallel.overlap = false;
    s.faults.devices = {{.device = 1, .speed = 0.5}};
    const auto snapshot = toy::run(s);
    QCOMPARE(QString::fromStdString(core::nextEventSentence(*snapshot, {8 * kMillisecond})),
             QStringLiteral("GPU 0 waits for GPU 1, which is slow"));
    QCOMPARE(core::nextEvent(*snapshot, {8 * kMillisecond})->time.count, 9 * kMillisecond);
}

void TestMoment::sentencesNameWhoDoesWhat()
{
    const auto pipeline = toy::run(toy::pipeline("1f1b", 2, 2));
    QCOMPARE(QString::fromStdString(core::nextEventSentence(*pipeline, {kMillisecond / 2})),
             QStringLiteral("GPU 0 starts the forward pass of micro-batch 2"));
    QCOMPARE(QString::fromStdString(core::nextEventSentence(*pipeline, {8 * kMillisecond})),
             QStringLiteral("the step is complete"));
    QVERIFY(core::nextEventSentence(*pipeline, {9 * kMillisecond}).empty());
    const auto data = toy::run(toy::dataParallel(3, 2));
    QCOMPARE(QString::fromStdString(core::nextEventSentence(*data, {kMillisecond})),
             QStringLiteral("every GPU starts the backward pass of its samples"));
}

void TestMoment::waitsNameWhomTheyWaitFor()
{
    const auto snapshot = toy::run(toy::pipeline("1f1b", 2, 2));
    const core::DeviceMoment waiting = core::deviceMoment(*snapshot, 0, {3 * kMillisecond});
    QCOMPARE(QString::fromStdString(core::waitSentence(*snapshot, 0, waiting.span)),
             QStringLiteral("idle 2.00 ms: waiting for the gradient of micro-batch 1 from GPU 1"));
}

// At half the speed the first forward of rank 0 lasts 2 ms, for which rank 1 waits.
void TestMoment::aWaitForASlowDeviceSaysForWhat()
{
    core::Scenario s = toy::pipeline("1f1b", 2, 2);
    s.faults.devices = {{.device = 0, .speed = 0.5}};
    const auto snapshot = toy::run(s);
    const core::DeviceMoment waiting = core::deviceMoment(*snapshot, 1, {kMillisecond});
    QCOMPARE(QString::fromStdString(core::waitSentence(*snapshot, 1, waiting.span)),
             QStringLiteral("idle 2.00 ms: waiting for the activation of micro-batch 1 from GPU "
                            "0, which is slow"));
}

// Forward passes of three layers take 3 ms, those of GPU 1 take 6 ms; its copy gathers every layer
// together with it.
void TestMoment::aCopyThatGathersLayersWaitsInEachPass()
{
    core::Scenario s = toy::dataParallel(2, 3);
    s.parallel.sharding = core::Sharding::Zero3;
    s.faults.devices = {{.device = 1, .speed = 0.5}};
    const auto snapshot = toy::run(s);
    const core::DeviceMoment waiting = core::deviceMoment(*snapshot, 0, {4 * kMillisecond});
    const std::string sentence = core::waitSentence(*snapshot, 0, waiting.span);
    QVERIFY2(sentence.ends_with(" ms: waiting for GPU 1, which is slow"), sentence.c_str());
}

// Three replicas of two ranks with two micro-batches each: the second ones are 2, 4 and 6.
void TestMoment::sentencesNumberMicroBatchesAsTheirTokens()
{
    core::Scenario s = toy::pipeline("1f1b", 2, 2);
    s.cluster.devices = 6;
    s.parallel.data = 3;
    s.training.globalBatch = 6;
    const auto snapshot = toy::run(s);
    QCOMPARE(QString::fromStdString(core::nextEventSentence(*snapshot, {kMillisecond / 2})),
             QStringLiteral("GPU 0 and 2 others start the forward pass of micro-batches 2, 4 and "
                            "6"));
    // GPU 2 is the third replica's first rank, and waits for its own micro-batch 5.
    const core::DeviceMoment waiting = core::deviceMoment(*snapshot, 2, {3 * kMillisecond});
    QVERIFY(waiting.state == DeviceState::Waiting);
    const QString sentence = QString::fromStdString(core::waitSentence(*snapshot, 2, waiting.span));
    QVERIFY2(sentence.contains(QStringLiteral("of micro-batch 5 from GPU 5")),
             qPrintable(sentence));
    s.cluster.devices = 10;
    s.parallel.data = 5;
    s.training.globalBatch = 10;
    QVERIFY(QString::fromStdString(core::nextEventSentence(*toy::run(s), {kMillisecond / 2}))
                .endsWith(QStringLiteral("of micro-batches 2, 4, … 10")));
}

// Every GPU of a pipeline updates its weights when the last backward pass is over.
void TestMoment::workIsNotDoneBeforeTheOptimizerStep()
{
    const auto snapshot = core::run(core::loadScenario("llama7b-pp4").value()).value();
    const core::Trace &trace = snapshot->trace;
    int waits = 0;
    for (int row = 1; row < 4; ++row) {
        const core::Trace::RowRange range = trace.rows[static_cast<std::size_t>(row)];
        for (std::size_t i = range.first; i < range.first + range.count; ++i) {
            const core::Span span = trace.span(i);
            if (span.tag.kind != core::SpanKind::Wait || span.tag.cause != core::IdleCause::Drain ||
                span.wait < 0)
                continue;
            bool optimizer = false;
            for (std::size_t later = i; later < range.first + range.count; ++later)
                optimizer |= trace.tag[later].kind == core::SpanKind::Optimizer;
            const QString sentence =
                QString::fromStdString(core::waitSentence(*snapshot, row, span));
            QVERIFY2(sentence.contains(QStringLiteral("its work is done")) != optimizer,
                     qPrintable(sentence));
            waits += optimizer;
        }
    }
    QVERIFY(waits > 0);
}

void TestMoment::visitsOfNamedLayersAreBatchTimesLayer()
{
    core::Scenario s = toy::scenario(1, 2);
    s.training.pass = core::Pass::ForwardOnly;
    s.training.globalBatch = 3;
    QStringList names;
    for (const core::Visit &visit : core::visits(*toy::run(s)))
        names.append(QString::fromStdString(visit.name));
    QCOMPARE(names,
             QStringList({QStringLiteral("batch1-layer1"), QStringLiteral("batch1-layer2"),
                          QStringLiteral("batch2-layer1"), QStringLiteral("batch2-layer2"),
                          QStringLiteral("batch3-layer1"), QStringLiteral("batch3-layer2")}));
}

void TestMoment::aDeviceWithNothingLeftIsDone()
{
    core::Scenario s = toy::pipeline("gpipe", 3, 1);
    s.training.pass = core::Pass::ForwardOnly;
    const auto snapshot = toy::run(s);
    QCOMPARE(core::deviceMoment(*snapshot, 0, {2 * kMillisecond}).state, DeviceState::Done);
    QCOMPARE(core::deviceMoment(*snapshot, 2, {3 * kMillisecond}).state, DeviceState::Done);
    QCOMPARE(core::deviceMoment(*snapshot, 2, {kMillisecond}).state, DeviceState::Waiting);
}

void TestMoment::visitsOfOneMomentAreInTheOrderOfTheirDevices()
{
    std::vector<int> devices;
    for (const core::Visit &visit : core::visits(*toy::run(toy::dataParallel(3, 1))))
        devices.push_back(visit.device);
    QCOMPARE(devices, (std::vector<int>{0, 1, 2, 0, 1, 2})); // forward, then backward
}

QTEST_APPLESS_MAIN(TestMoment)
#include "tst_moment.moc"
