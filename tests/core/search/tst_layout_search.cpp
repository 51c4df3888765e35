// SPDX-License-Identifier: GPL-3.0-or-later
// The search against plain enumeration: every number in every place, asked of the checks and priced
// one after the other.
#include "core/scenario/edits.h"
#include "core/search/layout_advice.h"
#include "core/search/layout_front.h"
#include "core/search/order_counts.h"
#include "tests/core/search/enumeration.h"
#include "tests/core/search/small_problem.h"

#include <QTest>

#include <algorithm>

namespace {

using enumeration::beats;
using enumeration::Enumeration;
using enumeration::Point;

// Enumeration simulates every layout, which sanitizers slow down ten times.
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
constexpr int kProblems = 20;
#else
constexpr int kProblems = 200;
#endif

} // namespace

class TestLayoutSearch : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void bestIsThatOfExhaustiveEnumeration();
    void theSameHoldsForMixturesOfExperts();
    void theAnswerDoesNotDependOnTheOrderOfTheWork();
    void everyLayoutIsCountedWithItsOrders();
    void whatStopsEarlySaysSo();
    void everythingLookedAtIsToldOnceAndAsItIs();
    void memoryThatIsKeptFreeStaysFree();
    void whereNothingFitsMoreDevicesAreTried();
    void whatIsTriedCanBeStopped();
    void theFrontIsWhatNothingBeats();
    void anotherLayoutHasTheSameSpace();

private:
    void compareWithEnumeration(const core::Scenario &problem, int &solved);
};

void TestLayoutSearch::compareWithEnumeration(const core::Scenario &problem, int &solved)
{
    const Enumeration all(problem);
    const core::LayoutAdvice advice = core::adviseLayouts(problem, {});
    QVERIFY(advice.complete);
    QCOMPARE(advice.ideas.empty(), all.points.empty());
    if (all.points.empty())
        return;
    ++solved;
    const Point least = *std::ranges::min_element(all.points);
    QCOMPARE(advice.ideas.front().step.count, least.step.count);
    QCOMPARE(advice.ideas.front().memory.count, least.memory.count);
    QCOMPARE(advice.bound.count, least.step.count);
    for (const core::LayoutIdea &idea : advice.ideas) {
        const Point point = {idea.step, idea.memory};
        QVERIFY(std::ranges::find(all.points, point) != all.points.end());
        QVERIFY(std::ranges::none_of(all.points,
                                     [&point](const Point &other) { return beats(other, point); }));
    }
}

void TestLayoutSearch::bestIsThatOfExhaustiveEnumeration()
{
    small::Draw draw(405);
    int solved = 0;
    for (int i = 0; i < kProblems; ++i) {
        core::Scenario problem = small::problem(draw, 4, 4);
        problem.training.globalBatch = draw.of({1, 2, 3, 4});
        small::setTightMemory(draw, problem);
        if (!core::validate(problem)) // an odd number of devices and a batch that is not
            problem.parallel.data = problem.cluster.devices;
        compareWithEnumeration(problem, solved);
        if (QTest::currentTestFailed())
            return;
    }
    QVERIFY(solved > kProblems * 3 / 5);
}

// With experts on several devices, whose exchange pairs of visits hide.
void TestLayoutSearch::theSameHoldsForMixturesOfExperts()
{
    small::Draw draw(671);
    int solved = 0;
    for (int i = 0; i < kProblems / 4; ++i) {
        core::Scenario problem = small::problem(draw, 4, 4);
        small::addExperts(draw, problem);
        problem.cluster.devices = draw.of({2, 4});
        problem.training.globalBatch = draw.of({2, 4});
        problem.parallel.data = problem.cluster.devices;
        small::setTightMemory(draw, problem);
        compareWithEnumeration(problem, solved);
        if (QTest::currentTestFailed())
            return;
    }
    QVERIFY(solved > kProblems / 10);
}

void TestLayoutSearch::theAnswerDoesNotDependOnTheOrderOfTheWork()
{
    const auto backwards = [](std::size_t count, const std::function<void(std::size_t)> &work) {
        for (std::size_t i = count; i > 0; --i)
            work(i - 1);
    };
    small::Draw draw(7);
    for (int i = 0; i < 10; ++i) {
        const core::Scenario problem = small::problem(draw, 8, 8);
        const core::LayoutAdvice a = core::adviseLayouts(problem, {});
        const core::LayoutAdvice b = core::adviseLayouts(problem, {.forEach = backwards});
        QVERIFY(a.ideas == b.ideas);
        QCOMPARE(a.counts.simulated, b.counts.simulated);
        QCOMPARE(a.counts.candidates, b.counts.candidates);
    }
}

void TestLayoutSearch::everyLayoutIsCountedWithItsOrders()
{
    small::Draw draw(48);
    std::size_t layouts = 0;
    for (int i = 0; i < 30; ++i) {
        core::Scenario problem = small::problem(draw, 16, 12);
        if (draw.yes())
            small::addExperts(draw, problem);
        const core::LayoutSpace space(problem);
        const core::OrderCounts counts(space, core::forEachInTurn, {});
        core::Scenario scenario = space.base();
        std::size_t all = 0;
        for (const core::Layout &layout : space.layouts()) {
            core::setLayout(scenario, layout);
            const std::vector<core::OrderChoice> orders = core::LayoutSpace::ordersOf(scenario);
            QVERIFY(counts.of(layout) == orders);
            all += orders.size();
            ++layouts;
        }
        QCOMPARE(counts.all(), static_cast<std::int64_t>(all));
    }
    QVERIFY(layouts > 1000);
}

void TestLayoutSearch::whatStopsEarlySaysSo()
{
    small::Draw draw(9);
    core::Scenario problem = small::problem(draw, 8, 8);
    problem.cluster.devices = 8;
    problem.training.globalBatch = 8;
    std::stop_source stop;
    int told = 0;
    const core::LayoutAdvice advice =
        core::adviseLayouts(problem, {.stop = stop.get_token(), .told = [&](const auto &state) {
                                          ++told;
                                          QVERIFY(!state.complete || told > 1);
                                          if (!state.ideas.empty())
                                              stop.request_stop();
                                      }});
    QVERIFY(told > 0);
    QVERIFY(!advice.complete);
}

void TestLayoutSearch::everythingLookedAtIsToldOnceAndAsItIs()
{
    small::Draw draw(31);
    int seen = 0;
    for (int i = 0; i < 20; ++i) {
        core::Scenario problem = small::problem(draw, 8, 6);
        small::setTightMemory(draw, problem);
        std::vector<core::LayoutPoint> points;
        const core::LayoutAdvice advice = core::adviseLayouts(
            problem, {.looked = [&points](const std::vector<core::LayoutPoint> &news) {
                points.insert(points.end(), news.begin(), news.end());
            }});
        // Where none fits, those that a bound ruled out are counted as well.
        const auto large = std::ranges::count(points, false, &core::LayoutPoint::fits);
        QVERIFY(large == advice.counts.doNotFit || (advice.ideas.empty() && large == 0));
        QVERIFY(std::ranges::count(points, true, &core::LayoutPoint::fits) >=
                advice.counts.simulated);
        for (std::size_t a = 0; a < points.size(); ++a) {
            core::Scenario scenario = core::withoutShape(problem);
            core::setLayout(scenario, points[a].layout);
            core::setOrder(scenario, points[a].order);
            const core::LayoutPrice price = core::priceLayout(scenario).value();
            QCOMPARE(price.fits, points[a].fits);
            QCOMPARE(price.memory.count, points[a].memory.count);
            if (price.ends)
                QCOMPARE(price.step.count, points[a].step.count);
            for (std::size_t b = 0; b < a; ++b)
                QVERIFY(
                    !(points[a].layout == points[b].layout && points[a].order == points[b].order));
        }
        for (const core::LayoutIdea &idea : advice.ideas)
            seen += std::ranges::any_of(points, [&idea](const core::LayoutPoint &point) {
                return point.step == idea.step && point.memory == idea.memory;
            });
    }
    QVERIFY(seen > 10);
}

// Against enumeration: the least step of those that leave so much.
void TestLayoutSearch::memoryThatIsKeptFreeStaysFree()
{
    small::Draw draw(80);
    int changed = 0;
    for (int i = 0; i < 20; ++i) {
        core::Scenario problem = small::problem(draw, 4, 4);
        problem.training.globalBatch = draw.of({1, 2, 4});
        small::setTightMemory(draw, problem);
        problem.parallel.data = problem.cluster.devices;
        std::vector<Point> all = Enumeration(problem).points;
        const core::Bytes free{problem.cluster.device.memory.count / 2};
        const core::Bytes limit = problem.cluster.device.memory - free;
        const std::size_t before = all.size();
        std::erase_if(all, [limit](const Point &point) { return point.memory > limit; });
        changed += all.size() < before ? 1 : 0;
        const core::LayoutAdvice advice = core::adviseLayouts(problem, {.keepFree = free});
        QCOMPARE(advice.ideas.empty(), all.empty());
        if (all.empty())
            continue;
        const Point least = *std::ranges::min_element(all);
        QCOMPARE(advice.ideas.front().step.count, least.step.count);
        QCOMPARE(advice.ideas.front().memory.count, least.memory.count);
    }
    QVERIFY(changed > 3);
}

// Against a search on each number of devices.
void TestLayoutSearch::whereNothingFitsMoreDevicesAreTried()
{
    small::Draw draw(2);
    int found = 0;
    for (int i = 0; i < 12; ++i) {
        core::Scenario problem = small::problem(draw, 2, 6);
        problem.training.globalBatch = 4;
        problem.parallel.data = problem.cluster.devices;
        const double parameters = static_cast<double>(core::parameterCount(problem.model));
        problem.cluster.device.memory = core::bytesFrom(draw.of({2.0, 5.0}) * parameters);
        core::LayoutAdvice advice = core::adviseLayouts(problem, {});
        std::vector<int> told;
        core::askDevicesNeeded(advice, problem, {.told = [&told](const core::LayoutAdvice &now) {
                                   if (told.empty() || told.back() != now.devicesTried)
                                       told.push_back(now.devicesTried);
                               }});
        if (!advice.ideas.empty()) {
            QVERIFY(told.empty() && !advice.devicesNeeded);
            continue;
        }
        QVERIFY(advice.devicesKnown);
        QCOMPARE(told.back(), advice.devicesTried);
        for (const int devices : told) {
            const core::Scenario grown = core::withDevices(problem, devices);
            const bool fits = !core::adviseLayouts(grown, {.most = 1}).ideas.empty();
            QCOMPARE(fits, advice.devicesNeeded == devices);
            QCOMPARE(devices % problem.cluster.devices, 0);
        }
        found += advice.devicesNeeded ? 1 : 0;
    }
    QVERIFY(found > 3);
}

void TestLayoutSearch::whatIsTriedCanBeStopped()
{
    small::Draw draw(2);
    core::Scenario problem = small::problem(draw, 1, 6);
    problem.cluster.device.memory = {1000};
    core::LayoutAdvice advice = core::adviseLayouts(problem, {});
    QVERIFY(advice.complete && advice.ideas.empty());
    std::stop_source stop;
    core::askDevicesNeeded(
        advice, problem, {.stop = stop.get_token(), .told = [&stop](const core::LayoutAdvice &now) {
                              if (now.devicesTried >= 4)
                                  stop.request_stop();
                          }});
    QCOMPARE(advice.devicesTried, 4);
    QVERIFY(!advice.devicesKnown && !advice.devicesNeeded);
}

void TestLayoutSearch::theFrontIsWhatNothingBeats()
{
    small::Draw draw(5);
    for (int i = 0; i < 200; ++i) {
        std::vector<core::LayoutPoint> points(draw.below(12));
        for (core::LayoutPoint &point : points) {
            point.step = {static_cast<std::int64_t>(draw.below(6))};
            point.memory = {static_cast<std::int64_t>(draw.below(6))};
            point.fits = draw.below(4) > 0;
        }
        const std::vector<std::size_t> front = core::frontOf(points);
        const auto pointOf = [&points](std::size_t place) {
            return Point{points[place].step, points[place].memory};
        };
        for (std::size_t place = 0; place < points.size(); ++place) {
            bool isBest = points[place].fits;
            bool isFirst = true;
            for (std::size_t other = 0; other < points.size(); ++other) {
                isBest = isBest && !(points[other].fits && beats(pointOf(other), pointOf(place)));
                isFirst = isFirst && !(other < place && points[other].fits &&
                                       pointOf(other) == pointOf(place));
            }
            QCOMPARE(std::ranges::find(front, place) != front.end(), isBest && isFirst);
        }
        QVERIFY(std::ranges::is_sorted(front, {},
                                       [&](std::size_t place) { return points[place].memory; }));
    }
}

void TestLayoutSearch::anotherLayoutHasTheSameSpace()
{
    small::Draw draw(12);
    const core::Scenario problem = small::problem(draw, 8, 8);
    core::Scenario other = problem;
    core::setLayout(other, {.data = 2, .tensor = 4, .recompute = core::Recompute::Full});
    other.parallel.schedule = "gpipe";
    other.parallel.placement = {0, 1};
    other.title = "another title";
    QVERIFY(core::haveSameLayouts(problem, other));
    other.training.globalBatch += 1;
    QVERIFY(!core::haveSameLayouts(problem, other));
    other = problem;
    other.cluster.devices *= 2;
    QVERIFY(!core::haveSameLayouts(problem, other));
}

QTEST_GUILESS_MAIN(TestLayoutSearch)
#include "tst_layout_search.moc"
