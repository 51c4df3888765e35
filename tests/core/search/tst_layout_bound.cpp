// SPDX-License-Identifier: GPL-3.0-or-later
// Bounds of a layout against its simulation: they may never be above it. And what the search prices
// is what a simulation of it alone says.
#include "core/analysis/snapshot.h"
#include "core/search/layout_bound.h"
#include "core/search/layout_price.h"
#include "core/search/order_bounds.h"
#include "tests/core/search/small_problem.h"

#include <QTest>

#include <algorithm>

namespace {

constexpr int kProblems = 400;
constexpr int kCandidates = 12; // of each

// Of a random layout and order; nothing: none is valid.
std::optional<core::OrderChoice> randomOrder(small::Draw &draw, core::Scenario &scenario)
{
    const std::vector<core::OrderChoice> orders = core::LayoutSpace::ordersOf(scenario);
    if (orders.empty())
        return {};
    const core::OrderChoice order = orders[draw.below(orders.size())];
    core::setOrder(scenario, order);
    return order;
}

QByteArray described(const core::Scenario &s, const core::OrderChoice &order)
{
    return QByteArray::fromStdString(
        std::string(order.entry->id) + " x" + std::to_string(order.chunks) + " d" +
        std::to_string(s.parallel.data) + " t" + std::to_string(s.parallel.tensor) + " p" +
        std::to_string(s.parallel.pipeline) + " c" + std::to_string(s.parallel.context) + " e" +
        std::to_string(s.parallel.expert) + " zero" +
        std::to_string(static_cast<int>(s.parallel.sharding)) + " recompute" +
        std::to_string(static_cast<int>(s.training.recompute)) + " batch " +
        std::to_string(s.training.globalBatch) + '/' + std::to_string(s.training.microBatch) +
        " layers " + std::to_string(s.model.layerCount()) + " pass " +
        std::to_string(static_cast<int>(s.training.pass)) + " pair " +
        std::to_string(static_cast<int>(s.parallel.pair)) + " post " +
        std::to_string(s.parallel.postValidation));
}

} // namespace

class TestLayoutBound : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void noSimulationFallsBelowItsBounds();
    void aPriceIsThatOfTheSimulation();
    void whatSplitsWithoutPairsSplitsEveryBackward();
};

void TestLayoutBound::noSimulationFallsBelowItsBounds()
{
    small::Draw draw(20261130);
    int compared = 0;
    for (int i = 0; i < kProblems; ++i) {
        core::Scenario problem = small::problem(draw, 16, 12);
        problem.cluster.device.memory = {400'000'000'000'000};
        small::addOddities(draw, problem);
        const core::LayoutSpace space(problem);
        if (space.layouts().empty())
            continue;
        for (int j = 0; j < kCandidates; ++j) {
            core::Scenario s = space.base();
            core::setLayout(s, space.layouts()[draw.below(space.layouts().size())]);
            const std::optional<core::OrderChoice> order = randomOrder(draw, s);
            if (!order)
                continue;
            const core::Result<core::LayoutPrice> price = core::priceLayout(s);
            if (!price || !price.value().ends) // a shape that the schedule cannot have
                continue;
            const core::LayoutBound coarse = core::boundOfLayout(s);
            const std::optional<core::LayoutBound> fine = core::OrderBounds(s).of(*order);
            QVERIFY(fine);
            ++compared;
            const core::Nanos step = price.value().step;
            const core::Bytes memory = price.value().memory;
            for (const core::LayoutBound &bound : {coarse, *fine}) {
                const bool held = bound.step <= step && bound.memoryWithin(step) <= memory &&
                                  bound.memoryWithin({}) <= memory;
                QVERIFY2(held, described(s, *order) + " step " +
                                   QByteArray::number(qint64(step.count)) + " bound " +
                                   QByteArray::number(qint64(bound.step.count)) + " memory " +
                                   QByteArray::number(qint64(memory.count)) + " bound " +
                                   QByteArray::number(qint64(bound.memoryWithin(step).count)));
            }
        }
    }
    QVERIFY(compared > 2000);
}

void TestLayoutBound::aPriceIsThatOfTheSimulation()
{
    small::Draw draw(15);
    int compared = 0;
    for (int i = 0; i < 400; ++i) {
        core::Scenario problem = small::problem(draw, 8, 6);
        small::addOddities(draw, problem);
        const core::LayoutSpace space(problem);
        if (space.layouts().empty())
            continue;
        core::Scenario s = space.base();
        core::setLayout(s, space.layouts()[draw.below(space.layouts().size())]);
        if (!randomOrder(draw, s))
            continue;
        const core::Result<core::LayoutPrice> price = core::priceLayout(s);
        const core::Result<core::SnapshotPtr> alone = core::run(s);
        QCOMPARE(bool(price), bool(alone));
        if (!price)
            continue;
        ++compared;
        const core::Metrics &metrics = alone.value()->metrics;
        const auto fullest = static_cast<std::size_t>(metrics.fullestRow);
        QCOMPARE(price.value().memory.count, metrics.rows[fullest].peakMemory.count);
        QCOMPARE(price.value().fits, metrics.fits);
        QCOMPARE(price.value().ends, metrics.fits && metrics.completed);
        if (price.value().ends)
            QCOMPARE(price.value().step.count, metrics.step.count);
    }
    QVERIFY(compared > 100);
}

// What the bounds rely on.
void TestLayoutBound::whatSplitsWithoutPairsSplitsEveryBackward()
{
    int orders = 0;
    for (const core::ScheduleEntry &entry : core::schedules()) {
        if (entry.hasPairs)
            continue;
        for (const int ranks : {1, 2, 3, 4, 8}) {
            for (const int microBatches : {1, 2, 3, 4, 7, 8, 16, 24}) {
                for (const int chunks : {entry.chunks.least, entry.chunks.usual, 4}) {
                    const auto order = core::makeOrder(
                        entry.id, {.ranks = ranks, .microBatches = microBatches, .chunks = chunks});
                    if (!order)
                        continue;
                    ++orders;
                    const core::Op never =
                        entry.splitsBackward ? core::Op::Backward : core::Op::BackwardWeight;
                    for (const std::vector<core::Action> &actions : order.value().actions)
                        QVERIFY2(std::ranges::find(actions, never, &core::Action::op) ==
                                     actions.end(),
                                 entry.id.data());
                }
            }
        }
    }
    QVERIFY(orders > 500);
}

QTEST_GUILESS_MAIN(TestLayoutBound)
#include "tst_layout_bound.moc"
