// SPDX-License-Identifier: GPL-3.0-or-later
// Work grows with the number of devices that are all different, not with its square.
#include "tests/core/toy_scenario.h"

#include <QTest>

#include <algorithm>
#include <ctime>

namespace {

// Every device has a speed of its own, so that nothing can be folded.
core::Scenario allDifferent(int devices)
{
    core::Scenario s = toy::dataParallel(devices, 2);
    for (int device = 0; device < devices; ++device)
        s.faults.devices.push_back({device, 0.5 + 0.5 * device / devices});
    return s;
}

// Of the processor, so that what else runs on the machine does not count; the least of three.
double processorSeconds(const core::Scenario &scenario)
{
    double least = 1e9;
    for (int i = 0; i < 3; ++i) {
        const std::clock_t begin = std::clock();
        const auto snapshot = toy::run(scenario);
        least = std::min(least, static_cast<double>(std::clock() - begin) / CLOCKS_PER_SEC);
        if (!snapshot || static_cast<int>(snapshot->plan.rows.size()) != scenario.cluster.devices)
            qFatal("not every device has a row");
    }
    return least;
}

} // namespace

class TestGrowth : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    // Eight times as many take 8 times as long, 64 times if it grows with the square; caches that
    // no longer hold them may double it.
    void differentSlowDevicesTakeTimeInProportion()
    {
        const double few = processorSeconds(allDifferent(2500));
        const double many = processorSeconds(allDifferent(20'000));
        QVERIFY2(many < 20 * few, qPrintable(QString::number(many / few)));
    }

    // The slowest sets the pace of all, at half speed twice 2 (1 + 2) ms.
    void theSlowestSetsThePaceOfAll()
    {
        const auto snapshot = toy::run(allDifferent(2500));
        QVERIFY(snapshot->metrics.step.count >= 12 * toy::kMillisecond);
        QCOMPARE(snapshot->metrics.rows[0]
                     .idle[static_cast<std::size_t>(core::IdleCause::Straggler)]
                     .count,
                 0);
        QVERIFY(toy::idleFor(snapshot, 2499, core::IdleCause::Straggler) > 5 * toy::kMillisecond);
    }
};

QTEST_APPLESS_MAIN(TestGrowth)
#include "tst_growth.moc"
