// SPDX-License-Identifier: GPL-3.0-or-later
// Processes that pause now and then: what a step waits for the longest of them, against sums over
// the distributions themselves.
#include "core/advice/assumptions.h"
#include "core/analysis/critical_path.h"
#include "core/analysis/result_difference.h"
#include "core/analysis/snapshot.h"
#include "core/analysis/step_time.h"
#include "core/io/scenario/scenario_json.h"
#include "core/sim/pauses.h"

#include "tests/core/toy_scenario.h"

#include <QTest>

#include <cmath>

namespace {

// That the largest of a Poisson number of exponential draws is below x: the sum over that number
// of the probability that each of them is.
double below(double x, double mean)
{
    double probability = std::exp(-mean);
    double all = 1;
    double sum = probability;
    for (int n = 1; n < 2000; ++n) {
        probability *= mean / n;
        all *= 1 - std::exp(-x);
        sum += probability * all;
    }
    return sum;
}

// Replicas that do a sample each, of one millisecond a layer.
core::Scenario replicas(int devices, double pausesPerHour, std::int64_t microseconds)
{
    core::Scenario s = toy::scenario(devices, 1000);
    s.parallel.data = devices;
    s.training.globalBatch = devices;
    s.cluster.software.pausesPerHour = pausesPerHour;
    s.cluster.software.pause = {microseconds * 1000};
    return s;
}

core::SnapshotPtr runOf(const core::Scenario &s)
{
    auto result = core::run(s);
    if (!result)
        qFatal("%s", result.error().message.c_str());
    return std::move(result).value();
}

} // namespace

class TestPauses : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void halfOfTheStepsHaveALargerDraw();
    void aStepWaitsForTheLongestPause();
    void moreDevicesWaitLonger();
    void allPartsStillSumToTheStep();
    void pausesAreReadAndWritten();
    void moreGpusThanWereMeasuredAreTold();
};

void TestPauses::halfOfTheStepsHaveALargerDraw()
{
    QCOMPARE(core::usualLargest(0), 0.0);
    QCOMPARE(core::usualLargest(0.69), 0.0); // without a draw: exp(-0.69) > 1 / 2
    QVERIFY(below(0, 0.69) > 0.5);
    for (const double mean : {0.7, 1.0, 4.0, 20.0, 300.0}) {
        const double half = below(core::usualLargest(mean), mean);
        QVERIFY2(std::abs(half - 0.5) < 1e-9, qPrintable(QString::number(mean)));
    }
}

void TestPauses::aStepWaitsForTheLongestPause()
{
    const core::SnapshotPtr without = runOf(replicas(64, 0, 250'000));
    const core::SnapshotPtr with = runOf(replicas(64, 100, 250'000));
    const double elapsed = core::seconds(core::Nanos{without->trace.optimizerBegin});
    const double expected = 0.25 * std::log(64 * 100.0 / 3600 * elapsed / std::log(2.0));
    const double longer = core::seconds(with->metrics.step) - core::seconds(without->metrics.step);
    QVERIFY(expected > 0.1);
    QVERIFY2(std::abs(longer - expected) < 1e-8, qPrintable(QString::number(longer / expected)));
    // Searches price it too.
    core::StepTimer timer;
    QCOMPARE(timer.time(replicas(64, 100, 250'000)).value().count, with->metrics.step.count);
}

void TestPauses::moreDevicesWaitLonger()
{
    double before = 0;
    for (const int devices : {64, 512, 4096}) {
        const double step = core::seconds(runOf(replicas(devices, 20, 250'000))->metrics.step);
        const double without = core::seconds(runOf(replicas(devices, 0, 250'000))->metrics.step);
        QVERIFY(step - without > before);
        before = step - without;
    }
}

void TestPauses::allPartsStillSumToTheStep()
{
    const core::SnapshotPtr with = runOf(replicas(64, 100, 250'000));
    const core::SnapshotPtr without = runOf(replicas(64, 0, 250'000));
    QCOMPARE(with->metrics.breakdown.total().count, with->metrics.step.count);
    const core::Nanos longer = with->metrics.step - without->metrics.step;
    QVERIFY(longer > core::Nanos{});
    // All wait for the process that paused, and no work is more.
    const core::Nanos idle = with->metrics.breakdown.idle - without->metrics.breakdown.idle;
    QCOMPARE(idle.count, longer.count);
    const auto barrier = static_cast<std::size_t>(core::IdleCause::Barrier);
    QCOMPARE(core::meanIdle(*with)[barrier].count - core::meanIdle(*without)[barrier].count,
             longer.count);
    const auto straggler = static_cast<std::size_t>(core::PathCause::Straggler);
    const core::CriticalPath path = core::criticalPath(*with);
    QCOMPARE(path.spent[straggler].count, longer.count);
    QCOMPARE(path.steps.front().begin, std::int64_t{0});
    QCOMPARE(path.steps.size(), core::criticalPath(*without).steps.size() + 1);
}

// MegaScale and Megatron-LM were measured on up to 8,192 GPUs (docs/MODEL.md).
void TestPauses::moreGpusThanWereMeasuredAreTold()
{
    const auto said = [](const core::Scenario &scenario) {
        for (const core::Effect &effect : core::effectsOf(scenario)) {
            if (effect.name == "Pauses of processes")
                return QString::fromStdString(effect.words).prepend(effect.on ? u'+' : u'-');
        }
        return QString();
    };
    const QString many = said(replicas(8192, 0.5, 1'500'000));
    QVERIFY2(many.startsWith(QStringLiteral("+Each process stops 0.5 times an hour, for 1.50 s")) &&
                 many.endsWith(QStringLiteral("measured had 8,192 GPUs.")),
             qPrintable(many));
    QVERIFY(
        said(replicas(16384, 0.5, 1'500'000)).endsWith(QStringLiteral(" Here there are 16,384.")));
    QVERIFY(said(replicas(8192, 0, 0)).startsWith(QStringLiteral("-None")));
    QCOMPARE(said(replicas(1, 0.5, 1'500'000)), QStringLiteral("-There is one GPU."));
}

void TestPauses::pausesAreReadAndWritten()
{
    core::Scenario s = core::loadScenario("gpt3-64-t8").value();
    s.cluster.software.pausesPerHour = 1.5;
    s.cluster.software.pause = {250'000'000};
    const auto again = core::scenarioFromJson(core::scenarioToJson(s), "again");
    QVERIFY2(again, again ? "" : again.error().message.c_str());
    QCOMPARE(again.value().cluster.software.pausesPerHour, 1.5);
    QCOMPARE(again.value().cluster.software.pause.count, qint64(250'000'000));
    s.cluster.software.pausesPerHour = -1;
    QVERIFY(!core::scenarioFromJson(core::scenarioToJson(s), "odd"));
}

QTEST_APPLESS_MAIN(TestPauses)
#include "tst_pauses.moc"
