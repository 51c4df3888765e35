// SPDX-License-Identifier: GPL-3.0-or-later
// What a plan makes of stages, chunks, routes and recomputation, against arithmetic by hand.
#include "tests/core/toy_scenario.h"

#include "core/analysis/events.h"
#include "core/analysis/moment.h"
#include "core/analysis/visits.h"
#include "core/analysis/wait_sentence.h"
#include "core/scenario/edits.h"

#include <QTest>

#include <algorithm>

using toy::kMillisecond;

namespace {

constexpr std::int64_t kStatesOfALayer = 16'000; // 16 bytes for each of 1000 parameters
constexpr std::int64_t kLayer = 1'000'000;       // activations of a layer

std::int64_t statesOf(const core::MemoryParts &parts)
{
    return (parts.parameters + parts.gradients + parts.optimizer).count;
}

const core::RowPlan &rowOfRank(const core::Snapshot &snapshot, std::size_t rank)
{
    return snapshot.plan.rows[rank];
}

QString waitAt(const core::Snapshot &snapshot, int device, double milliseconds)
{
    const core::DeviceMoment moment = core::deviceMoment(
        snapshot, device, {static_cast<std::int64_t>(milliseconds * kMillisecond)});
    return QString::fromStdString(core::waitSentence(snapshot, device, moment.span));
}

} // namespace

class TestPlan : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void chunksAreStagesOfTheirOwn();
    void twoDirectionsHoldEveryStageTwice();
    void twoHoldersShareTheirGradientsWithoutReplicas();
    void bucketsOfAChunkAreReadyAfterItsOwnLastBackward();
    void splitMemoryDecidesWhenActivationsGo();
    void pipedreamKeepsAVersionForEachMicroBatchOnItsWay();
    void pipedreamUpdatesAfterEveryBackwardAndHasNoBarrier();
    void recomputationIsAVisitThatWaitsForTheGradient();
    void pairsHideTheShorterVisit();
    void searchedSchedulesSeeRealPrices();
    void searchedSchedulesKnowOfTheRecomputation();
    void everyScheduleRunsForwardOnly();
    void aTiedHeadOnTheRankOfTheEmbeddingNeedsNoCopy();
    void waitsNameTheChunk();
    void visitsNameTheirKind();
    void aCutLinkNamesTheChunk();
};

// 2 ranks, 2 chunks, 4 stages of one layer: rank 0 has stages 0 and 2. Interleaved 1F1B with p | m
// takes (m v + p - 1)(F + B) chunk visits (arXiv:2104.04473).
void TestPlan::chunksAreStagesOfTheirOwn()
{
    const auto snapshot = toy::run(toy::pipeline("interleaved", 2, 4));
    QCOMPARE(snapshot->plan.stages.size(), std::size_t{4});
    QCOMPARE(snapshot->plan.stagesOf[0], (std::vector<int>{0, 2}));
    QCOMPARE(snapshot->plan.stagesOf[1], (std::vector<int>{1, 3}));
    QCOMPARE(snapshot->metrics.step.count, (4 * 2 + 1) * 3 * kMillisecond);
    QCOMPARE(statesOf(rowOfRank(*snapshot, 0).states), 2 * kStatesOfALayer);
    // (v - 1) p + 2 (p - 1 - r) + 1 chunks
    QCOMPARE(rowOfRank(*snapshot, 0).peak.activations.count, (2 + 2 + 1) * kLayer);
    QCOMPARE(rowOfRank(*snapshot, 1).peak.activations.count, (2 + 0 + 1) * kLayer);
    QCOMPARE(rowOfRank(*snapshot, 0).inFlightPeak, 5);
}

// DualPipe: parameters twice, p + 1 activations (README of DualPipe), makespan 3m + p - 2 visits
// of F = I = W.
void TestPlan::twoDirectionsHoldEveryStageTwice()
{
    const auto snapshot = toy::run(toy::pipeline("dualpipe", 4, 8));
    QCOMPARE(snapshot->plan.stages.size(), std::size_t{4});
    for (std::size_t rank = 0; rank < 4; ++rank) {
        QCOMPARE(snapshot->plan.stagesOf[rank].size(), std::size_t{2});
        QCOMPARE(statesOf(rowOfRank(*snapshot, rank).states), 2 * kStatesOfALayer);
        QCOMPARE(rowOfRank(*snapshot, rank).inFlightPeak, 5);
    }
    QCOMPARE(snapshot->metrics.makespan.count, (3 * 8 + 2) * kMillisecond);
}

// The gradients of a stage are summed up over the two ranks that hold it: 2 stages x 2000 bytes on
// a ring of two devices at 10^6 bytes/s, 45 us to start each.
void TestPlan::twoHoldersShareTheirGradientsWithoutReplicas()
{
    core::Scenario s = toy::pipeline("dualpipe", 2, 4);
    s.cluster.intraLink.bandwidth = 1e6;
    s.parallel.overlap = false;
    for (core::NamedLayer &layer : std::get<1>(s.model.shape))
        layer.outputBytes = 0;
    const auto snapshot = toy::run(s);
    QCOMPARE(snapshot->plan.sync.size(), std::size_t{1});
    QCOMPARE(snapshot->plan.sync[0].ranks, (std::vector<int>{0, 1}));
    QCOMPARE(snapshot->plan.sync[0].ringDevices, (std::vector<int>{0, 1}));
    QCOMPARE(snapshot->trace.collectives.size(), std::size_t{2});
    QCOMPARE(snapshot->metrics.step.count,
             snapshot->metrics.makespan.count + 2 * (2 * kMillisecond + 45'000));
    // With replicas the ring takes in all holders.
    s.cluster.devices = 6;
    s.parallel.data = 3;
    s.training.globalBatch = 12;
    const auto replicas = toy::run(s);
    QCOMPARE(replicas->plan.sync[0].ringDevices, (std::vector<int>{0, 1, 2, 3, 4, 5}));
}

void TestPlan::bucketsOfAChunkAreReadyAfterItsOwnLastBackward()
{
    core::Scenario s = toy::pipeline("interleaved", 2, 4);
    s.cluster.devices = 4;
    s.parallel.data = 2;
    s.training.globalBatch = 8;
    const auto snapshot = toy::run(s);
    for (const core::Collective &ring : snapshot->trace.collectives) {
        const core::GradientSync &sync = snapshot->plan.sync[static_cast<std::size_t>(ring.group)];
        const int stage = sync.buckets[static_cast<std::size_t>(ring.bucket)].stage;
        std::int64_t lastBackward = 0;
        const auto row = snapshot->trace.rows[static_cast<std::size_t>(ring.group)];
        for (std::size_t i = row.first; i < row.first + row.count; ++i) {
            if (snapshot->trace.tag[i].stage == stage &&
                snapshot->trace.tag[i].kind == core::SpanKind::Backward)
                lastBackward = snapshot->trace.end[i];
        }
        QVERIFY(ring.begin >= lastBackward);
        QVERIFY(ring.begin <= lastBackward + 46'000); // or behind the ring before it
    }
}

// ZB-H1 on the first of 4 ranks, unit costs: 4 forwards are alive at most until W (Table 2 of
// arXiv:2401.10241); with the activations gone at I there are no more.
void TestPlan::splitMemoryDecidesWhenActivationsGo()
{
    core::Scenario s = toy::pipeline("zb-h1", 4, 8);
    const auto peak = [&s](core::SplitMemory rule, std::size_t rank) {
        return rowOfRank(*toy::run(core::withSplitMemory(s, rule)), rank).peak.activations.count;
    };
    for (std::size_t rank = 0; rank < 4; ++rank) {
        // rank r holds (p - r) M_B + r M_W
        const auto r = static_cast<std::int64_t>(rank);
        QCOMPARE(peak(core::SplitMemory::UntilWeight, rank), 4 * kLayer);
        QCOMPARE(peak(core::SplitMemory::UntilInput, rank), (4 - r) * kLayer);
        QCOMPARE(peak(core::SplitMemory::Half, rank), (4 - r) * kLayer + r * kLayer / 2);
    }
}

// Stage s keeps p - s versions (SOSP 2019): 2 bytes for each of 1000 parameters.
void TestPlan::pipedreamKeepsAVersionForEachMicroBatchOnItsWay()
{
    const auto snapshot = toy::run(toy::pipeline("pipedream", 4, 16));
    for (int stage = 0; stage < 4; ++stage) {
        const auto at = static_cast<std::size_t>(stage);
        QCOMPARE(snapshot->plan.stages[at].weightVersions, 4 - stage);
        QCOMPARE(rowOfRank(*snapshot, at).states.parameters.count, (4 - stage) * 2000);
    }
}

void TestPlan::pipedreamUpdatesAfterEveryBackwardAndHasNoBarrier()
{
    core::Scenario s = toy::pipeline("pipedream", 3, 6);
    s.cluster.device.memoryBandwidth = 1e9;
    const auto snapshot = toy::run(s);
    QVERIFY(snapshot);
    const core::Trace &trace = snapshot->trace;
    for (const core::Trace::RowRange &row : trace.rows) {
        for (std::size_t i = row.first; i < row.first + row.count; ++i) {
            if (trace.tag[i].kind != core::SpanKind::Backward)
                continue;
            QCOMPARE(trace.tag[i + 1].kind, core::SpanKind::Optimizer);
            QCOMPARE(trace.tag[i + 1].microBatch, trace.tag[i].microBatch);
        }
    }
    QVERIFY(trace.collectives.empty());
    QCOMPARE(snapshot->metrics.warnings.size(), std::size_t{1});
    QVERIFY(snapshot->metrics.warnings[0].find("2 updates old") != std::string::npos);
    QCOMPARE(snapshot->metrics.bubble.steadyIdle, 0.0);
    QVERIFY(!core::run(core::withDevices(s, 1), {}).value()->plan.order.actions.empty());
}

// p = 2, m = 1: F 0-1, 1-2; rank 1: R 2-3, B 3-5; rank 0: R 5-6, B 6-8, and not before.
void TestPlan::recomputationIsAVisitThatWaitsForTheGradient()
{
    core::Scenario s = toy::pipeline("gpipe", 2, 1);
    s.training.recompute = core::Recompute::Full;
    const auto snapshot = toy::run(s);
    QCOMPARE(snapshot->metrics.step.count, 8 * kMillisecond);
    const core::DeviceMoment moment = core::deviceMoment(*snapshot, 0, {11 * kMillisecond / 2});
    QCOMPARE(moment.span.tag.kind, core::SpanKind::Recompute);
    QCOMPARE(moment.span.begin, 5 * kMillisecond);
    // The layer's activations are back from here to the end of the backward visit: the input
    // that was kept, and what was recomputed.
    QCOMPARE(moment.memory.activations.count, 2 * kLayer);
    QCOMPARE(core::deviceMoment(*snapshot, 0, {3 * kMillisecond}).memory.activations.count, kLayer);
    for (const char *schedule : {"zb-h1", "interleaved", "dualpipe", "zb-v"}) {
        core::Scenario other = toy::pipeline(schedule, 2, 4);
        other.training.recompute = core::Recompute::Full;
        const auto result = toy::run(other);
        const core::Plan &plan = result->plan;
        for (const core::RowMetrics &row : result->metrics.rows)
            QCOMPARE(row.spent[static_cast<std::size_t>(core::SpanKind::Recompute)],
                     row.spent[static_cast<std::size_t>(core::SpanKind::Forward)]);
        QVERIFY(plan.recomputes);
    }
}

void TestPlan::pairsHideTheShorterVisit()
{
    const core::Scenario s = toy::pipeline("dualpipe", 4, 16);
    const auto sum = toy::run(core::withPair(s, core::PairRule::Sum, 1));
    const auto max = toy::run(core::withPair(s, core::PairRule::Max, 1));
    const auto factor = toy::run(core::withPair(s, core::PairRule::Factor, 0.8));
    QVERIFY(max->metrics.step < factor->metrics.step);
    QVERIFY(factor->metrics.step < sum->metrics.step);
    bool paired = false;
    for (std::size_t i = 0; i < max->trace.rows[0].count; ++i)
        paired = paired || max->trace.pairedWithNext(i);
    QVERIFY(paired);
}

void TestPlan::searchedSchedulesSeeRealPrices()
{
    if (!core::findSchedule("zb-auto"))
        QSKIP("no searched schedule is built in");
    core::Scenario s = toy::pipeline("zb-auto", 4, 12);
    s.parallel.memoryLimit = 8;
    const auto roomy = toy::run(s);
    s.parallel.memoryLimit = 4;
    const auto tight = toy::run(s);
    QVERIFY(roomy && tight);
    QVERIFY(roomy->metrics.longestSpan < tight->metrics.longestSpan);
    // A message that takes as long as a visit changes the order.
    s.cluster.intraLink.latency = {kMillisecond};
    const auto far = toy::run(s);
    QVERIFY(far->plan.order.actions != tight->plan.order.actions);
}

// Forward and recomputation take 1 ms, and so does each half of the backward. The recomputation is
// right before the half for the input, which lasts 2 ms then.
void TestPlan::searchedSchedulesKnowOfTheRecomputation()
{
    core::Scenario s = toy::pipeline("zb-auto", 4, 8);
    s.training.recompute = core::Recompute::Full;
    s.parallel.memoryLimit = 6;
    std::vector<std::vector<core::Action>> actions = toy::run(s)->plan.order.actions;
    for (std::vector<core::Action> &each : actions)
        std::erase_if(each, [](core::Action at) { return at.op == core::Op::Recompute; });
    core::ScheduleShape shape = {.ranks = 4, .microBatches = 8, .memoryLimit = 6};
    shape.costs = {.forward = {1}, .input = {2}, .weight = {1}};
    QVERIFY(actions == core::makeOrder("zb-auto", shape).value().actions);
    shape.costs.input = {1};
    QVERIFY(actions != core::makeOrder("zb-auto", shape).value().actions);
}

void TestPlan::everyScheduleRunsForwardOnly()
{
    for (const core::ScheduleEntry &entry : core::schedules()) {
        core::Scenario s = toy::pipeline(std::string(entry.id).c_str(), 4, 8);
        s.training.pass = core::Pass::ForwardOnly;
        const auto snapshot = toy::run(s);
        QVERIFY2(snapshot, entry.id.data());
        std::size_t visits = 0;
        for (const core::Visit &visit : core::visits(*snapshot)) {
            QVERIFY(visit.name.find("backward") == std::string::npos);
            ++visits;
        }
        QCOMPARE(visits, snapshot->plan.stages.size() * 8);
    }
}

void TestPlan::aTiedHeadOnTheRankOfTheEmbeddingNeedsNoCopy()
{
    core::TransformerSpec spec{.hidden = 64, .layers = 8, .heads = 4, .kvHeads = 4};
    spec.headDimension = 16;
    spec.ffn = 256;
    spec.vocab = 1000;
    const auto parameters = [&spec](const char *schedule) {
        core::Scenario s = toy::pipeline(schedule, 4, 8);
        s.model.shape = spec;
        s.training.sequence = 16;
        std::int64_t sum = 0;
        const core::Result<core::Plan> plan = core::makePlan(s);
        for (const core::StagePlan &stage : plan.value().stages)
            sum += stage.parameters;
        return sum;
    };
    core::ModelSpec model;
    model.shape = spec;
    QCOMPARE(parameters("zb-v"), core::parameterCount(model));
    QCOMPARE(parameters("dualpipe"), core::parameterCount(model));
    QCOMPARE(parameters("1f1b"), core::parameterCount(model) + 1000 * 64);
}

void TestPlan::waitsNameTheChunk()
{
    const auto snapshot = toy::run(toy::pipeline("interleaved", 2, 2));
    QCOMPARE(waitAt(*snapshot, 1, 0.5),
             QStringLiteral("idle 1.00 ms: waiting for the activation of chunk 1 of micro-batch 1 "
                            "from GPU 0"));
    QCOMPARE(QString::fromStdString(core::nextEventSentence(*snapshot, {3 * kMillisecond / 2})),
             QStringLiteral("GPU 0 starts the forward pass of chunk 2 of micro-batch 1"));
}

void TestPlan::visitsNameTheirKind()
{
    core::Scenario s = toy::pipeline("zb-h1", 2, 1);
    s.training.recompute = core::Recompute::Full;
    QStringList names;
    for (const core::Visit &visit : core::visits(*toy::run(s)))
        names.append(QString::fromStdString(visit.name));
    for (const char *suffix : {"", "-backward-input", "-backward-weight", "-recompute"}) {
        QVERIFY(names.contains(QStringLiteral("batch1-layer1") + QLatin1String(suffix)));
        QVERIFY(names.contains(QStringLiteral("batch1-layer2") + QLatin1String(suffix)));
    }
    QCOMPARE(names.size(), 8);
}

void TestPlan::aCutLinkNamesTheChunk()
{
    core::Scenario s = toy::pipeline("interleaved", 2, 2);
    s.faults.links = {{.from = 0, .to = 1, .down = true}};
    const auto snapshot = toy::run(s);
    QVERIFY(!snapshot->metrics.completed);
    QCOMPARE(
        QString::fromStdString(snapshot->metrics.warnings.back()),
        QStringLiteral("GPU 1 waits for the activation of chunk 1 of micro-batch 1 from GPU 0: "
                       "the link is down"));
    for (const core::RowMetrics &row : snapshot->metrics.rows)
        QCOMPARE((row.busy() + row.idleTotal()).count, snapshot->trace.stop);
}

QTEST_APPLESS_MAIN(TestPlan)
#include "tst_plan.moc"
