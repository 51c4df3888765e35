// SPDX-License-Identifier: GPL-3.0-or-later
// Schedules with two directions: a stage is on two ranks, over the links of each.
#include "tests/core/toy_scenario.h"

#include <QTest>

#include <array>

using toy::kMillisecond;

class TestTwoDirections : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aRankPaysForItsOwnLinks_data();
    void aRankPaysForItsOwnLinks();
};

// 4 ranks, 4 micro-batches, two in each direction, so that a rank has 2 forwards and 2 backwards of
// each of its two stages: 8 visits. A message takes 1 ms, and 4 ms between ranks 0 and 1. Hand-over
// keeps both sides for the slower of the links of the visit: ranks 0 and 1 touch the slow link in
// every visit, 8 x 4 ms; ranks 2 and 3 in none, 8 x 1 ms. Stage 0 is on rank 0 in one direction and
// on rank 3 in the other.
void TestTwoDirections::aRankPaysForItsOwnLinks_data()
{
    QTest::addColumn<QString>("schedule");
    QTest::newRow("Chimera") << "chimera";
}

void TestTwoDirections::aRankPaysForItsOwnLinks()
{
    QFETCH(QString, schedule);
    core::Scenario s = toy::pipeline(schedule.toUtf8().constData(), 4, 4);
    s.cluster.intraLink.bandwidth = 1e9; // 10^6 bytes in 1 ms
    s.parallel.exchange = core::Exchange::Blocking;
    s.faults.links = {{.from = 0, .to = 1, .bandwidth = 0.25}};
    const core::SnapshotPtr snapshot = toy::run(s);
    QVERIFY(snapshot);
    QCOMPARE(snapshot->plan.order.routes.size(), std::size_t(2));
    const std::array<std::int64_t, 4> expected = {32, 32, 8, 8}; // ms
    for (int device = 0; device < 4; ++device) {
        const auto row = static_cast<std::size_t>(snapshot->rowOf(device));
        QCOMPARE(snapshot->metrics.rows[row].breakdown.pipelineComm.count,
                 expected[static_cast<std::size_t>(device)] * kMillisecond);
        // And nothing of it is missing from the work: 4 forwards of 1 ms, 4 backwards of 2 ms.
        QCOMPARE(snapshot->metrics.rows[row].breakdown.forward.count, 4 * kMillisecond);
        QCOMPARE(snapshot->metrics.rows[row].breakdown.backward.count, 8 * kMillisecond);
    }
}

QTEST_GUILESS_MAIN(TestTwoDirections)
#include "tst_two_directions.moc"
