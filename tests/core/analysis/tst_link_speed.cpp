// SPDX-License-Identifier: GPL-3.0-or-later
// Three speeds of one ring, each under its own name.
#include "core/analysis/link_speed.h"
#include "core/analysis/link_use.h"
#include "core/io/scenario/scenario_json.h"
#include "tests/core/toy_scenario.h"

#include <QTest>

#include <algorithm>
#include <cmath>
#include <optional>

class TestLinkSpeed : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aLinkIsSoldAsMoreThanIsReached();
    void aFaultTakesTheSamePartOfBoth();
    void aRingHasABusAndAnAlgorithmBandwidth();
    void trafficOfAllIsThatOfEveryDevice();
};

// NVLink 3: 300 GB/s in one direction. A ring of eight, and so a pair, lacks 0.32 / 8 of what many
// devices get: 4 % (software.cpp, ringEnds; all-reduce times of 2 to 8 A100).
void TestLinkSpeed::aLinkIsSoldAsMoreThanIsReached()
{
    const auto snapshot = core::run(core::loadScenario("dp8-nvlink").value()).value();
    const core::LinkSpec &link = snapshot->scenario.cluster.intraLink;
    const core::LinkSpeed speed = core::linkSpeed(*snapshot, 0, 1);
    QCOMPARE(speed.sheet, link.bandwidth);
    QVERIFY(std::abs(speed.reached / (link.bandwidth * link.efficiency) - 0.96) < 1e-9);
    QCOMPARE(QString::fromStdString(core::linkSpeedText({300e9, 213e9})),
             QStringLiteral("300 GB/s on the data sheet, 213 GB/s achieved"));
}

void TestLinkSpeed::aFaultTakesTheSamePartOfBoth()
{
    core::Scenario s = toy::pipeline("1f1b", 2, 2);
    s.cluster.intraLink.bandwidth = 1e9;
    s.cluster.intraLink.efficiency = 0.8;
    s.faults.links = {{.from = 0, .to = 1, .bandwidth = 0.25}};
    const core::LinkSpeed speed = core::linkSpeed(*toy::run(s), 0, 1);
    QCOMPARE(speed.sheet, 0.25e9);
    QCOMPARE(speed.reached, 0.2e9);
}

// Four devices share 4 GB over links of 1 GB/s without latency: each sends 2 (4 - 1) / 4 of it, 6
// GB, in 6 s and 45 us of start. Bus 1 GB/s, algorithm 4 / 6 GB/s, all four links 4 GB/s.
void TestLinkSpeed::aRingHasABusAndAnAlgorithmBandwidth()
{
    core::Scenario s = toy::dataParallel(4, 1);
    std::get<std::vector<core::NamedLayer>>(s.model.shape)[0].parameters = 2'000'000'000;
    s.cluster.intraLink.bandwidth = 1e9;
    s.parallel.bucketBytes = 1'000'000'000'000;
    const core::RingSpeed speed = core::ringSpeed(*toy::run(s), 0);
    const double time = 6 + 45e-6;
    QCOMPARE(speed.devices, 4);
    QVERIFY(std::abs(speed.bus - 6e9 / time) < 10);
    QVERIFY(std::abs(speed.algorithm - 4e9 / time) < 10);
    QVERIFY(std::abs(speed.allLinks - 24e9 / time) < 100);
    QCOMPARE(core::ringSpeed(*toy::run(toy::pipeline("1f1b", 2, 2)), 0).bus, 0.0);
}

// Three devices share 3 GB over links of 1 GB/s: each sends 2 (3 - 1) / 3 of it, at the speed of
// its link but for 45 us of start.
void TestLinkSpeed::trafficOfAllIsThatOfEveryDevice()
{
    core::Scenario s = toy::dataParallel(3, 1);
    std::get<std::vector<core::NamedLayer>>(s.model.shape)[0].parameters = 1'500'000'000;
    s.parallel.bucketBytes = 4'000'000'000;
    s.cluster.intraLink.bandwidth = 1e9;
    const core::SnapshotPtr snapshot = toy::run(s);
    const auto most = [&snapshot](std::optional<int> device) {
        double rate = 0;
        for (const auto &column : core::trafficPeaks(*snapshot, device, 10))
            rate = std::max(rate, column[static_cast<std::size_t>(core::Traffic::AllReduce)]);
        return rate;
    };
    QVERIFY(std::abs(most(1) / 1e9 - 1) < 1e-4);
    QVERIFY(std::abs(most({}) / 3e9 - 1) < 1e-4);
}

QTEST_APPLESS_MAIN(TestLinkSpeed)
#include "tst_link_speed.moc"
