// SPDX-License-Identifier: GPL-3.0-or-later
// Faults of links: found in a few steps however many there are, whichever end is asked for first,
// and in whichever order a file lists them.
#include "core/io/scenario/scenario_json.h"
#include "core/plan/link_faults.h"
#include "core/plan/placement.h"

#include <QTest>

#include <algorithm>
#include <bit>

namespace {

// Every device of a ring with its next neighbour, in order.
std::vector<core::LinkFault> ringOfFaults(int devices)
{
    std::vector<core::LinkFault> faults;
    for (int device = 0; device + 1 < devices; ++device)
        faults.push_back({.from = device, .to = device + 1, .bandwidth = 0.5});
    return faults;
}

core::Scenario slowRing(int devices)
{
    core::Scenario scenario = core::loadScenario("dp8-nvlink", {}).value();
    scenario.cluster.devices = devices;
    scenario.parallel.data = devices;
    scenario.training.globalBatch = std::int64_t{devices} * scenario.training.microBatch;
    scenario.faults.links = ringOfFaults(devices);
    return scenario;
}

} // namespace

class TestLinkFaults : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aLookUpTakesLogarithmicallyManySteps_data();
    void aLookUpTakesLogarithmicallyManySteps();
    void bothEndsLeadToTheSameFault();
    void theOrderOfTheFileMakesNoDifference();
};

void TestLinkFaults::aLookUpTakesLogarithmicallyManySteps_data()
{
    QTest::addColumn<int>("devices");
    for (const int devices : {2, 65, 1025, 16385})
        QTest::addRow("%d", devices) << devices;
}

// A binary search among n takes at most floor(log2 n) + 1 comparisons, which is the number of
// binary digits of n.
void TestLinkFaults::aLookUpTakesLogarithmicallyManySteps()
{
    QFETCH(int, devices);
    const std::vector<core::LinkFault> faults = ringOfFaults(devices);
    std::int64_t compared = 0;
    for (std::size_t i = 0; i < faults.size(); ++i)
        QCOMPARE(core::findLinkFault(faults, faults[i].from, faults[i].to, &compared), i);
    const auto digits = static_cast<std::int64_t>(std::bit_width(faults.size()));
    QVERIFY(compared <= digits * static_cast<std::int64_t>(faults.size()));
    std::int64_t missed = 0;
    QCOMPARE(core::findLinkFault(faults, 0, devices, &missed), faults.size());
    QVERIFY(missed <= digits);
}

void TestLinkFaults::bothEndsLeadToTheSameFault()
{
    const core::Wiring wiring = core::makeWiring(slowRing(64));
    for (int device = 0; device + 1 < 64; ++device) {
        const core::Hop there = wiring.between(device, device + 1);
        const core::Hop back = wiring.between(device + 1, device);
        const bool crossing = there.betweenNodes;
        const core::Hop &healthy = crossing ? wiring.betweenNodes : wiring.inNode;
        QCOMPARE(there.bandwidth, 0.5 * healthy.bandwidth);
        QCOMPARE(back.bandwidth, there.bandwidth);
        QVERIFY(there.slowed && back.slowed);
    }
    QVERIFY(!wiring.between(0, 2).slowed);
}

void TestLinkFaults::theOrderOfTheFileMakesNoDifference()
{
    core::Scenario scenario = slowRing(64);
    const core::Wiring forwards = core::makeWiring(scenario);
    std::ranges::reverse(scenario.faults.links);
    for (core::LinkFault &fault : scenario.faults.links)
        std::swap(fault.from, fault.to);
    scenario.faults.links[5].down = true;
    const core::Wiring backwards = core::makeWiring(scenario);
    int down = 0;
    for (int device = 0; device + 1 < 64; ++device) {
        const core::Hop hop = backwards.between(device, device + 1);
        QCOMPARE(hop.bandwidth, forwards.between(device, device + 1).bandwidth);
        down += hop.down ? 1 : 0;
    }
    QCOMPARE(down, 1);
    QVERIFY(backwards.between(57, 58).down); // the sixth from the end
}

QTEST_MAIN(TestLinkFaults)

#include "tst_link_faults.moc"
