// SPDX-License-Identifier: GPL-3.0-or-later
// Every bound of the search against the exact price, over all settings that a price depends on. A
// bound that is too high anywhere would silently lose the best layout there.
#include "core/scenario/constraints.h"
#include "core/search/layout_bound.h"
#include "core/search/layout_price.h"
#include "core/search/order_bounds.h"
#include "tests/core/search/wide_problem.h"

#include <QTest>

#include <set>

namespace {

// Sanitizers slow down ten times.
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
constexpr int kProblems = 200;
#else
constexpr int kProblems = 2000;
#endif
constexpr int kFamilies = 3;        // of each problem
constexpr int kLayouts = 3;         // of each family
constexpr std::int64_t kFew = 4000; // visits of a candidate: thousands of them are simulated

QByteArray described(const core::Scenario &s, int problem)
{
    const auto number = [](auto value) { return QByteArray::number(qint64(value)); };
    const core::ParallelSpec &p = s.parallel;
    return "problem " + number(problem) + ": " + QByteArray::fromStdString(p.schedule) + " x" +
           number(p.chunks) + " d" + number(p.data) + " t" + number(p.tensor) + " p" +
           number(p.pipeline) + " c" + number(p.context) + " e" + number(p.expert) + " zero" +
           number(p.sharding) + '/' + number(p.shardingGroup) + " sequence " +
           number(p.sequenceParallel) + " recompute " + number(s.training.recompute) + " batch " +
           number(s.training.globalBatch) + '/' + number(s.training.microBatch) + " layers " +
           number(s.model.layerCount()) + " pass " + number(s.training.pass) + " framework " +
           number(p.framework) + " precision " + number(s.training.precision) + " scatter " +
           number(p.gradientScatter);
}

// What was met, so that a narrower draw does not go unseen.
struct Met
{
    int candidates = 0;
    int experts = 0;
    int oneMicroBatch = 0;
    int inGroups = 0;
    int slow = 0;
    int uneven = 0;
    std::set<std::string> schedules = {};
    std::set<core::Sharding> shardings = {};

    void take(const core::Scenario &s)
    {
        ++candidates;
        experts += s.parallel.expert > 1 ? 1 : 0;
        oneMicroBatch += core::microBatchCount(s) == 1 ? 1 : 0;
        inGroups += core::sharesInGroups(s) ? 1 : 0;
        slow += s.faults.devices.empty() && s.faults.links.empty() ? 0 : 1;
        uneven += s.parallel.partition.empty() ? 0 : 1;
        schedules.insert(s.parallel.schedule);
        shardings.insert(s.parallel.sharding);
    }
};

} // namespace

class TestWideBounds : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void noPriceIsBelowAnyOfItsBounds();

private:
    void compareFamily(small::Draw &draw, const core::LayoutSpace &space,
                       const core::Layout &family, int problem);
    void compareOrder(core::Scenario s, const core::OrderChoice &order,
                      const core::LayoutBound &family, int problem);

    Met m_met;
};

void TestWideBounds::compareOrder(core::Scenario s, const core::OrderChoice &order,
                                  const core::LayoutBound &family, int problem)
{
    const core::LayoutBound coarse = core::boundOfLayout(s);
    const std::optional<core::LayoutBound> fine = core::OrderBounds(s).of(order);
    core::setOrder(s, order);
    const core::Result<core::LayoutPrice> price = core::priceLayout(s);
    if (!price || !price.value().ends)
        return;
    QVERIFY(fine);
    m_met.take(s);
    const core::Nanos step = price.value().step;
    const core::Bytes memory = price.value().memory;
    const char *const names[] = {"family", "layout", "order"};
    const core::LayoutBound bounds[] = {family, coarse, *fine};
    for (std::size_t i = 0; i < 3; ++i) {
        const core::LayoutBound &bound = bounds[i];
        QVERIFY2(bound.step <= step, described(s, problem) + ": bound of " + names[i] + ' ' +
                                         QByteArray::number(qint64(bound.step.count)) +
                                         " ns, step " + QByteArray::number(qint64(step.count)));
        const core::Bytes least = std::max(bound.memoryWithin(step), bound.memoryWithin({}));
        QVERIFY2(least <= memory, described(s, problem) + ": bound of " + names[i] + ' ' +
                                      QByteArray::number(qint64(least.count)) + " B, memory " +
                                      QByteArray::number(qint64(memory.count)));
    }
}

void TestWideBounds::compareFamily(small::Draw &draw, const core::LayoutSpace &space,
                                   const core::Layout &family, int problem)
{
    core::Scenario s = space.base();
    core::setLayout(s, family);
    const core::LayoutBound bound = core::boundOfFamily(s);
    const std::vector<core::Layout> layouts = space.layoutsOf(family);
    for (int i = 0; i < kLayouts; ++i) {
        core::setLayout(s, layouts[draw.below(layouts.size())]);
        core::Scenario ordered = s;
        const std::vector<core::OrderChoice> orders = core::LayoutSpace::ordersOf(ordered);
        if (orders.empty())
            continue;
        const core::OrderChoice order = orders[draw.below(orders.size())];
        core::setOrder(ordered, order);
        if (core::visitsOfMicroBatch(ordered) * core::microBatchCount(ordered) > kFew)
            continue;
        compareOrder(s, order, bound, problem);
        if (QTest::currentTestFailed())
            return;
    }
}

void TestWideBounds::noPriceIsBelowAnyOfItsBounds()
{
    for (int problem = 0; problem < kProblems; ++problem) {
        small::Draw draw(20261130 + static_cast<std::uint64_t>(problem));
        const core::LayoutSpace space(wide::problem(draw));
        const std::vector<core::Layout> &families = space.families();
        for (int i = 0; i < kFamilies && !families.empty(); ++i) {
            compareFamily(draw, space, families[draw.below(families.size())], problem);
            if (QTest::currentTestFailed())
                return;
        }
    }
    QVERIFY2(m_met.candidates > 3 * kProblems, QByteArray::number(m_met.candidates));
    QVERIFY(m_met.experts > kProblems / 20 && m_met.oneMicroBatch > kProblems / 2);
    QVERIFY(m_met.uneven > kProblems / 10 && m_met.inGroups > kProblems / 40 &&
            m_met.slow > kProblems / 2);
    QCOMPARE(m_met.shardings.size(), std::size_t{4});
    QVERIFY2(m_met.schedules.size() > 15, QByteArray::number(m_met.schedules.size()));
}

QTEST_GUILESS_MAIN(TestWideBounds)
#include "tst_wide_bounds.moc"
