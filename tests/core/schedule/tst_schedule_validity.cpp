// SPDX-License-Identifier: GPL-3.0-or-later
// Every row of the table makes a sound order for every shape that it does not refuse.
#include "core/schedule/recompute.h"
#include "core/schedule/schedule.h"
#include "order_check.h"

#include <QTest>

#include <algorithm>

class TestScheduleValidity : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everyOrderIsCompleteAndComesToItsEnd_data();
    void everyOrderIsCompleteAndComesToItsEnd();
    void groupsOfAnySizeFromTheRanksOnAreSound();
    void groupsSmallerThanTheRanksAreRefused();
    void refusalsNameTheNearestShapeThatWorks();
    void recomputationComesDirectlyBeforeEveryBackward();
    void notesSayWhatWasGeneralised();
    void manyRanksWithOneMicroBatchDoNotTakeForever();
    void theFirstHalfOfAUnitGoesDownTheRanks();
};

void TestScheduleValidity::everyOrderIsCompleteAndComesToItsEnd_data()
{
    QTest::addColumn<QString>("schedule");
    for (const core::ScheduleEntry &entry : core::schedules()) {
        const QString id =
            QString::fromUtf8(entry.id.data(), static_cast<qsizetype>(entry.id.size()));
        QTest::newRow(qPrintable(id)) << id;
    }
}

void TestScheduleValidity::everyOrderIsCompleteAndComesToItsEnd()
{
    QFETCH(QString, schedule);
    const std::string id = schedule.toStdString();
    const core::ChunkRange chunks = core::findSchedule(id)->chunks;
    const bool searched = core::findSchedule(id)->searched; // takes its time
    int made = 0;
    for (int p = 1; p <= (searched ? 6 : 16); ++p) {
        for (int m = 1; m <= (searched ? 20 : 64); m += 1 + (p < 5 ? m / 8 : 4 + m % 4)) {
            for (int v = chunks.least; v <= std::min(4, chunks.most); ++v) {
                for (const bool backward : {true, false}) {
                    const core::ScheduleShape shape{
                        .ranks = p, .microBatches = m, .chunks = v, .backward = backward};
                    const auto order = core::makeOrder(id, shape);
                    if (!order)
                        continue;
                    ++made;
                    const QString problem = order_check::Run(order.value(), backward).problem();
                    QVERIFY2(problem.isEmpty(), qPrintable(QStringLiteral("p %1, m %2, v %3: %4")
                                                               .arg(p)
                                                               .arg(m)
                                                               .arg(v)
                                                               .arg(problem)));
                }
            }
        }
    }
    QVERIFY(made > (searched ? 50 : 100));
}

void TestScheduleValidity::groupsOfAnySizeFromTheRanksOnAreSound()
{
    for (const char *id : {"interleaved", "interleaved-zb"}) {
        for (int p = 1; p <= 6; ++p) {
            for (int m = 1; m <= 20; ++m) {
                for (int group = std::min(p, m); group <= m + 1; ++group) {
                    const auto order = core::makeOrder(
                        id, {.ranks = p, .microBatches = m, .chunks = 3, .group = group});
                    QVERIFY(bool(order));
                    QCOMPARE(order_check::Run(order.value(), true).problem(), QString());
                }
            }
        }
    }
}

void TestScheduleValidity::groupsSmallerThanTheRanksAreRefused()
{
    const auto order =
        core::makeOrder("interleaved", {.ranks = 4, .microBatches = 8, .chunks = 2, .group = 3});
    QVERIFY(!order);
    QVERIFY(order.error().message.find("at least 4") != std::string::npos);
}

void TestScheduleValidity::refusalsNameTheNearestShapeThatWorks()
{
    for (const char *id : {"dualpipe", "chimera"}) {
        const auto refusal = [id](int ranks) {
            return QString::fromStdString(
                core::makeOrder(id, {.ranks = ranks, .microBatches = 4}).error().message);
        };
        QVERIFY2(refusal(1).contains(QLatin1String("1 was requested. Use 2")),
                 qPrintable(refusal(1)));
        QVERIFY2(refusal(3).contains(QLatin1String("3 were requested. Use 2 or 4")),
                 qPrintable(refusal(3)));
    }
    const auto odd = core::makeOrder("dualpipe", {.ranks = 5, .microBatches = 10});
    QVERIFY(!odd);
    QVERIFY(odd.error().message.find("4 or 6") != std::string::npos);
    const auto wave = core::makeOrder("hanayo", {.ranks = 4, .microBatches = 8, .chunks = 3});
    QVERIFY(!wave);
    QVERIFY(wave.error().message.find("2 or 4") != std::string::npos);
    QVERIFY(!core::makeOrder("zb-v", {.ranks = 4, .microBatches = 8, .chunks = 3}));
}

void TestScheduleValidity::recomputationComesDirectlyBeforeEveryBackward()
{
    for (const core::ScheduleEntry &entry : core::schedules()) {
        const auto plain = core::makeOrder(entry.id, {.ranks = 4, .microBatches = 9});
        QVERIFY(bool(plain));
        const core::ScheduleOrder order = core::withRecompute(plain.value());
        QCOMPARE(order_check::Run(order, true).problem(), QString());
        for (std::size_t rank = 0; rank < order.actions.size(); ++rank) {
            std::vector<core::Action> rest;
            std::vector<core::Action> recomputed; // not yet used
            for (const core::Action &action : order.actions[rank]) {
                if (action.op == core::Op::Recompute) {
                    recomputed.push_back(action);
                    continue;
                }
                rest.push_back(action);
                if (action.op != core::Op::Backward && action.op != core::Op::BackwardInput)
                    continue;
                QCOMPARE(recomputed.size(), std::size_t{1});
                QCOMPARE(recomputed.front().stage, action.stage);
                QCOMPARE(recomputed.front().microBatch, action.microBatch);
                recomputed.clear();
            }
            QVERIFY(recomputed.empty());
            QCOMPARE(rest, plain.value().actions[rank]);
        }
    }
}

void TestScheduleValidity::notesSayWhatWasGeneralised()
{
    const auto notes = [](const char *id, int m, int v) {
        return core::makeOrder(id, {.ranks = 4, .microBatches = m, .chunks = v}).value().notes;
    };
    QVERIFY(notes("interleaved", 8, 2).empty());
    QVERIFY(notes("interleaved", 10, 2).empty()); // two groups of 5, as torch has it
    QCOMPARE(notes("interleaved", 9, 2).size(), std::size_t{1});
    QVERIFY(notes("interleaved", 9, 1).empty()); // the groups make no difference
    QVERIFY(notes("dualpipe", 8, 2).empty());
    QCOMPARE(notes("dualpipe", 6, 2).size(), std::size_t{1});
    QCOMPARE(notes("dualpipe", 9, 2).size(), std::size_t{1});
    QVERIFY(notes("dualpipe-v", 9, 2).empty());
    QCOMPARE(notes("dualpipe-v", 7, 2).size(), std::size_t{1});
}

// The steps of ZBV and DualPipe are written for twice the ranks of micro-batches: 10^9 empty steps.
void TestScheduleValidity::manyRanksWithOneMicroBatchDoNotTakeForever()
{
    for (const char *id : {"zb-v", "dualpipe", "dualpipe-v", "hanayo", "interleaved-zb", "zbv-auto",
                           "v-half", "v-min", "1f1b-v", "chimera"}) {
        const auto order = core::makeOrder(id, {.ranks = 32'000, .microBatches = 1, .chunks = 2});
        QVERIFY(bool(order));
        QVERIFY(order.value().actions.front().size() > 1);
    }
}

// Chimera, arXiv:2107.06925, figure 3: of 4 micro-batches on 4 workers 0 and 1 enter at the first
// worker, 2 and 3 at the last. Of a rest the odd one goes with the first.
void TestScheduleValidity::theFirstHalfOfAUnitGoesDownTheRanks()
{
    const auto order = core::makeOrder("chimera", {.ranks = 4, .microBatches = 7});
    QVERIFY(bool(order));
    std::vector<int> enters;
    for (int microBatch = 0; microBatch < 7; ++microBatch)
        enters.push_back(order.value().rankOf(0, microBatch));
    QCOMPARE(enters, (std::vector<int>{0, 0, 3, 3, 0, 0, 3}));
}

QTEST_APPLESS_MAIN(TestScheduleValidity)
#include "tst_schedule_validity.moc"
