// SPDX-License-Identifier: GPL-3.0-or-later
// GPipe, 1F1B and naive against their published formulas, for every p <= 16 and m <= 64.
#include "core/schedule/schedule.h"
#include "core/sim/evaluate.h"

#include <QTest>

class TestClosedForms : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void pipelinesTakeMPlusPMinusOneVisitPairs_data();
    void pipelinesTakeMPlusPMinusOneVisitPairs();
    void naiveKeepsOneRankBusyAtATime();
    void aSlowestStageSetsThePaceOf1f1b();
    void hopsCostTheirLatencyOncePerDirectionInGpipe();
    void impossibleShapesAreRefusedWithTheNumber();
    void wavesAndTwoDirectionsHelpFewMicroBatches_data();
    void wavesAndTwoDirectionsHelpFewMicroBatches();
};

void TestClosedForms::pipelinesTakeMPlusPMinusOneVisitPairs_data()
{
    QTest::addColumn<QString>("schedule");
    QTest::newRow("GPipe") << QStringLiteral("gpipe");
    QTest::newRow("1F1B") << QStringLiteral("1f1b");
}

// Makespan 3(m + p - 1) with F = I = W = 1, bubble (p-1)/(m+p-1); live activations m (GPipe) and
// min(m, p - r) (1F1B): arXiv:1811.06965 and arXiv:2104.04473, section 2.2.
void TestClosedForms::pipelinesTakeMPlusPMinusOneVisitPairs()
{
    QFETCH(QString, schedule);
    for (int p = 1; p <= 16; ++p) {
        for (int m = 1; m <= 64; ++m) {
            const auto order =
                core::makeOrder(schedule.toStdString(), {.ranks = p, .microBatches = m});
            QVERIFY(bool(order));
            const auto result = core::evaluate(order.value(), {});
            QCOMPARE(result.value().makespan, 3.0 * (m + p - 1));
            QVERIFY(qAbs(result.value().bubbleRatio - double(p - 1) / (m + p - 1)) < 1e-12);
            const core::PeakActivations live = core::peakActivations(order.value());
            for (int r = 0; r < p; ++r)
                QCOMPARE(live.untilWeight[static_cast<std::size_t>(r)],
                         schedule == QLatin1String("gpipe") ? m : qMin(m, p - r));
        }
    }
}

void TestClosedForms::naiveKeepsOneRankBusyAtATime()
{
    for (int p = 1; p <= 16; ++p) {
        const auto order = core::makeOrder("naive", {.ranks = p, .microBatches = 1});
        const auto result = core::evaluate(order.value(), {.hop = {0.5}});
        QCOMPARE(result.value().makespan, 3.0 * p + 2 * (p - 1) * 0.5); // p (F + B) + 2 (p-1) c
        for (const double busy : result.value().busy)
            QCOMPARE(busy, 3.0);
    }
}

// T = m t_max + sum of the other stages' t, for stage times that are F + B with B = 2 F. Exact
// when the slowest stage is the last: it alone has nothing that it could do while it waits.
void TestClosedForms::aSlowestStageSetsThePaceOf1f1b()
{
    const auto order = core::makeOrder("1f1b", {.ranks = 3, .microBatches = 12});
    const auto result = core::evaluate(
        order.value(), {.forward = {1, 1, 2}, .input = {1, 1, 2}, .weight = {1, 1, 2}});
    QCOMPARE(result.value().makespan, 12 * 6.0 + 3.0 + 3.0);
}

void TestClosedForms::hopsCostTheirLatencyOncePerDirectionInGpipe()
{
    const auto order = core::makeOrder("gpipe", {.ranks = 4, .microBatches = 8});
    const auto result = core::evaluate(order.value(), {.hop = {0.1}});
    QVERIFY(qAbs(result.value().makespan - (33 + 2 * 3 * 0.1)) < 1e-9); // + 2 (p-1) c
}

void TestClosedForms::impossibleShapesAreRefusedWithTheNumber()
{
    const auto none = core::makeOrder("1f1b", {.ranks = 4, .microBatches = 0});
    QVERIFY(!none);
    QVERIFY(none.error().message.find("0") != std::string::npos);
    const auto huge = core::makeOrder("gpipe", {.ranks = 60'000, .microBatches = 1'000'000'000});
    QVERIFY(!huge);
    const auto unknown = core::makeOrder("2f2b", {.ranks = 4, .microBatches = 4});
    QVERIFY(!unknown);
    QVERIFY(unknown.error().message.find("1f1b") != std::string::npos);
    const auto order = core::makeOrder("1f1b", {.ranks = 4, .microBatches = 4});
    QVERIFY(!core::evaluate(order.value(), {.forward = {-1}}));
    QVERIFY(!core::evaluate(order.value(), {.forward = {1, 2}}));
    QVERIFY(!core::evaluate(order.value(), {.forward = {1e300}}));
}

void TestClosedForms::wavesAndTwoDirectionsHelpFewMicroBatches_data()
{
    QTest::addColumn<QString>("schedule");
    QTest::newRow("hanayo") << QStringLiteral("hanayo");
    QTest::newRow("chimera") << QStringLiteral("chimera");
}

// Their rows promise a smaller bubble than 1F1B's, (p-1)/(m+p-1), with few micro-batches, and a
// larger one with many. Work of a visit is shared by the chunks of a rank.
void TestClosedForms::wavesAndTwoDirectionsHelpFewMicroBatches()
{
    QFETCH(QString, schedule);
    const core::ScheduleEntry *entry = core::findSchedule(schedule.toStdString());
    QVERIFY(entry && entry->trade.find("with few") != std::string_view::npos);
    for (const int m : {8, 32}) {
        const auto order = core::makeOrder(
            entry->id, {.ranks = 8, .microBatches = m, .chunks = entry->chunks.usual});
        QVERIFY(bool(order));
        const double bubble = core::evaluate(order.value(), {}).value().bubbleRatio;
        QCOMPARE(bubble < 7.0 / (m + 7), m == 8);
    }
}

QTEST_APPLESS_MAIN(TestClosedForms)
#include "tst_closed_forms.moc"
