// SPDX-License-Identifier: GPL-3.0-or-later
// Mystery boxes: each seed hides one fault that is felt, and whose repair is recognised.
#include "core/classroom/mystery.h"
#include "core/scenario/edits.h"

#include <QTest>

#include <set>

class TestMystery : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everyFaultIsFeltAndCanBeRepaired();
    void aSeedIsABox();
    void otherWorkIsNoRepair();
};

void TestMystery::everyFaultIsFeltAndCanBeRepaired()
{
    std::set<core::MysteryFault> seen;
    for (std::uint64_t seed = 1; seed <= 60; ++seed) {
        const core::Mystery mystery = core::makeMystery(seed);
        seen.insert(mystery.fault);
        const core::SnapshotPtr healthy = core::run(mystery.healthy).value();
        const core::SnapshotPtr faulty = core::run(mystery.faulty).value();
        QVERIFY(healthy->metrics.fits && healthy->metrics.completed);
        const bool stands = !faulty->metrics.fits || !faulty->metrics.completed;
        const double longer =
            core::seconds(faulty->metrics.step) / core::seconds(healthy->metrics.step);
        QVERIFY2(stands || longer > 1.1, qPrintable(QStringLiteral("seed %1, %2: %3")
                                                        .arg(seed)
                                                        .arg(core::nameOf(mystery.fault).data())
                                                        .arg(longer)));
        QVERIFY(!core::isRepaired(mystery, *faulty, *healthy));
        QVERIFY(core::isRepaired(mystery, *healthy, *healthy));
        QVERIFY(!core::clueOf(mystery, *faulty).empty());
        // The title does not tell.
        QCOMPARE(mystery.faulty.title, "Mystery box " + std::to_string(seed));
    }
    QCOMPARE(static_cast<int>(seen.size()), core::kMysteryFaultCount);
}

void TestMystery::aSeedIsABox()
{
    QCOMPARE(core::makeMystery(11).faulty, core::makeMystery(11).faulty);
}

void TestMystery::otherWorkIsNoRepair()
{
    const core::Mystery mystery = core::makeMystery(3);
    const core::SnapshotPtr healthy = core::run(mystery.healthy).value();
    core::Scenario half = mystery.healthy;
    half = core::withGlobalBatch(half, half.training.globalBatch / 2);
    QVERIFY(!core::isRepaired(mystery, *core::run(half).value(), *healthy));
}

QTEST_GUILESS_MAIN(TestMystery)
#include "tst_mystery.moc"
