// SPDX-License-Identifier: GPL-3.0-or-later
// What holds for every schedule of any shape with any costs.
#include "core/schedule/order_from_actions.h"
#include "core/schedule/validate_order.h"
#include "core/sim/evaluate.h"
#include "tests/core/schedule/longest_path.h"

#include <QTest>

#include <cmath>
#include <numeric>

#include <rapidcheck.h>

namespace {

constexpr int kSearchedRanks = 6; // what a search can do in no time

struct Case
{
    core::ScheduleOrder order;
    core::UnitCosts costs;
    longest_path::Costs plain; // the same, written out
};

// Quarters and eighths: sums of them are exact.
std::vector<double> someCosts(int count, int least)
{
    std::vector<double> costs;
    for (const int eighths : *rc::gen::container<std::vector<int>>(static_cast<std::size_t>(count),
                                                                   rc::gen::inRange(least, 24)))
        costs.push_back(eighths / 8.0);
    return costs;
}

// A schedule of a random shape; nothing if that shape is refused.
std::optional<Case> someCase(const core::ScheduleEntry &entry)
{
    core::ScheduleShape shape;
    shape.ranks = *rc::gen::inRange(1, entry.searched ? kSearchedRanks : 10);
    shape.microBatches = *rc::gen::inRange(1, entry.searched ? 13 : 25);
    shape.chunks = *rc::gen::inRange(entry.chunks.least, std::min(entry.chunks.most, 4) + 1);
    if (entry.searched)
        shape.memoryLimit = *rc::gen::element(0, 1, 2) * shape.ranks;
    const auto made = core::makeOrder(entry.id, shape);
    if (!made) {
        RC_ASSERT(made.error().message.size() > 20); // refused with a sentence
        return {};
    }
    Case result{made.value(), {}, {}};
    const int stages = result.order.stages;
    result.plain = {.forward = someCosts(stages, 1),
                    .input = someCosts(stages, 1),
                    .weight = someCosts(stages, 0),
                    .hop = someCosts(std::max(1, stages - 1), 0),
                    .pairFactor = *rc::gen::element(1.0, 0.0, 0.75)};
    result.costs = {.forward = result.plain.forward,
                    .input = result.plain.input,
                    .weight = result.plain.weight,
                    .hop = result.plain.hop};
    if (result.plain.pairFactor == 0)
        result.costs.pair = core::PairRule::Max;
    else if (result.plain.pairFactor < 1)
        result.costs.pair = core::PairRule::Factor;
    result.costs.pairFactor = result.plain.pairFactor;
    return result;
}

double sum(const std::vector<double> &values)
{
    return std::accumulate(values.begin(), values.end(), 0.0);
}

bool close(double a, double b)
{
    return std::abs(a - b) <= 1e-9 * std::max(1.0, std::abs(b));
}

} // namespace

class TestProperties : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { qputenv("RC_PARAMS", qgetenv("RC_PARAMS") + " max_success=60"); }
    void everyScheduleHolds_data();
    void everyScheduleHolds();

private:
    void itIsValid(const Case &each);
    void workIsConserved(const Case &each, const core::Evaluation &evaluation);
    void boundsHold(const Case &each, const core::Evaluation &evaluation);
};

void TestProperties::everyScheduleHolds_data()
{
    QTest::addColumn<QString>("id");
    for (const core::ScheduleEntry &entry : core::schedules())
        QTest::newRow(entry.id.data()) << QString::fromLatin1(entry.id.data());
}

void TestProperties::itIsValid(const Case &each)
{
    const core::OrderErrors errors = core::validateOrder(each.order);
    if (!errors.none())
        RC_FAIL(errors.listed.front().message);
    const auto inferred = core::orderFromActions(each.order.actions);
    RC_ASSERT(bool(inferred));
    RC_ASSERT(core::validateOrder(inferred.value()).none());
}

// Busy time is the cost of all visits, less what pairs hide.
void TestProperties::workIsConserved(const Case &each, const core::Evaluation &evaluation)
{
    double work = 0;
    for (const longest_path::Cell &cell : longest_path::cellsOf(each.order, each.plain))
        work += cell.length;
    RC_ASSERT(close(sum(evaluation.busy), work));
    if (each.plain.pairFactor == 1) {
        const double perMicroBatch =
            sum(each.plain.forward) + sum(each.plain.input) + sum(each.plain.weight);
        RC_ASSERT(close(work, perMicroBatch * each.order.microBatches));
    }
}

// No faster than the busiest rank, nor than one micro-batch alone on its way.
void TestProperties::boundsHold(const Case &each, const core::Evaluation &evaluation)
{
    RC_ASSERT(evaluation.makespan >= std::ranges::max(evaluation.busy) - 1e-9);
    RC_ASSERT(evaluation.makespan >= evaluation.maxSpan - 1e-9);
    for (int microBatch = 0; microBatch < each.order.microBatches; ++microBatch) {
        double path = sum(each.plain.forward) + sum(each.plain.input);
        for (int stage = 0; stage + 1 < each.order.stages; ++stage) {
            if (each.order.rankOf(stage, microBatch) != each.order.rankOf(stage + 1, microBatch))
                path += 2 * each.plain.hop[static_cast<std::size_t>(stage)];
        }
        RC_ASSERT(evaluation.makespan >= path - 1e-9);
    }
}

void TestProperties::everyScheduleHolds()
{
    QFETCH(QString, id);
    const core::ScheduleEntry &entry = *core::findSchedule(id.toStdString());
    int cases = 0;
    const bool held = rc::check(id.toStdString(), [&] {
        const std::optional<Case> each = someCase(entry);
        if (!each)
            return; // refused with a sentence
        ++cases;
        itIsValid(*each);
        const auto evaluation = core::evaluate(each->order, each->costs);
        RC_ASSERT(bool(evaluation));
        RC_ASSERT(
            close(evaluation.value().makespan, longest_path::makespan(each->order, each->plain)));
        workIsConserved(*each, evaluation.value());
        boundsHold(*each, evaluation.value());
    });
    QVERIFY(held);
    QVERIFY2(cases >= 15, qPrintable(QStringLiteral("only %1 shapes were made").arg(cases)));
}

QTEST_APPLESS_MAIN(TestProperties)
#include "tst_properties.moc"
