// SPDX-License-Identifier: GPL-3.0-or-later
// The trace of a run of device programs is the one that the simulator makes of the same costs: two
// ways to the same picture that share no code.
#include "core/analysis/link_use.h"
#include "core/analysis/recorded_snapshot.h"
#include "core/live/program/compile.h"
#include "core/live/record/device_spans.h"
#include "core/live/record/step_trace.h"
#include "core/sim/simulate.h"

#include "../toy_scenario.h"

#include <QTest>

#include <algorithm>

using namespace core::live;

class TestStepTrace : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void visitsAndWaitsAreThoseOfTheSimulator_data();
    void visitsAndWaitsAreThoseOfTheSimulator();
    void rowsTileTheStep();
    void gradientsAreSharedWhereTheirDevicesAre();
    void bucketsThatComeTogetherAreCountedTogether();
    void partnersExchangeWithinAVisit();
};

namespace {

constexpr int kMicroBatches = 8;

// One dense layer for each stage, so that the costs of a visit lie on one unit.
Layout layoutFor(const core::Plan &plan)
{
    const int stages = plan.order.stages;
    Layout layout;
    layout.network.sizes.assign(static_cast<std::size_t>(stages) + 1, 8);
    layout.order = plan.order;
    for (int stage = 0; stage < stages; ++stage)
        layout.units.push_back({stage, stage + 1});
    layout.replicas = plan.replicas;
    return layout;
}

bool isSplit(const core::ScheduleOrder &order)
{
    return std::ranges::any_of(order.actions.front(), [](const core::Action &action) {
        return action.op == core::Op::BackwardInput;
    });
}

// What the plan charges for a visit, on the instruction of its unit that ends it.
std::int64_t costOf(const core::Plan &plan, const Layout &layout, int row,
                    const Instruction &instruction)
{
    const bool split = isSplit(layout.order);
    core::Op op = core::Op::Forward;
    if (instruction.code == Code::BackwardInput && split)
        op = core::Op::BackwardInput;
    else if (instruction.code == Code::BackwardWeight)
        op = split ? core::Op::BackwardWeight : core::Op::Backward;
    else if (instruction.code != Code::Forward)
        return 0;
    const core::StagePlan &stage = plan.stages[static_cast<std::size_t>(instruction.unit)];
    const std::int64_t healthy = stage.visits[static_cast<std::size_t>(op)].duration.count;
    return std::llround(static_cast<double>(healthy) /
                        plan.rows[static_cast<std::size_t>(row)].ownSpeed);
}

struct Ran
{
    core::Plan plan;
    Layout layout;
    core::Trace trace;
};

Ran runPrograms(const core::Scenario &scenario)
{
    Ran ran;
    ran.plan = core::makePlan(scenario, core::Folding::None).value();
    ran.layout = layoutFor(ran.plan);
    const std::vector<Program> programs = compile(ran.layout);
    const std::vector<int> rows = rowOfEachDevice(ran.plan, ran.layout);
    Costs costs;
    for (std::size_t device = 0; device < programs.size(); ++device) {
        costs.emplace_back();
        for (const Instruction &instruction : programs[device])
            costs.back().push_back(costOf(ran.plan, ran.layout, rows[device], instruction));
    }
    const auto links = [&](int from, int to) {
        const auto device = [&](int of) {
            return ran.plan.rows[static_cast<std::size_t>(rows[static_cast<std::size_t>(of)])]
                .devices.front();
        };
        return ran.plan.wiring.between(device(from), device(to));
    };
    const auto times = replay(ran.layout, programs, costs, links, sizeof(float)).value();
    ran.trace = stepTrace(ran.plan, ran.layout, programs, times, links, sizeof(float));
    return ran;
}

// Up to the last visit: what follows is the optimizer, and waits for the others.
std::vector<core::Span> pipelinePart(const core::Trace &trace, std::size_t row)
{
    std::vector<core::Span> spans;
    std::size_t behindLastVisit = 0;
    const auto range = trace.rows[row];
    for (std::size_t i = range.first; i < range.first + range.count; ++i) {
        spans.push_back(trace.span(i));
        if (core::opOf(spans.back().tag.kind))
            behindLastVisit = spans.size();
    }
    spans.resize(behindLastVisit);
    return spans;
}

} // namespace

void TestStepTrace::visitsAndWaitsAreThoseOfTheSimulator_data()
{
    QTest::addColumn<QByteArray>("schedule");
    QTest::addColumn<int>("ranks");
    QTest::addColumn<int>("replicas");
    QTest::addColumn<int>("latency");  // us
    QTest::addColumn<double>("speed"); // of device 1
    for (const char *schedule : {"gpipe", "1f1b", "interleaved", "zb-h1", "zb-v", "v-half"}) {
        for (const int latency : {0, 300, 1500}) {
            QTest::addRow("%s, %d us", schedule, latency)
                << QByteArray(schedule) << 4 << 1 << latency << 1.0;
        }
        QTest::addRow("%s, slow device", schedule) << QByteArray(schedule) << 4 << 1 << 100 << 0.7;
    }
    QTest::newRow("2 replicas x 2 stages, slow device")
        << QByteArray("1f1b") << 2 << 2 << 50 << 0.5;
}

void TestStepTrace::visitsAndWaitsAreThoseOfTheSimulator()
{
    QFETCH(QByteArray, schedule);
    QFETCH(int, ranks);
    QFETCH(int, replicas);
    QFETCH(int, latency);
    QFETCH(double, speed);
    core::Scenario scenario = toy::pipeline(schedule.constData(), ranks, kMicroBatches);
    scenario.parallel.data = replicas;
    scenario.cluster.devices = ranks * replicas;
    scenario.training.globalBatch *= replicas;
    scenario.cluster.intraLink.latency = {latency * std::int64_t{1000}};
    if (speed < 1)
        scenario.faults.devices = {{.device = 1, .speed = speed}};
    const Ran ran = runPrograms(scenario);
    const core::Trace simulated = core::simulate(ran.plan);
    QCOMPARE(ran.trace.rows.size(), simulated.rows.size());
    int waits = 0;
    for (std::size_t row = 0; row < simulated.rows.size(); ++row) {
        const std::vector<core::Span> expected = pipelinePart(simulated, row);
        const std::vector<core::Span> spans = pipelinePart(ran.trace, row);
        QCOMPARE(spans.size(), expected.size());
        for (std::size_t i = 0; i < spans.size(); ++i) {
            QCOMPARE(spans[i].begin, expected[i].begin);
            QCOMPARE(spans[i].end, expected[i].end);
            QCOMPARE(spans[i].tag.kind, expected[i].tag.kind);
            QCOMPARE(spans[i].tag.stage, expected[i].tag.stage);
            QCOMPARE(spans[i].tag.microBatch, expected[i].tag.microBatch);
            if (spans[i].tag.kind != core::SpanKind::Wait)
                continue;
            ++waits;
            QCOMPARE(spans[i].tag.cause, expected[i].tag.cause);
            const core::WaitDetail &wait =
                ran.trace.waits[row][static_cast<std::size_t>(spans[i].wait)];
            const core::WaitDetail &wanted =
                simulated.waits[row][static_cast<std::size_t>(expected[i].wait)];
            QCOMPARE(wait.awaitedRow, wanted.awaitedRow);
            QCOMPARE(wait.link, wanted.link);
            QCOMPARE(wait.forGradient, wanted.forGradient);
        }
        QCOMPARE(ran.trace.transfers[row].size(), simulated.transfers[row].size());
        for (std::size_t i = 0; i < simulated.transfers[row].size(); ++i) {
            const core::Transfer &transfer = ran.trace.transfers[row][i];
            const core::Transfer &wanted = simulated.transfers[row][i];
            QCOMPARE(transfer.begin, wanted.begin);
            QCOMPARE(transfer.end, wanted.end);
            QCOMPARE(transfer.toRow, wanted.toRow);
            QCOMPARE(transfer.microBatch, wanted.microBatch);
        }
    }
    QVERIFY(waits >= ranks - 1);
}

void TestStepTrace::rowsTileTheStep()
{
    core::Scenario scenario = toy::pipeline("1f1b", 4, kMicroBatches);
    scenario.cluster.intraLink.latency = {70'000};
    const Ran ran = runPrograms(scenario);
    for (std::size_t row = 0; row < ran.trace.rows.size(); ++row) {
        std::int64_t at = 0;
        std::int64_t idle = 0;
        const auto range = ran.trace.rows[row];
        for (std::size_t i = range.first; i < range.first + range.count; ++i) {
            const core::Span span = ran.trace.span(i);
            QCOMPARE(span.begin, at);
            QVERIFY(span.end > span.begin);
            at = span.end;
            if (span.tag.kind == core::SpanKind::Wait)
                idle += span.end - span.begin;
        }
        QCOMPARE(at, ran.trace.stop);
        std::int64_t byCause = 0;
        for (const std::int64_t part : ran.trace.idle[row])
            byCause += part;
        QCOMPARE(byCause, idle);
    }
    Ran again = runPrograms(scenario);
    const core::SnapshotPtr shown =
        core::recordedSnapshot(scenario, again.plan, std::move(again.trace));
    // 8 visits of 1 and 8 of 2 ms on each of four devices.
    QCOMPARE(shown->metrics.step.count, ran.trace.stop);
    QCOMPARE(shown->metrics.breakdown.forward.count, 8 * toy::kMillisecond);
    QCOMPARE(shown->metrics.breakdown.backward.count, 16 * toy::kMillisecond);
}

void TestStepTrace::gradientsAreSharedWhereTheirDevicesAre()
{
    core::Scenario scenario = toy::dataParallel(4, 2);
    scenario.cluster.intraLink.latency = {100'000};
    const core::Plan plan = core::makePlan(scenario, core::Folding::None).value();
    Layout layout = layoutFor(plan);
    layout.units = {{0, 2}};
    layout.network.sizes = {8, 8, 8};
    const std::vector<Program> programs = compile(layout);
    const auto links = [](int, int) { return core::Hop{.latency = {100'000}}; };
    const auto times = replay(layout, programs, {}, links, sizeof(float)).value();
    const core::Trace trace = stepTrace(plan, layout, programs, times, links, sizeof(float));
    // A ring of four: three steps to add up, three to hand round, each a latency long.
    QCOMPARE(trace.stop, 6 * std::int64_t{100'000});
    QCOMPARE(trace.collectives.size(), 1);
    QCOMPARE(trace.collectives.front().begin, 0);
    QCOMPARE(trace.collectives.front().end, trace.stop);
    // Each sends 2 (4 - 1) / 4 of the 2 x (8 x 8 weights + 8) floats.
    QCOMPARE(trace.collectives.front().sent.count, 6 * 144 * 4 / 4);
    for (const core::IdleByCause &idle : trace.idle)
        QCOMPARE(idle[static_cast<std::size_t>(core::IdleCause::GradientSync)], trace.stop);
}

// Without overlap both layers are shared behind the last visit, one after the other.
void TestStepTrace::bucketsThatComeTogetherAreCountedTogether()
{
    core::Scenario scenario = toy::dataParallel(4, 2);
    const core::Plan plan = core::makePlan(scenario, core::Folding::None).value();
    Layout layout = layoutFor(plan);
    layout.units = {{0, 2}};
    layout.network.sizes = {8, 8, 8};
    layout.bucket = 1; // each layer by itself
    layout.overlap = false;
    const std::vector<Program> programs = compile(layout);
    const auto links = [](int, int) { return core::Hop{.latency = {100'000}}; };
    const auto times = replay(layout, programs, {}, links, sizeof(float)).value();
    core::Trace trace = stepTrace(plan, layout, programs, times, links, sizeof(float));
    QCOMPARE(trace.collectives.size(), 1);
    QCOMPARE(trace.collectives.front().sent.count, 6 * 144 * 4 / 4);
    const core::SnapshotPtr shown = core::recordedSnapshot(scenario, plan, std::move(trace));
    const std::vector<core::LinkUse> uses = core::linkUses(*shown, std::nullopt);
    const auto ring = std::ranges::find_if(uses, &core::LinkUse::ring);
    QVERIFY(ring != uses.end());
    QCOMPARE(ring->gradients.count, 6 * 144 * 4 / 4);
}

void TestStepTrace::partnersExchangeWithinAVisit()
{
    Layout layout = layoutFor(core::makePlan(toy::scenario(1, 1)).value());
    layout.partners = 2;
    layout.network.sizes = {8, 8, 8};
    layout.units = {{0, 2}};
    const std::vector<Program> programs = compile(layout);
    const auto links = [](int, int) { return core::Hop{.latency = {10'000}}; };
    const auto times = replay(layout, programs, {}, links, sizeof(float)).value();
    Messages messages(layout, programs, times, links, sizeof(float));
    const std::vector<WorkSpan> spans = workSpans(layout, 0, programs[0], times[0], messages);
    // One forward, one backward, and the optimizer, which also clears the gradients.
    QCOMPARE(spans.size(), 3);
    QCOMPARE(spans[0].tag.kind, core::SpanKind::Forward);
    QCOMPARE(spans[1].tag.kind, core::SpanKind::Backward);
    QCOMPARE(spans[2].tag.kind, core::SpanKind::Optimizer);
    QVERIFY(spans[0].end - spans[0].begin >= 10'000);
}

QTEST_APPLESS_MAIN(TestStepTrace)
#include "tst_step_trace.moc"
