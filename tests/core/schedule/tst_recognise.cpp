// SPDX-License-Identifier: GPL-3.0-or-later
// Which named schedule an order is, and how it differs from the nearest.
#include "core/schedule/recognise.h"

#include "core/schedule/order_from_actions.h"
#include "core/schedule/validate_order.h"

#include <QTest>

using core::Action;
using core::Op;
using core::ScheduleOrder;

namespace {

ScheduleOrder made(const char *id, int ranks, int microBatches)
{
    return core::makeOrder(id, {.ranks = ranks, .microBatches = microBatches}).value();
}

QString sentenceOf(const ScheduleOrder &order)
{
    return QString::fromStdString(core::recognise(order).sentence);
}

// 1F1B by hand, with warm-ups of this many forwards.
std::vector<Action> oneFOneBRank(int rank, int warmUp, int microBatches)
{
    std::vector<Action> actions;
    const auto add = [&](Op op, int microBatch) {
        actions.push_back(
            {static_cast<std::uint32_t>(microBatch), static_cast<std::uint16_t>(rank), op, false});
    };
    int forward = 0;
    while (forward < warmUp)
        add(Op::Forward, forward++);
    for (int backward = 0; backward < microBatches; ++backward) {
        add(Op::Backward, backward);
        if (forward < microBatches)
            add(Op::Forward, forward++);
    }
    return actions;
}

} // namespace

class TestRecognise : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everyScheduleIsRecognisedAsItself_data();
    void everyScheduleIsRecognisedAsItself();
    void anExtraWarmUpForwardIsNamedWithItsRank();
    void aMissingActionIsNamedInOnePhrase();
    void oneChunkIsNotInterleaved();
    void deeperWarmUpsOnSeveralRanksAreOnePhrase();
    void aMovedActionIsNamed();
    void oneWrongNumberIsOneMistake();
    void aNumberLikeAllOthersIsNoSlip();
    void twiceTheMemoryOf1F1BIsTriedToo();
    void oneActionOfTenMayDiffer();
    void whatLacksAnActionIsNotExact();
    void whatIsLikeNothingIsNotGivenAName();
    void backwardsInOneAreTheirTwoHalves();
    void anOrderThatLeavesMostOutIsSearchedForNothing();
};

void TestRecognise::everyScheduleIsRecognisedAsItself_data()
{
    QTest::addColumn<QString>("id");
    for (const core::ScheduleEntry &entry : core::schedules())
        QTest::newRow(entry.id.data()) << QString::fromLatin1(entry.id.data());
}

void TestRecognise::everyScheduleIsRecognisedAsItself()
{
    QFETCH(QString, id);
    ScheduleOrder order = made(qPrintable(id), 4, 8);
    order.schedule.clear(); // as if imported
    const core::Recognition found = core::recognise(order);
    QVERIFY(found.exact);
    // Another name for the same order is an answer as well.
    const auto same = core::makeOrder(found.schedule, {.ranks = 4, .microBatches = 8});
    QVERIFY(bool(same));
    if (found.schedule != id.toStdString())
        QVERIFY(same.value().actions == order.actions || order.chunks > 1);
}

void TestRecognise::anExtraWarmUpForwardIsNamedWithItsRank()
{
    ScheduleOrder order = made("1f1b", 4, 12);
    order.actions[0] = oneFOneBRank(0, 5, 12);
    QCOMPARE(sentenceOf(order),
             QStringLiteral("This is 1F1B with one extra warm-up forward on rank 0."));
    QVERIFY(!core::recognise(order).exact);
    QCOMPARE(core::recognise(order).schedule, "1f1b");
}

// 1B9 of 12 is missing: 1F1B with all of them but that.
void TestRecognise::aMissingActionIsNamedInOnePhrase()
{
    ScheduleOrder order = made("1f1b", 2, 12);
    std::vector<core::Action> &actions = order.actions[1];
    std::erase_if(actions, [](const core::Action &action) {
        return action.op == core::Op::Backward && action.microBatch == 9;
    });
    const QString sentence = sentenceOf(order);
    QVERIFY2(sentence.startsWith(QStringLiteral("This is 1F1B without 1B9")), qPrintable(sentence));
}

// Interleaved 1F1B warms up 2 (p - rank - 1) forwards, 1F1B p - rank - 1: with one chunk they are
// different orders, and neither is interleaved.
void TestRecognise::oneChunkIsNotInterleaved()
{
    const auto order = core::makeOrder("interleaved", {.ranks = 2, .microBatches = 3, .chunks = 1});
    if (!order)
        QSKIP("interleaved needs two chunks");
    const QString sentence = sentenceOf(order.value());
    QVERIFY2(!sentence.contains(QStringLiteral("Interleaved")) ||
                 sentence.contains(QStringLiteral("of one chunk")),
             qPrintable(sentence));
}

void TestRecognise::deeperWarmUpsOnSeveralRanksAreOnePhrase()
{
    ScheduleOrder order = made("1f1b", 4, 16);
    for (int rank = 0; rank < 2; ++rank)
        order.actions[static_cast<std::size_t>(rank)] = oneFOneBRank(rank, 4 - rank + 1, 16);
    QCOMPARE(sentenceOf(order),
             QStringLiteral("This is 1F1B with one extra warm-up forward on ranks 0 and 1."));
}

// 1B9 for 1B3 among four micro-batches: that one action has a wrong number, and 1B3 is missing.
void TestRecognise::oneWrongNumberIsOneMistake()
{
    ScheduleOrder typed = made("gpipe", 2, 4);
    std::vector<Action> &last = typed.actions[1];
    const auto third = std::ranges::find_if(
        last, [](const Action &each) { return each.op == Op::Backward && each.microBatch == 3; });
    QVERIFY(third != last.end());
    third->microBatch = 9;
    const ScheduleOrder order = core::orderFromActions(typed.actions).value();
    QCOMPARE(order.microBatches, 4);
    const core::OrderErrors errors = core::validateOrder(order);
    QCOMPARE(errors.count, 2);
    QCOMPARE(errors.listed[0].fault, core::OrderFault::MicroBatchRange);
    QVERIFY(errors.listed[0].message.find("1B9") != std::string::npos);
    QCOMPARE(errors.listed[1].fault, core::OrderFault::MissingBackward);
    QVERIFY(errors.listed[1].message.find("1B3") != std::string::npos);
    const core::Recognition recognition = core::recognise(order);
    QCOMPARE(recognition.schedule, std::string("gpipe"));
    QVERIFY(!recognition.exact);
    QVERIFY(recognition.sentence.find("1B9 instead of 1B3") != std::string::npos);
}

// 0F3 is all that there is of its number, but so is 0F1: what is missing are the others.
void TestRecognise::aNumberLikeAllOthersIsNoSlip()
{
    const auto action = [](Op op, std::uint32_t microBatch) {
        return Action{.microBatch = microBatch, .stage = 0, .op = op};
    };
    const ScheduleOrder order =
        core::orderFromActions({{action(Op::Forward, 0), action(Op::Backward, 0),
                                 action(Op::Forward, 1), action(Op::Forward, 3)}})
            .value();
    QCOMPARE(order.microBatches, 4);
}

// The published variant ZB-2p: within 2 p activations it is another order than within p.
void TestRecognise::twiceTheMemoryOf1F1BIsTriedToo()
{
    ScheduleOrder order =
        core::makeOrder("zb-auto", {.ranks = 4, .microBatches = 12, .memoryLimit = 8}).value();
    QVERIFY(order.actions != made("zb-auto", 4, 12).actions);
    order.schedule.clear();
    const core::Recognition found = core::recognise(order);
    QVERIFY2(found.exact, found.sentence.c_str());
    QCOMPARE(found.schedule, std::string("zb-auto"));
}

void TestRecognise::aMovedActionIsNamed()
{
    ScheduleOrder order = made("gpipe", 4, 8); // rank 3: 3F0 … 3F7 3B0 3B1 3B2 …
    std::swap(order.actions[3][9], order.actions[3][10]);
    QCOMPARE(sentenceOf(order), QStringLiteral("This is GPipe with 3B1 1 place later on rank 3."));
}

// 1F1B of one rank and five micro-batches has ten actions: with one of them moved it is still
// called so. Of eight actions, one is too many.
void TestRecognise::oneActionOfTenMayDiffer()
{
    ScheduleOrder ten = made("1f1b", 1, 5); // 0F0 0B0 0F1 0B1 …
    std::swap(ten.actions[0][1], ten.actions[0][2]);
    QCOMPARE(sentenceOf(ten), QStringLiteral("This is 1F1B with 0B0 1 place later on rank 0."));
    ScheduleOrder eight = made("1f1b", 1, 4);
    std::swap(eight.actions[0][1], eight.actions[0][2]);
    QVERIFY(sentenceOf(eight).startsWith(QStringLiteral("The closest named schedule is 1F1B")));
}

void TestRecognise::whatLacksAnActionIsNotExact()
{
    ScheduleOrder order = made("1f1b", 4, 8);
    order.actions[3].pop_back(); // 3B7
    const core::Recognition found = core::recognise(order);
    QCOMPARE(found.schedule, std::string("1f1b"));
    QVERIFY2(!found.exact, found.sentence.c_str());
    QVERIFY2(found.sentence.find("without 3B7") != std::string::npos, found.sentence.c_str());
}

void TestRecognise::whatIsLikeNothingIsNotGivenAName()
{
    ScheduleOrder order = made("gpipe", 2, 8);
    for (std::vector<Action> &actions : order.actions)
        std::reverse(actions.begin(), actions.end());
    const core::Recognition found = core::recognise(order);
    QVERIFY(found.schedule.empty() && !found.exact);
}

// torch's InterleavedZeroBubble merges I and W that follow each other (schedules.py,
// _merge_bw): rank 0 of 2 never has a reason to part them.
void TestRecognise::backwardsInOneAreTheirTwoHalves()
{
    ScheduleOrder order = made("interleaved-zb", 2, 4);
    ScheduleOrder merged = order;
    for (std::vector<Action> &actions : merged.actions) {
        std::vector<Action> kept;
        for (const Action &action : actions) {
            const bool follows = !kept.empty() && action.op == Op::BackwardWeight &&
                                 kept.back().op == Op::BackwardInput &&
                                 kept.back().stage == action.stage &&
                                 kept.back().microBatch == action.microBatch;
            if (follows)
                kept.back().op = Op::Backward;
            else
                kept.push_back(action);
        }
        actions = std::move(kept);
    }
    QVERIFY(merged.actions[0].size() < order.actions[0].size());
    merged.schedule.clear();
    const core::Recognition found = core::recognise(merged);
    QVERIFY2(found.exact, found.sentence.c_str());
    QCOMPARE(found.schedule, std::string("interleaved-zb"));
    QVERIFY2(found.sentence.find("I and W fused into one B") != std::string::npos,
             found.sentence.c_str());
}

// 16 actions in 2 x 4,000,000 cells: no schedule of that size is made to compare with.
void TestRecognise::anOrderThatLeavesMostOutIsSearchedForNothing()
{
    ScheduleOrder order = made("1f1b", 2, 4);
    order.microBatches = 4'000'000;
    QVERIFY(core::recognise(order).schedule.empty());
}

QTEST_APPLESS_MAIN(TestRecognise)
#include "tst_recognise.moc"
