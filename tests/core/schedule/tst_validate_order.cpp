// SPDX-License-Identifier: GPL-3.0-or-later
// What is wrong with an order: every class, by hand and on the schedules in tests/data/negative.
#include "core/io/schedule/schedule_file.h"
#include "core/schedule/order_from_actions.h"
#include "core/schedule/validate_order.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

#include <set>

using core::Action;
using core::Op;
using core::OrderErrors;
using core::ScheduleOrder;

namespace {

const char *const kNegatives = PARALLARIUM_TEST_DATA "/negative/negative.jsonl";

ScheduleOrder oneFOneB(int ranks, int microBatches)
{
    return core::makeOrder("1f1b", {.ranks = ranks, .microBatches = microBatches}).value();
}

std::string_view firstCode(const OrderErrors &errors)
{
    return errors.none() ? "" : core::codeOf(errors.listed.front().fault);
}

Action action(int stage, Op op, int microBatch, bool paired = false)
{
    return {static_cast<std::uint32_t>(microBatch), static_cast<std::uint16_t>(stage), op, paired};
}

bool says(const core::OrderError &error, const char *words)
{
    return error.message.find(words) != std::string::npos;
}

} // namespace

class TestValidateOrder : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everyNegativeIsRejectedWithItsClasses();
    void everyNamedScheduleIsValid();
    void aMisplacedActionNamesWhereItBelongs();
    void numbersBeyondTheShapeAreErrorsOfTheirOwn();
    void halvesOfACellCannotOverlap();
    void aFullBackwardAndItsHalvesExcludeEachOther();
    void recomputationStandsBetweenForwardAndBackward();
    void aDeadlockNamesEveryBlockedRank();
    void aDeadlockInsideAPairIsFound();
    void thousandsOfErrorsAreCountedButNotListed();
};

void TestValidateOrder::everyNegativeIsRejectedWithItsClasses()
{
    auto file = core::ScheduleFile::open(kNegatives);
    QVERIFY(bool(file));
    QFile raw(QString::fromLatin1(kNegatives));
    QVERIFY(raw.open(QIODevice::ReadOnly));
    int count = 0;
    while (true) {
        const auto read = file.value().next();
        QVERIFY(bool(read));
        if (!read.value())
            break;
        const QJsonObject expected = QJsonDocument::fromJson(raw.readLine()).object();
        ++count;
        QVERIFY2(bool(read.value()->order), qPrintable(QString::number(count)));
        const OrderErrors errors = core::validateOrder(read.value()->order.value());
        QCOMPARE(QString::fromLatin1(firstCode(errors).data()),
                 expected[QStringLiteral("expect_first")].toString());
        std::set<std::string_view> codes;
        for (const core::OrderError &error : errors.listed)
            codes.insert(core::codeOf(error.fault));
        QJsonArray all;
        for (const std::string_view code : codes) // in order of the alphabet, as expected there
            all.append(QString::fromLatin1(code.data()));
        QCOMPARE(all, expected[QStringLiteral("expect_codes")].toArray());
        QCOMPARE(errors.count, expected[QStringLiteral("n_errors")].toInteger());
    }
    QCOMPARE(count, 136);
}

void TestValidateOrder::everyNamedScheduleIsValid()
{
    for (const core::ScheduleEntry &entry : core::schedules()) {
        for (const auto &[ranks, microBatches] :
             {std::pair(1, 1), {2, 4}, {4, 8}, {3, 7}, {8, 16}}) {
            const auto order =
                core::makeOrder(entry.id, {.ranks = ranks, .microBatches = microBatches});
            if (!order)
                continue; // refused with a reason; its own tests say when
            const OrderErrors errors = core::validateOrder(order.value());
            QVERIFY2(errors.none(), errors.none() ? "" : errors.listed.front().message.c_str());
        }
    }
}

void TestValidateOrder::aMisplacedActionNamesWhereItBelongs()
{
    ScheduleOrder order = oneFOneB(2, 2); // rank 0: 0F0 0F1 0B0 0B1, rank 1: 1F0 1B0 1F1 1B1
    order.actions[1].push_back(order.actions[0].back());
    order.actions[0].pop_back();
    const OrderErrors errors = core::validateOrder(order);
    QCOMPARE(errors.count, 1);
    QCOMPARE(firstCode(errors), "WRONG_RANK");
    QCOMPARE(errors.listed[0].rank, 1);
    QCOMPARE(errors.listed[0].position, 4);
    QVERIFY(says(errors.listed[0], "0B1") && says(errors.listed[0], "belongs to rank 0"));
}

void TestValidateOrder::numbersBeyondTheShapeAreErrorsOfTheirOwn()
{
    ScheduleOrder order = oneFOneB(2, 2);
    order.actions[0].push_back(action(2, Op::Forward, 0));
    order.actions[1].push_back(action(0, Op::Forward, 2));
    const OrderErrors errors = core::validateOrder(order);
    QCOMPARE(errors.count, 2);
    QCOMPARE(core::codeOf(errors.listed[0].fault), "STAGE_RANGE");
    QCOMPARE(core::codeOf(errors.listed[1].fault), "MB_RANGE");
}

void TestValidateOrder::halvesOfACellCannotOverlap()
{
    ScheduleOrder order = oneFOneB(1, 1); // 0F0 0B0
    order.actions[0][0].pairedWithNext = true;
    const OrderErrors errors = core::validateOrder(order);
    QCOMPARE(errors.count, 1);
    QCOMPARE(firstCode(errors), "PAIR_SELF");
    QCOMPARE(errors.listed[0].position, 0); // a pair is one place
}

void TestValidateOrder::aFullBackwardAndItsHalvesExcludeEachOther()
{
    ScheduleOrder order = oneFOneB(1, 1);
    order.actions[0].push_back(action(0, Op::BackwardInput, 0));
    QCOMPARE(firstCode(core::validateOrder(order)), "DUPLICATE");
    order.actions[0].back().op = Op::BackwardWeight;
    QCOMPARE(firstCode(core::validateOrder(order)), "W_BEFORE_I");
    order.actions[0] = {action(0, Op::Forward, 0), action(0, Op::BackwardInput, 0)};
    const OrderErrors errors = core::validateOrder(order);
    QCOMPARE(firstCode(errors), "MISSING_W");
    QCOMPARE(errors.listed[0].rank, 0);
    QCOMPARE(errors.listed[0].position, -1);
}

void TestValidateOrder::recomputationStandsBetweenForwardAndBackward()
{
    ScheduleOrder order = oneFOneB(1, 1);
    std::vector<Action> &actions = order.actions[0];
    actions.insert(actions.begin() + 1, action(0, Op::Recompute, 0));
    QVERIFY(core::validateOrder(order).none());
    std::swap(actions[1], actions[2]);
    QCOMPARE(firstCode(core::validateOrder(order)), "RECOMPUTE_LATE");
    actions = {action(0, Op::Recompute, 0), action(0, Op::Forward, 0), action(0, Op::Backward, 0)};
    QCOMPARE(firstCode(core::validateOrder(order)), "B_BEFORE_F");
    // Half a backward has needed it as well.
    actions = {action(0, Op::Forward, 0), action(0, Op::BackwardInput, 0),
               action(0, Op::Recompute, 0), action(0, Op::BackwardWeight, 0)};
    QCOMPARE(firstCode(core::validateOrder(order)), "RECOMPUTE_LATE");
}

// Rank 0 wants 0B0 first, which needs 1B0, which needs 1F1 to come first, which needs 0F1.
void TestValidateOrder::aDeadlockNamesEveryBlockedRank()
{
    ScheduleOrder order = oneFOneB(2, 2);
    order.actions[0] = {action(0, Op::Forward, 0), action(0, Op::Backward, 0),
                        action(0, Op::Forward, 1), action(0, Op::Backward, 1)};
    order.actions[1] = {action(1, Op::Forward, 0), action(1, Op::Forward, 1),
                        action(1, Op::Backward, 0), action(1, Op::Backward, 1)};
    const OrderErrors errors = core::validateOrder(order);
    QCOMPARE(errors.count, 2);
    QCOMPARE(firstCode(errors), "DEADLOCK");
    QCOMPARE(errors.listed[0].rank, 0);
    QCOMPARE(errors.listed[0].position, 1);
    QVERIFY(says(errors.listed[0], "gets stuck at 0B0") && says(errors.listed[0], "1B0 of rank 1"));
    QCOMPARE(errors.listed[1].rank, 1);
    QCOMPARE(errors.listed[1].position, 1);
    QVERIFY(says(errors.listed[1], "gets stuck at 1F1") && says(errors.listed[1], "0F1 of rank 0"));
}

// W needs what I makes, and a pair ends as one.
void TestValidateOrder::aDeadlockInsideAPairIsFound()
{
    ScheduleOrder order = oneFOneB(1, 1);
    order.actions[0] = {action(0, Op::Forward, 0), action(0, Op::BackwardInput, 0, true),
                        action(0, Op::BackwardWeight, 0)};
    const OrderErrors errors = core::validateOrder(order);
    QCOMPARE(firstCode(errors), "DEADLOCK");
    QVERIFY(says(errors.listed[0], "gets stuck at 0W0"));
}

void TestValidateOrder::thousandsOfErrorsAreCountedButNotListed()
{
    ScheduleOrder order = oneFOneB(4, 2000);
    order.actions[2].clear();
    const OrderErrors errors = core::validateOrder(order, 10);
    QCOMPARE(errors.count, 4000); // F and B of every micro-batch
    QCOMPARE(errors.listed.size(), std::size_t(20));
    QCOMPARE(errors.moreText(), "and 3,980 more");
}

QTEST_APPLESS_MAIN(TestValidateOrder)
#include "tst_validate_order.moc"
