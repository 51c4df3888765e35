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

// The same of a schedule with pairs, where there is one.
std::optional<core::OrderChoice> randomPairedOrder(small::Draw &draw, core::Scenario &scenario)
{
    std::vector<core::OrderChoice> orders = core::LayoutSpace::ordersOf(scenario);
    std::erase_if(orders, [](const core::OrderChoice &order) { return !order.entry->hasPairs; });
    if (orders.empty())
        return {};
    const core::OrderChoice order = orders[draw.below(orders.size())];
    core::setOrder(scenario, order);
    return order;
}

// How much of the step a bound proves at most; nothing: it cannot be simulated.
struct Compared
{
    double coarse = 0;
    double fine = 0;
};

QByteArray described(const core::Scenario &s, const core::OrderChoice &order)
{
    return QByteArray::fromStdString(
        std::string(order.entry->id) + " x" + std::to_string(order.chunks) + " d" +
        std::to_string(s.parallel.data) + " t" + std::to_string(s.parallel.tensor) + " p" +
        std::to_string(s.parallel.pipeline) + " c" + std::to_string(s.parallel.context) + " e" +
        std::to_string(s.parallel.expert) + " zero" +
        std::to_string(static_cast<int>(s.parallel.sharding)) + '/' +
        std::to_string(s.parallel.shardingGroup) + " recompute" +
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
    void pairsThatHideTheExchangeOfExpertsAreBoundedByTheirWork();
    void aPriceIsThatOfTheSimulation();
    void whatSplitsWithoutPairsSplitsEveryBackward();

private:
    void compareBounds(const core::Scenario &s, const core::OrderChoice &order,
                       std::optional<Compared> &compared);
};

// With the order that the scenario has.
void TestLayoutBound::compareBounds(const core::Scenario &s, const core::OrderChoice &order,
                                    std::optional<Compared> &compared)
{
    const core::Result<core::LayoutPrice> price = core::priceLayout(s);
    if (!price || !price.value().ends) // a shape that the schedule cannot have
        return;
    const core::LayoutBound family = core::boundOfFamily(s);
    const core::LayoutBound coarse = core::boundOfLayout(s);
    const std::optional<core::LayoutBound> fine = core::OrderBounds(s).of(order);
    QVERIFY(fine);
    const core::Nanos step = price.value().step;
    const core::Bytes memory = price.value().memory;
    for (const core::LayoutBound &bound : {family, coarse, *fine}) {
        const bool held = bound.step <= step && bound.memoryWithin(step) <= memory &&
                          bound.memoryWithin({}) <= memory;
        QVERIFY2(held, described(s, order) + " step " + QByteArray::number(qint64(step.count)) +
                           " bound " + QByteArray::number(qint64(bound.step.count)) + " memory " +
                           QByteArray::number(qint64(memory.count)) + " bound " +
                           QByteArray::number(qint64(bound.memoryWithin(step).count)));
    }
    QVERIFY(family.step <= coarse.step && family.memoryWithin({}) <= coarse.memoryWithin({}));
    const auto share = [step](const core::LayoutBound &bound) {
        return static_cast<double>(bound.step.count) / static_cast<double>(step.count);
    };
    compared = Compared{share(coarse), share(*fine)};
}

void TestLayoutBound::noSimulationFallsBelowItsBounds()
{
    small::Draw draw(20261130);
    int compared = 0;
    for (int i = 0; i < kProblems; ++i) {
        core::Scenario problem = small::problem(draw, 16, 12);
        problem.cluster.device.memory = {400'000'000'000'000};
        small::addOddities(draw, problem);
        const core::LayoutSpace space(problem);
        const std::vector<core::Layout> layouts = space.layouts();
        if (layouts.empty())
            continue;
        for (int j = 0; j < kCandidates; ++j) {
            core::Scenario s = space.base();
            core::setLayout(s, layouts[draw.below(layouts.size())]);
            const std::optional<core::OrderChoice> order = randomOrder(draw, s);
            if (!order)
                continue;
            std::optional<Compared> of;
            compareBounds(s, *order, of);
            if (QTest::currentTestFailed())
                return;
            compared += of ? 1 : 0;
        }
    }
    QVERIFY(compared > 2000);
}

// DualPipe and its like with experts on several devices. Half of all visits, which is what any two
// that overlap take, is never more than half of a step: the bounds of pairs prove more.
void TestLayoutBound::pairsThatHideTheExchangeOfExpertsAreBoundedByTheirWork()
{
    small::Draw draw(61);
    int compared = 0;
    double fine = 0;
    for (int i = 0; i < 4 * kProblems; ++i) {
        core::Scenario problem = small::problem(draw, 1, 12);
        problem.cluster.device.memory = {400'000'000'000'000};
        small::addExperts(draw, problem);
        problem.cluster.devices = draw.of({4, 8, 16});
        problem.training.globalBatch = draw.of({8, 16, 32});
        if (draw.below(4) == 0)
            small::addOddities(draw, problem);
        core::Scenario s = core::withoutShape(problem);
        const int expert = draw.of({2, 4});
        s.training.recompute = static_cast<core::Recompute>(draw.below(3));
        core::setLayout(s, {.data = expert,
                            .pipeline = problem.cluster.devices / expert,
                            .expert = expert,
                            .recompute = s.training.recompute});
        const std::optional<core::OrderChoice> order = randomPairedOrder(draw, s);
        if (!order)
            continue;
        std::optional<Compared> of;
        compareBounds(s, *order, of);
        if (QTest::currentTestFailed())
            return;
        if (!of)
            continue;
        ++compared;
        fine += of->fine;
    }
    QVERIFY(compared > 200);
    QVERIFY2(fine / compared > 0.6, QByteArray::number(fine / compared));
}

void TestLayoutBound::aPriceIsThatOfTheSimulation()
{
    small::Draw draw(15);
    int compared = 0;
    for (int i = 0; i < 400; ++i) {
        core::Scenario problem = small::problem(draw, 8, 6);
        small::addOddities(draw, problem);
        const core::LayoutSpace space(problem);
        const std::vector<core::Layout> layouts = space.layouts();
        if (layouts.empty())
            continue;
        core::Scenario s = space.base();
        core::setLayout(s, layouts[draw.below(layouts.size())]);
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
