// SPDX-License-Identifier: GPL-3.0-or-later
// How far a measured step is from a predicted one, against numbers counted by hand.
#include "tests/core/toy_scenario.h"

#include "core/analysis/step_difference.h"
#include "core/sim/trace_builder.h"

#include <QTest>

using core::Compared;
using core::SpanKind;

namespace {

constexpr auto kForward = static_cast<std::size_t>(SpanKind::Forward);
constexpr auto kBackward = static_cast<std::size_t>(SpanKind::Backward);
constexpr auto kWait = static_cast<std::size_t>(SpanKind::Wait);

struct Work
{
    int device;
    std::int64_t begin;
    std::int64_t end;
    SpanKind kind;
};

core::RecordingPtr recorded(int devices, std::initializer_list<Work> work)
{
    core::TraceBuilder builder;
    for (int device = 0; device < devices; ++device)
        (void)builder.addRow({.devices = {device}, .replicas = {0}, .rank = device});
    for (const Work &each : work)
        if (!builder.add(each.device,
                         {.begin = each.begin, .end = each.end, .tag = {.kind = each.kind}}))
            return nullptr;
    return core::makeRecording("by hand", builder.close());
}

} // namespace

class TestStepDifference : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everyDeviceAndKindIsCompared();
    void devicesOfOneRunAloneAreCounted();
    void aRunIsNoDifferentFromItself();
    void foldedRowsCountForEachOfTheirDevices();
    void waitsForGradientsAreComparedApart();
    void nothingPredictedHasNoError();
};

// Device 0: forward 10 → 12, backward 20 → 19, in a step of 40 → 44. Device 1: forward 8 → 8.
void TestStepDifference::everyDeviceAndKindIsCompared()
{
    const auto before = recorded(2, {{0, 0, 10, SpanKind::Forward},
                                     {0, 10, 30, SpanKind::Backward},
                                     {1, 32, 40, SpanKind::Forward}});
    const auto after = recorded(2, {{0, 0, 12, SpanKind::Forward},
                                    {0, 13, 32, SpanKind::Backward},
                                    {1, 36, 44, SpanKind::Forward}});
    QVERIFY(before && after);
    const core::StepDifference found = core::stepDifference(*before, *after);
    QCOMPARE(found.step, (Compared{{40}, {44}}));
    QCOMPARE(*found.step.error(), 0.1);
    QCOMPARE(found.devices.size(), std::size_t(2));
    QCOMPARE(found.devices[0].busy, (Compared{{30}, {31}}));
    QCOMPARE(found.devices[0].kinds[kForward], (Compared{{10}, {12}}));
    QCOMPARE(found.devices[0].kinds[kBackward], (Compared{{20}, {19}}));
    QCOMPARE(found.devices[0].kinds[kWait], (Compared{{10}, {13}}));
    QCOMPARE(found.devices[1].busy, (Compared{{8}, {8}}));
    QCOMPARE(*found.devices[1].busy.error(), 0.0);
    QCOMPARE(found.busy, (Compared{{38}, {39}}));
    QCOMPARE(found.kinds[kForward], (Compared{{18}, {20}}));
    // Every kind of every device: two steps of each run.
    Compared all;
    for (const Compared &kind : found.kinds) {
        all.predicted += kind.predicted;
        all.measured += kind.measured;
    }
    QCOMPARE(all, (Compared{{80}, {88}}));
}

void TestStepDifference::devicesOfOneRunAloneAreCounted()
{
    const auto two = recorded(2, {{0, 0, 1, SpanKind::Forward}, {1, 0, 1, SpanKind::Forward}});
    const auto three = recorded(3, {{2, 0, 5, SpanKind::Forward}});
    const core::StepDifference found = core::stepDifference(*two, *three);
    QCOMPARE(found.devices.size(), std::size_t(2));
    QCOMPARE(found.onlyMeasured, 1);
    QCOMPARE(found.onlyPredicted, 0);
    QCOMPARE(core::stepDifference(*three, *two).onlyPredicted, 1);
}

void TestStepDifference::aRunIsNoDifferentFromItself()
{
    const core::Result<core::SnapshotPtr> made = core::run(toy::pipeline("1f1b", 4, 8));
    QVERIFY(made);
    const core::StepDifference found = core::stepDifference(*made.value(), *made.value());
    QCOMPARE(*found.step.error(), 0.0);
    QCOMPARE(found.devices.size(), std::size_t(4));
    // m micro-batches of 1 ms forward and 2 ms backward
    for (const core::DeviceDifference &device : found.devices) {
        QCOMPARE(device.busy.predicted.count, 8 * 3 * toy::kMillisecond);
        QCOMPARE(device.busy.difference().count, std::int64_t(0));
    }
}

// 30 of the 40 waited are for gradients, and 20 of 32; the rest is kept apart.
void TestStepDifference::waitsForGradientsAreComparedApart()
{
    const auto waiting = [](std::int64_t sync, std::int64_t other) {
        core::TraceBuilder builder;
        (void)builder.addRow({.devices = {0}, .replicas = {0}, .rank = 0});
        const bool added =
            builder.addWait(0, core::IdleCause::GradientSync, {.begin = 0, .end = sync}, 0) &&
            builder.addWait(0, core::IdleCause::Dependency, {.begin = sync, .end = sync + other},
                            0) &&
            builder.add(0, {.begin = sync + other, .end = 100, .tag = {.kind = SpanKind::Forward}});
        return added ? core::makeRecording("by hand", builder.close()) : nullptr;
    };
    const auto before = waiting(30, 10);
    const auto after = waiting(20, 12);
    QVERIFY(before && after);
    const core::StepDifference found = core::stepDifference(*before, *after);
    QCOMPARE(found.devices[0].sync, (Compared{{30}, {20}}));
    QCOMPARE(found.sync, (Compared{{30}, {20}}));
    QCOMPARE(found.kinds[kWait], (Compared{{40}, {32}}));
}

// Four replicas are simulated as one row; a recording has a row for each.
void TestStepDifference::foldedRowsCountForEachOfTheirDevices()
{
    core::Scenario scenario = toy::scenario(4, 1);
    scenario.parallel.data = 4;
    scenario.training.globalBatch = 4;
    const core::Result<core::SnapshotPtr> made = core::run(scenario);
    QVERIFY(made);
    QCOMPARE(made.value()->trace.rows.size(), std::size_t(1));
    const std::int64_t ms = toy::kMillisecond;
    const auto after = recorded(4, {{0, 0, 3 * ms, SpanKind::Forward},
                                    {1, 0, 3 * ms, SpanKind::Forward},
                                    {2, 0, 6 * ms, SpanKind::Forward},
                                    {3, 0, 3 * ms, SpanKind::Forward}});
    const core::StepDifference found = core::stepDifference(*made.value(), *after);
    QCOMPARE(found.devices.size(), std::size_t(4));
    QCOMPARE(*found.devices[1].busy.error(), 0.0); // 1 ms forward, 2 ms backward
    QCOMPARE(*found.devices[2].busy.error(), 1.0);
}

void TestStepDifference::nothingPredictedHasNoError()
{
    QVERIFY(!(Compared{{0}, {3}}).error());
    QCOMPARE(*(Compared{{0}, {0}}).error(), 0.0);
    QCOMPARE(*(Compared{{4}, {3}}).error(), -0.25);
}

QTEST_GUILESS_MAIN(TestStepDifference)
#include "tst_step_difference.moc"
