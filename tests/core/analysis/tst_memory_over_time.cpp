// SPDX-License-Identifier: GPL-3.0-or-later
// Memory over time against drawings by hand and against a sum that knows nothing of the plan's.
#include "core/analysis/memory_steps.h"
#include "core/analysis/moment.h"
#include "core/cost/collective_price.h"
#include "core/io/scenario/scenario_json.h"
#include "core/presets/builtin_scenarios.h"
#include "tests/core/toy_scenario.h"

#include <QTest>

#include <map>

using toy::kMillisecond;

namespace {

constexpr std::int64_t kMb = 1'000'000;

// Two ranks of two layers that keep 1 MB and 3 MB; one micro-batch. A layer takes 1 ms forward, 2
// ms backward. Rank 0: F 0-2, B 8-12 ms; rank 1: F 2-4, B 4-8 ms.
core::Scenario twoByTwo(const char *schedule)
{
    core::Scenario s = toy::pipeline(schedule, 2, 1);
    std::vector<core::NamedLayer> layers = toy::layers(4);
    layers[1].activationBytes = layers[3].activationBytes = 3 * kMb;
    s.model.shape = layers;
    return s;
}

struct At
{
    double milliseconds;
    double megabytes;
};

void compareActivations(const core::SnapshotPtr &snapshot, int device, const std::vector<At> &drawn)
{
    std::vector<core::MemoryStep> steps;
    for (const core::MemoryStep &step : core::memorySteps(*snapshot, snapshot->rowOf(device))) {
        if (steps.empty() || step.parts.activations != steps.back().parts.activations)
            steps.push_back(step);
    }
    if (drawn.front().milliseconds > 0)
        steps.erase(steps.begin()); // nothing yet
    QCOMPARE(steps.size(), drawn.size());
    for (std::size_t i = 0; i < steps.size(); ++i) {
        QCOMPARE(static_cast<double>(steps[i].time.count) / kMillisecond, drawn[i].milliseconds);
        QCOMPARE(static_cast<double>(steps[i].parts.activations.count) / kMb, drawn[i].megabytes);
        const core::DeviceMoment moment = core::deviceMoment(*snapshot, device, steps[i].time);
        QCOMPARE(moment.memory, steps[i].parts);
        if (steps[i].time.count > 0) // and not before
            QVERIFY(core::deviceMoment(*snapshot, device, {steps[i].time.count - 1}).memory !=
                    steps[i].parts);
    }
}

core::SnapshotPtr builtin(std::string_view id, core::Sharding sharding, bool overlap = true)
{
    const core::BuiltinScenario *found = core::findBuiltinScenario(id);
    core::Scenario s = core::scenarioFromJson(found->json, found->id).value();
    s.parallel.sharding = sharding;
    s.parallel.overlap = overlap;
    return toy::run(s);
}

std::int64_t atSpan(const core::Span &span, const core::VisitProfile &visit, core::Nanos offset)
{
    if (offset == visit.duration)
        return span.end;
    return span.begin + static_cast<std::int64_t>(static_cast<double>(span.end - span.begin) *
                                                  (static_cast<double>(offset.count) /
                                                   static_cast<double>(visit.duration.count)));
}

// Every layer of every micro-batch is there from its turn forward to the end of the last turn
// that needs it. Nothing but layer prices and spans is used.
std::map<std::int64_t, std::int64_t> sumOverTime(const core::Snapshot &snapshot, std::size_t row)
{
    std::map<std::int64_t, std::int64_t> changes;
    const core::Trace::RowRange range = snapshot.trace.rows[row];
    for (std::size_t i = range.first; i < range.first + range.count; ++i) {
        const core::Span span = snapshot.trace.span(i);
        using enum core::SpanKind;
        const bool begins = span.tag.kind == Forward;
        const bool ends = span.tag.kind == Backward || span.tag.kind == BackwardWeight;
        if (!begins && !ends)
            continue;
        const core::VisitProfile &visit =
            snapshot.plan.stages[span.tag.stage].visits[static_cast<std::size_t>(span.tag.kind)];
        for (const core::VisitSegment &segment : visit.segments) {
            const std::int64_t kept =
                snapshot.plan.layers[static_cast<std::size_t>(segment.layer)].kept.count;
            if (begins)
                changes[atSpan(span, visit, segment.begin)] += kept;
            else
                changes[atSpan(span, visit, segment.end)] -= kept;
        }
    }
    return changes;
}

} // namespace

class TestMemoryOverTime : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void layersComeAndGoInTheirTurn();
    void aSplitBackwardFreesByItsRule_data();
    void aSplitBackwardFreesByItsRule();
    void whatIsRecomputedIsThereForOneLayer();
    void aForwardPassKeepsNothing();
    void everyRowOfEveryScheduleAgreesWithASum_data();
    void everyRowOfEveryScheduleAgreesWithASum();
    void aSlowDeviceStretchesItsLayers();
    void activationsOfAShardedRunRiseAndFall();
    void gatheredLayersAreBuffersThatComeAndGo_data();
    void gatheredLayersAreBuffersThatComeAndGo();
    void manyVisitsAreTwoChangesEach();
};

void TestMemoryOverTime::layersComeAndGoInTheirTurn()
{
    const auto snapshot = toy::run(twoByTwo("1f1b"));
    compareActivations(snapshot, 0, {{0, 1}, {1, 4}, {10, 1}, {12, 0}});
    compareActivations(snapshot, 1, {{2, 1}, {3, 4}, {6, 1}, {8, 0}});
}

void TestMemoryOverTime::aSplitBackwardFreesByItsRule_data()
{
    QTest::addColumn<int>("rule");
    QTest::addColumn<QList<double>>("megabytes"); // at 5, 6, 7 and 8 ms
    using enum core::SplitMemory;
    QTest::newRow("weight") << int(UntilWeight) << QList<double>{4, 4, 1, 0};
    QTest::newRow("half") << int(Half) << QList<double>{2.5, 2, 0.5, 0};
    QTest::newRow("input") << int(UntilInput) << QList<double>{1, 0, 0, 0};
}

// Rank 1: F 2-4, I 4-6 and W 6-8 ms, last layer first.
void TestMemoryOverTime::aSplitBackwardFreesByItsRule()
{
    QFETCH(int, rule);
    QFETCH(QList<double>, megabytes);
    core::Scenario s = twoByTwo("zb-h1");
    s.parallel.splitMemory = static_cast<core::SplitMemory>(rule);
    const auto snapshot = toy::run(s);
    std::vector<At> drawn = {{2, 1}, {3, 4}};
    for (int i = 0; i < 4; ++i) {
        if (megabytes[i] != drawn.back().megabytes)
            drawn.push_back({5.0 + i, megabytes[i]});
    }
    compareActivations(snapshot, 1, drawn);
}

// Kept are outputs of 1 MB. Rank 1: F 2-4, recomputation 4-6, B 6-10 ms. Of what is made again, 3
// MB of the last layer are there from 4 to 8, then 1 MB of the other to 10 ms.
void TestMemoryOverTime::whatIsRecomputedIsThereForOneLayer()
{
    core::Scenario s = twoByTwo("1f1b");
    s.training.recompute = core::Recompute::Full;
    compareActivations(toy::run(s), 1, {{2, 1}, {3, 2}, {4, 5}, {8, 2}, {10, 0}});
}

void TestMemoryOverTime::aForwardPassKeepsNothing()
{
    core::Scenario s = twoByTwo("gpipe");
    s.training.pass = core::Pass::ForwardOnly;
    compareActivations(toy::run(s), 1, {{2, 1}, {3, 3}, {4, 0}});
}

void TestMemoryOverTime::everyRowOfEveryScheduleAgreesWithASum_data()
{
    QTest::addColumn<QString>("schedule");
    for (const core::ScheduleEntry &entry : core::schedules())
        QTest::newRow(std::string(entry.id).c_str())
            << QString::fromStdString(std::string(entry.id));
}

void TestMemoryOverTime::everyRowOfEveryScheduleAgreesWithASum()
{
    QFETCH(QString, schedule);
    core::Scenario s = toy::pipeline(schedule.toUtf8().constData(), 4, 12);
    std::vector<core::NamedLayer> layers = toy::layers(2 * core::stagesOf(s.parallel) + 3);
    for (std::size_t i = 0; i < layers.size(); ++i) {
        layers[i].activationBytes = kMb * static_cast<std::int64_t>(1 + (7 * i) % 5);
        layers[i].forwardFlops *= static_cast<double>(1 + (3 * i) % 4);
    }
    s.model.shape = layers;
    const auto snapshot = toy::run(s);
    QVERIFY(snapshot);
    for (std::size_t row = 0; row < snapshot->plan.rows.size(); ++row) {
        std::int64_t now = 0;
        std::int64_t most = 0;
        const auto changes = sumOverTime(*snapshot, row);
        auto change = changes.begin();
        const auto steps = core::memorySteps(*snapshot, static_cast<int>(row));
        for (const core::MemoryStep &step : steps) {
            for (; change != changes.end() && change->first <= step.time.count; ++change)
                now += change->second;
            QCOMPARE(step.parts.activations.count, now);
            QVERIFY(now >= 0);
            most = std::max(most, now);
        }
        QVERIFY(change == changes.end());
        QCOMPARE(now, 0);
        QVERIFY(most > 0);
        QCOMPARE(snapshot->metrics.rows[row].atPeak.activations.count, most);
    }
}

// At half speed rank 0 works from 0 to 4 ms and from 10 to 18 ms.
void TestMemoryOverTime::aSlowDeviceStretchesItsLayers()
{
    core::Scenario s = twoByTwo("1f1b");
    s.faults.devices = {{.device = 0, .speed = 0.5}};
    compareActivations(toy::run(s), 0, {{0, 1}, {2, 4}, {14, 1}, {18, 0}});
}

// The picture that was a rectangle: one stage, fully sharded. In the middle of the forward visit
// half of the blocks are there.
void TestMemoryOverTime::activationsOfAShardedRunRiseAndFall()
{
    const auto snapshot = builtin("llama7b-zero3-8", core::Sharding::Zero3);
    const auto steps = core::memorySteps(*snapshot, 0);
    const core::StagePlan &stage = snapshot->plan.stages[0];
    const core::VisitProfile &forward = stage.visits[static_cast<std::size_t>(core::Op::Forward)];
    const int blocks = static_cast<int>(snapshot->plan.layers.size()) - 2;
    const std::int64_t block = snapshot->plan.layers[1].kept.count;
    for (const int at : {0, blocks / 2, blocks - 1}) {
        const core::VisitSegment &segment = forward.segments[static_cast<std::size_t>(at + 1)];
        const auto moment =
            core::deviceMoment(*snapshot, 0, {(segment.begin.count + segment.end.count) / 2});
        QCOMPARE(moment.memory.activations.count,
                 snapshot->plan.layers[0].kept.count + (at + 1) * block);
    }
    QCOMPARE(steps.back().parts.activations.count, 0);
    QVERIFY(steps.size() > std::size_t(2 * blocks));
}

void TestMemoryOverTime::gatheredLayersAreBuffersThatComeAndGo_data()
{
    QTest::addColumn<int>("sharding");
    QTest::addColumn<bool>("overlap");
    QTest::newRow("zero3") << int(core::Sharding::Zero3) << true;
    QTest::newRow("zero3, nothing ahead") << int(core::Sharding::Zero3) << false;
    QTest::newRow("zero2") << int(core::Sharding::Zero2) << true;
}

// Of a block in the middle: its 2-byte weights and those of the next one, gathered ahead; in
// backward its gradients beside them and the message in fp32 that they are reduced in, with overlap
// that of the block before, too. ZeRO-2 has whole weights among its states, and two buckets that
// hold a part of the gradients already.
void TestMemoryOverTime::gatheredLayersAreBuffersThatComeAndGo()
{
    QFETCH(int, sharding);
    QFETCH(bool, overlap);
    const auto zero = static_cast<core::Sharding>(sharding);
    const auto snapshot = builtin("llama7b-zero3-8", zero, overlap);
    const core::Plan &plan = snapshot->plan;
    const std::int64_t block = plan.layers[1].parameters;
    const std::int64_t weights = zero == core::Sharding::Zero3 ? 2 * block * (overlap ? 2 : 1) : 0;
    const std::int64_t buckets =
        zero == core::Sharding::Zero2 ? 2 * snapshot->scenario.parallel.bucketBytes : 0;
    const std::int64_t gradients =
        (core::gradientBytesOf(snapshot->scenario.training) + 4 * (overlap ? 2 : 1)) * block -
        buckets;
    const core::Trace::RowRange range = snapshot->trace.rows[0];
    int visits = 0;
    for (std::size_t i = range.first; i < range.first + range.count; ++i) {
        const core::Span span = snapshot->trace.span(i);
        const auto at = [&](std::int64_t time) {
            return core::deviceMoment(*snapshot, 0, {time}).memory.buffers.count -
                   plan.rows[0].states.buffers.count;
        };
        if (span.tag.kind == core::SpanKind::Optimizer)
            QCOMPARE(at(span.begin), 0);
        const bool backward = span.tag.kind == core::SpanKind::Backward;
        if (span.tag.kind != core::SpanKind::Forward && !backward)
            continue;
        ++visits;
        QCOMPARE(at((span.begin + span.end) / 2), weights + (backward ? gradients : 0));
    }
    QCOMPARE(visits, 2 * plan.order.microBatches);
    QVERIFY(plan.rows[0].peak.buffers > plan.rows[0].states.buffers);
}

// 40 layers in 10,000 micro-batches would be 800,000 changes; two a visit are 40,000, and just as
// high.
void TestMemoryOverTime::manyVisitsAreTwoChangesEach()
{
    core::Scenario s = toy::scenario(1, 40);
    s.training.globalBatch = 10'000;
    const auto snapshot = toy::run(s);
    const auto steps = core::memorySteps(*snapshot, 0);
    QVERIFY(steps.size() <= 40'001);
    std::int64_t most = 0;
    for (const core::MemoryStep &step : steps) {
        QVERIFY(step.parts.activations.count >= 0);
        most = std::max(most, step.parts.activations.count);
    }
    QCOMPARE(most, 40 * kMb);
    QCOMPARE(steps.back().parts.activations.count, 0);
}

QTEST_APPLESS_MAIN(TestMemoryOverTime)
#include "tst_memory_over_time.moc"
