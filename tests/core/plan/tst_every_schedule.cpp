// SPDX-License-Identifier: GPL-3.0-or-later
// What must hold for every schedule with real prices, on random scenarios.
#include "tests/core/toy_scenario.h"

#include "core/analysis/bubble.h"
#include "core/analysis/critical_path.h"
#include "core/analysis/memory_steps.h"
#include "core/analysis/moment.h"
#include "core/scenario/edits.h"

#include <QTest>
#include <rapidcheck.h>

#include <algorithm>

namespace {

int upTo(int most)
{
    return *rc::gen::inRange(0, most + 1);
}

void addTroubles(core::Scenario &s)
{
    const int devices = s.cluster.devices;
    s.cluster.intraLink.bandwidth = *rc::gen::element(1e9, 3.3e9, 1e12);
    s.cluster.intraLink.latency = {upTo(50'000)};
    s.cluster.devicesPerNode = *rc::gen::element(2, 8, 1024);
    if (upTo(1) == 0)
        s.faults.devices = {{.device = upTo(devices - 1), .speed = 0.1 * (1 + upTo(8))}};
    if (devices > 1 && upTo(2) == 0)
        s.faults.links = {{.from = 0, .to = 1 + upTo(devices - 2), .bandwidth = 0.2}};
}

// Uneven layers: prices, activations and messages differ from stage to stage.
std::vector<core::NamedLayer> unevenLayers(int count)
{
    std::vector<core::NamedLayer> layers;
    for (int i = 0; i < count; ++i)
        layers.push_back({.name = "layer" + std::to_string(i + 1),
                          // up to 100 MB of gradients, which take up to 0.2 s beside visits of ms
                          .parameters = upTo(1) == 0 ? 1000 + upTo(5000) : 1'000'000 * upTo(50),
                          .forwardFlops = 1e12 * (1 + upTo(3)),
                          .activationBytes = 1'000'000 + upTo(999),
                          .outputBytes = 100'000 + upTo(999)});
    return layers;
}

core::Scenario anyScenario(const core::ScheduleEntry &entry)
{
    const int ranks = 1 + upTo(7);
    core::Scenario s = toy::scenario(ranks, 1);
    s.parallel.schedule = entry.id;
    s.parallel.pipeline = ranks;
    s.parallel.chunks = std::min(entry.chunks.most, entry.chunks.usual + (upTo(3) == 0 ? 1 : 0));
    s.parallel.data = entry.family == core::ScheduleFamily::Asynchronous ? 1 : 1 + upTo(2);
    s.cluster.devices = ranks * s.parallel.data;
    s.model.shape = unevenLayers(core::stagesOf(s.parallel) + upTo(5));
    s.training.globalBatch = (1 + upTo(20)) * s.parallel.data;
    s.training.recompute = *rc::gen::element(core::Recompute::None, core::Recompute::Full);
    s.training.pass = upTo(5) == 0 ? core::Pass::ForwardOnly : core::Pass::Training;
    s.parallel.splitMemory = static_cast<core::SplitMemory>(upTo(2));
    s.parallel.pair = static_cast<core::PairRule>(upTo(2));
    s.parallel.pairFactor = s.parallel.pair == core::PairRule::Factor ? 0.8 : 1;
    s.parallel.overlap = upTo(1) == 0;
    s.parallel.bucketBytes = *rc::gen::element<std::int64_t>(3000, 1'000'000, 26'214'400);
    addTroubles(s);
    return s;
}

void rowsTileTheStep(const core::Snapshot &snapshot)
{
    for (const core::Trace::RowRange &row : snapshot.trace.rows) {
        std::int64_t time = 0;
        for (std::size_t i = row.first; i < row.first + row.count; ++i) {
            RC_ASSERT(snapshot.trace.begin[i] == time);
            RC_ASSERT(snapshot.trace.end[i] > time);
            time = snapshot.trace.end[i];
        }
        RC_ASSERT(time == snapshot.trace.stop);
    }
}

void everyNanosecondHasOneCause(const core::Snapshot &snapshot)
{
    const core::Metrics &metrics = snapshot.metrics;
    for (const core::RowMetrics &row : metrics.rows) {
        core::Nanos idle;
        for (const core::Nanos cause : row.idle) {
            RC_ASSERT(cause.count >= 0);
            idle += cause;
        }
        RC_ASSERT(idle == row.idleTotal());
        RC_ASSERT(row.busy() + idle == metrics.step);
        RC_ASSERT(row.breakdown.idle == idle - row.sharing());
        RC_ASSERT(row.breakdown.total() == metrics.step);
    }
    const core::Breakdown &b = metrics.breakdown;
    RC_ASSERT(b.forward + b.backward + b.recompute + b.pipelineComm + b.dataComm + b.optimizer +
                  b.idle ==
              metrics.step);
}

// What the timeline draws as sharing, and all other waiting: the headline, the breakdown and the
// causes of each device say the same.
void theBubbleIsOneNumber(const core::Snapshot &snapshot)
{
    const core::Metrics &metrics = snapshot.metrics;
    double mean = 0;
    for (std::size_t row = 0; row < metrics.rows.size(); ++row) {
        core::Nanos sharing;
        const core::Trace::RowRange range = snapshot.trace.rows[row];
        for (std::size_t i = range.first; i < range.first + range.count; ++i)
            if (snapshot.trace.tag[i].cause == core::IdleCause::GradientSync &&
                snapshot.trace.tag[i].kind == core::SpanKind::Wait)
                sharing.count += snapshot.trace.end[i] - snapshot.trace.begin[i];
        RC_ASSERT(metrics.rows[row].sharing() == sharing);
        const core::BubbleRow drawn = core::bubbleOfRow(
            snapshot, core::BubbleDefinition::IdleOverStep, static_cast<int>(row));
        core::Nanos outlined;
        for (const core::TimeRange &each : drawn.numerator)
            outlined.count += each.end - each.begin;
        RC_ASSERT(metrics.rows[row].bubble() == outlined);
        mean += static_cast<double>(outlined.count) *
                static_cast<double>(snapshot.plan.rows[row].devices.size());
    }
    mean /= snapshot.deviceCount();
    RC_ASSERT(std::abs(mean - static_cast<double>(metrics.breakdown.idle.count)) < 1);
    RC_ASSERT(metrics.bubble.idleOverStep ==
              core::seconds(metrics.breakdown.idle) / core::seconds(metrics.step));
    RC_ASSERT(metrics.idleShare == metrics.bubble.idleOverStep);
}

// Every visit of the order is there, with its time.
void workIsConserved(const core::Snapshot &snapshot)
{
    const core::Plan &plan = snapshot.plan;
    for (std::size_t row = 0; row < plan.rows.size(); ++row) {
        const auto rank = static_cast<std::size_t>(plan.rows[row].pipelineRank);
        std::size_t visits = 0;
        const core::Trace::RowRange range = snapshot.trace.rows[row];
        for (std::size_t i = range.first; i < range.first + range.count; ++i)
            visits += core::opOf(snapshot.trace.tag[i].kind).has_value();
        RC_ASSERT(visits == plan.order.actions[rank].size());
    }
}

void memoryAgrees(const core::Snapshot &snapshot)
{
    for (int device = 0; device < snapshot.deviceCount(); ++device) {
        const int row = snapshot.rowOf(device);
        const core::RowMetrics &metrics = snapshot.metrics.rows[static_cast<std::size_t>(row)];
        core::Bytes peak;
        for (const core::MemoryStep &step : core::memorySteps(snapshot, row)) {
            peak = std::max(peak, step.parts.total());
            RC_ASSERT(core::deviceMoment(snapshot, device, step.time).memory.total() ==
                      step.parts.total());
        }
        RC_ASSERT(peak == metrics.peakMemory);
        const core::DeviceMoment end = core::deviceMoment(snapshot, device, snapshot.metrics.step);
        RC_ASSERT(end.kept.empty());
        RC_ASSERT(end.memory.activations.count == 0);
    }
}

// What a rank keeps while it waits, counted without the program's rule: a micro-batch of a stage
// from its forward to the end of its backward, or of its weight gradient.
void activationsAreThoseUnderWay(const core::Snapshot &snapshot)
{
    const core::Scenario &scenario = snapshot.scenario;
    if (scenario.training.recompute != core::Recompute::None || !snapshot.plan.training ||
        scenario.parallel.splitMemory != core::SplitMemory::UntilWeight)
        return;
    const std::vector<core::NamedLayer> &layers = *scenario.model.namedLayers();
    for (int row = 0; row < static_cast<int>(snapshot.plan.leadCount()); ++row) {
        const std::vector<core::MemoryStep> steps = core::memorySteps(snapshot, row);
        const core::Trace::RowRange range = snapshot.trace.rows[static_cast<std::size_t>(row)];
        std::int64_t kept = 0;
        for (std::size_t i = range.first; i < range.first + range.count; ++i) {
            const core::SpanTag tag = snapshot.trace.tag[i];
            if (tag.kind == core::SpanKind::Wait) {
                const auto after = std::ranges::upper_bound(
                    steps, snapshot.trace.begin[i], {},
                    [](const core::MemoryStep &step) { return step.time.count; });
                RC_ASSERT(std::prev(after)->parts.activations.count == kept);
                continue;
            }
            if (tag.kind == core::SpanKind::Optimizer)
                continue;
            const core::StagePlan &stage = snapshot.plan.stages[tag.stage];
            std::int64_t bytes = 0;
            for (int layer = stage.firstLayer; layer < stage.endLayer; ++layer)
                bytes += layers[static_cast<std::size_t>(layer)].activationBytes;
            bytes *= scenario.training.microBatch;
            if (tag.kind == core::SpanKind::Forward)
                kept += bytes;
            else if (tag.kind == core::SpanKind::Backward ||
                     tag.kind == core::SpanKind::BackwardWeight)
                kept -= bytes;
        }
        RC_ASSERT(kept == 0);
    }
}

void theCriticalPathTilesTheStep(const core::Snapshot &snapshot)
{
    const core::CriticalPath path = core::criticalPath(snapshot);
    std::int64_t time = 0;
    for (const core::PathStep &step : path.steps) {
        RC_ASSERT(step.begin == time);
        RC_ASSERT(step.excess >= 0);
        time = step.end;
    }
    RC_ASSERT(time == snapshot.trace.stop);
    core::Nanos sum;
    for (const core::Nanos part : path.spent)
        sum += part;
    RC_ASSERT(sum == snapshot.metrics.step);
}

void runsAreIdentical(const core::Snapshot &a, const core::Snapshot &b)
{
    RC_ASSERT(a.trace.stop == b.trace.stop);
    RC_ASSERT(a.trace.idle == b.trace.idle);
    for (std::size_t row = 0; row < a.trace.rows.size(); ++row) {
        const core::Trace::RowRange range = a.trace.rows[row];
        RC_ASSERT(range.count == b.trace.rows[row].count);
        for (std::size_t i = range.first; i < range.first + range.count; ++i) {
            RC_ASSERT(a.trace.end[i] == b.trace.end[i]);
            RC_ASSERT(a.trace.tag[i].microBatch == b.trace.tag[i].microBatch);
            RC_ASSERT(a.trace.wait[i] == b.trace.wait[i]);
        }
    }
}

} // namespace

class TestEverySchedule : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void holdsOnRandomScenarios_data()
    {
        QTest::addColumn<QString>("id");
        for (const core::ScheduleEntry &entry : core::schedules()) {
            const std::string id(entry.id);
            QTest::newRow(id.c_str()) << QString::fromStdString(id);
        }
    }

    void holdsOnRandomScenarios()
    {
        QFETCH(QString, id);
        const core::ScheduleEntry &entry = *core::findSchedule(id.toStdString());
        int runs = 0;
        const bool holds = rc::check(id.toStdString(), [&] {
            const core::Scenario scenario = anyScenario(entry);
            const auto result = core::run(scenario);
            if (!result) {
                RC_ASSERT(result.error().message.size() > 20);
                return;
            }
            ++runs;
            const core::Snapshot &snapshot = *result.value();
            RC_ASSERT(snapshot.metrics.completed);
            rowsTileTheStep(snapshot);
            everyNanosecondHasOneCause(snapshot);
            theBubbleIsOneNumber(snapshot);
            workIsConserved(snapshot);
            memoryAgrees(snapshot);
            activationsAreThoseUnderWay(snapshot);
            theCriticalPathTilesTheStep(snapshot);
            runsAreIdentical(snapshot, *core::run(scenario).value());
        });
        QVERIFY(holds);
        QVERIFY2(runs > 10, "nearly everything was refused");
    }
};

QTEST_APPLESS_MAIN(TestEverySchedule)
#include "tst_every_schedule.moc"
