// SPDX-License-Identifier: GPL-3.0-or-later
// More rows than 16 bits can number: 33,000 replicas of two stages, each with rows of its own.
#include "tests/core/toy_scenario.h"

#include "core/plan/plan.h"
#include "core/sim/simulate.h"

#include <QTest>

class TestManyRows : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everyTransferNamesItsOwnRows();
};

// Row 2 c + r is rank r of class c. Forward goes from the first to the second, its gradient back:
// 1 ms of work, then 2 ms of backward behind it, then 2 ms of the first stage's own.
void TestManyRows::everyTransferNamesItsOwnRows()
{
    constexpr int classes = 33'000;
    core::Result<core::Plan> made = core::makePlan(toy::pipeline("gpipe", 2, 1));
    QVERIFY(made);
    core::Plan plan = std::move(made).value();
    const std::vector<core::RowPlan> pair = plan.rows;
    QCOMPARE(pair.size(), std::size_t(2));
    for (int c = 1; c < classes; ++c) {
        for (core::RowPlan row : pair) {
            row.replicaClass = c;
            row.lead += 2 * c;
            plan.rows.push_back(row);
        }
    }
    plan.replicaClasses = classes;
    const core::Trace trace = core::simulate(plan);
    QCOMPARE(trace.rows.size(), std::size_t(2 * classes));
    QVERIFY(trace.rows.size() > std::size_t(1) << 16);
    for (int row = 0; row < 2 * classes; ++row) {
        const auto &sent = trace.transfers[static_cast<std::size_t>(row)];
        QCOMPARE(sent.size(), std::size_t(1));
        QCOMPARE(sent[0].fromRow, row);
        QCOMPARE(sent[0].toRow, row % 2 == 0 ? row + 1 : row - 1);
        QCOMPARE(sent[0].gradient, row % 2 == 1);
    }
    for (const std::vector<core::WaitDetail> &waits : trace.waits) {
        for (const core::WaitDetail &wait : waits)
            QVERIFY(wait.awaitedRow < 2 * classes);
    }
    QCOMPARE(trace.stop, 6 * toy::kMillisecond); // 1 + 1 forward, 2 + 2 backward
}

QTEST_GUILESS_MAIN(TestManyRows)
#include "tst_many_rows.moc"
