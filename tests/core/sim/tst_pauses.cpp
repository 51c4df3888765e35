// SPDX-License-Identifier: GPL-3.0-or-later
// Processes that pause now and then: what a step waits for the longest of them, against sums over
// the distributions themselves.
#include "core/analysis/snapshot.h"
#include "core/analysis/step_time.h"
#include "core/io/scenario/scenario_json.h"
#include "core/sim/pauses.h"

#include "tests/core/toy_scenario.h"

#include <QTest>

#include <cmath>

namespace {

// The mean over a Poisson number of draws of 1 + 1/2 + ... + 1/n, the largest of n draws.
double summed(double mean)
{
    double probability = std::exp(-mean);
    double harmonic = 0;
    double sum = 0;
    for (int n = 1; n < 2000; ++n) {
        probability *= mean / n;
        harmonic += 1.0 / n;
        sum += probability * harmonic;
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
    void theLargestDrawIsTheSumOverItsDistribution();
    void aStepWaitsForTheLongestPause();
    void moreDevicesWaitLonger();
    void allPartsStillSumToTheStep();
    void pausesAreReadAndWritten();
};

void TestPauses::theLargestDrawIsTheSumOverItsDistribution()
{
    QCOMPARE(core::expectedLargest(0), 0.0);
    for (const double mean : {1e-3, 0.1, 1.0, 3.999, 4.001, 20.0, 300.0}) {
        const double error = core::expectedLargest(mean) / summed(mean) - 1;
        QVERIFY2(std::abs(error) < 1e-9, qPrintable(QString::number(mean)));
    }
    // Far out, Euler's constant and the logarithm.
    QVERIFY(std::abs(core::expectedLargest(1e6) - std::log(1e6) - 0.5772156649015329) < 1e-9);
}

void TestPauses::aStepWaitsForTheLongestPause()
{
    const core::SnapshotPtr without = runOf(replicas(64, 0, 250'000));
    const core::SnapshotPtr with = runOf(replicas(64, 100, 250'000));
    const double elapsed = core::seconds(core::Nanos{without->trace.optimizerBegin});
    const double expected = 0.25 * summed(64 * 100.0 / 3600 * elapsed);
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
    for (const int devices : {1, 8, 64, 512}) {
        const double step = core::seconds(runOf(replicas(devices, 1, 250'000))->metrics.step);
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
    const core::Nanos host = with->metrics.breakdown.host - without->metrics.breakdown.host;
    const core::Nanos longer = with->metrics.step - without->metrics.step;
    QVERIFY(std::abs(host.count - longer.count) <= 2);
}

void TestPauses::pausesAreReadAndWritten()
{
    core::Scenario s = replicas(8, 1.5, 250'000);
    const auto again = core::scenarioFromJson(core::scenarioToJson(s), "again");
    QVERIFY2(again, again ? "" : again.error().message.c_str());
    QCOMPARE(again.value().cluster.software.pausesPerHour, 1.5);
    QCOMPARE(again.value().cluster.software.pause.count, qint64(250'000'000));
    s.cluster.software.pausesPerHour = -1;
    QVERIFY(!core::scenarioFromJson(core::scenarioToJson(s), "odd"));
}

QTEST_APPLESS_MAIN(TestPauses)
#include "tst_pauses.moc"
