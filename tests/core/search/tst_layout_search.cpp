// SPDX-License-Identifier: GPL-3.0-or-later
// The search against plain enumeration: every number in every place, asked of the checks and priced
// one after the other.
#include "core/search/layout_advice.h"
#include "tests/core/search/small_problem.h"

#include <QTest>

#include <algorithm>

namespace {

struct Point
{
    core::Nanos step;
    core::Bytes memory;

    auto operator<=>(const Point &) const = default;
};

// Schedules with a flush in which devices work at the same time.
std::vector<const core::ScheduleEntry *> rowsOfSchedules()
{
    std::vector<const core::ScheduleEntry *> rows;
    for (const core::ScheduleEntry &entry : core::schedules()) {
        if (entry.id != "naive" && entry.id != "pipedream")
            rows.push_back(&entry);
    }
    return rows;
}

// Of one choice of degrees and micro-batch: all that fits, and how many are valid.
class Enumeration
{
public:
    explicit Enumeration(const core::Scenario &problem) : m_scenario(problem)
    {
        const int devices = problem.cluster.devices;
        core::ParallelSpec &parallel = m_scenario.parallel;
        for (parallel.data = 1; parallel.data <= devices; ++parallel.data) {
            for (parallel.tensor = 1; parallel.tensor <= devices; ++parallel.tensor) {
                for (parallel.pipeline = 1; parallel.pipeline <= devices; ++parallel.pipeline) {
                    for (parallel.context = 1; parallel.context <= devices; ++parallel.context) {
                        if (parallel.data * parallel.tensor * parallel.pipeline *
                                parallel.context ==
                            devices)
                            enumerateRest();
                    }
                }
            }
        }
    }

    std::vector<Point> points;

private:
    void enumerateRest()
    {
        core::ParallelSpec &parallel = m_scenario.parallel;
        core::TrainingSpec &training = m_scenario.training;
        const auto experts = static_cast<int>(m_scenario.model.transformer()->experts);
        for (parallel.expert = 1; parallel.expert <= experts; ++parallel.expert) {
            for (training.microBatch = 1; training.microBatch <= training.globalBatch;
                 ++training.microBatch) {
                for (int sharding = 0; sharding < 4; ++sharding) {
                    parallel.sharding = static_cast<core::Sharding>(sharding);
                    for (int recompute = 0; recompute < 3; ++recompute) {
                        training.recompute = static_cast<core::Recompute>(recompute);
                        for (const bool sequence : {false, true}) {
                            parallel.sequenceParallel = sequence;
                            enumerateOrders();
                        }
                    }
                }
            }
        }
    }

    void enumerateOrders()
    {
        core::ParallelSpec &parallel = m_scenario.parallel;
        // Alike: see LayoutSpace.
        if ((parallel.sequenceParallel && parallel.tensor == 1) ||
            (parallel.sharding != core::Sharding::None && parallel.data * parallel.context == 1))
            return;
        for (const core::ScheduleEntry *row : rowsOfSchedules()) {
            for (int chunks = row->chunks.least; chunks <= row->chunks.most; ++chunks) {
                parallel.schedule = row->id;
                parallel.chunks = chunks;
                if (core::validate(m_scenario))
                    take();
                else if (chunks > m_scenario.model.layerCount() + 3)
                    break;
            }
        }
    }

    void take()
    {
        const core::Result<core::LayoutPrice> price = core::priceLayout(m_scenario);
        if (price && price.value().ends)
            points.push_back({price.value().step, price.value().memory});
    }

    core::Scenario m_scenario;
};

bool beats(const Point &a, const Point &b)
{
    return a.step <= b.step && a.memory <= b.memory && a != b;
}

// So that some layouts fit and some do not.
void setTightMemory(small::Draw &draw, core::Scenario &problem)
{
    const double parameters = static_cast<double>(core::parameterCount(problem.model));
    const double share = draw.of({0.5, 1.0, 2.0, 8.0});
    problem.cluster.device.memory =
        core::bytesFrom(share * 16 * parameters / problem.cluster.devices + 50e6);
}

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
    void theAnswerDoesNotDependOnTheOrderOfTheWork();
    void whatStopsEarlySaysSo();
};

void TestLayoutSearch::bestIsThatOfExhaustiveEnumeration()
{
    small::Draw draw(405);
    int solved = 0;
    for (int i = 0; i < kProblems; ++i) {
        core::Scenario problem = small::problem(draw, 4, 4);
        problem.training.globalBatch = draw.of({1, 2, 3, 4});
        setTightMemory(draw, problem);
        if (!core::validate(problem)) // an odd number of devices and a batch that is not
            problem.parallel.data = problem.cluster.devices;
        const Enumeration all(problem);
        const core::LayoutAdvice advice = core::adviseLayouts(problem, {});
        QVERIFY(advice.complete);
        QCOMPARE(advice.ideas.empty(), all.points.empty());
        if (all.points.empty())
            continue;
        ++solved;
        const Point least = *std::ranges::min_element(all.points);
        QCOMPARE(advice.ideas.front().step.count, least.step.count);
        QCOMPARE(advice.ideas.front().memory.count, least.memory.count);
        QCOMPARE(advice.bound.count, least.step.count);
        for (const core::LayoutIdea &idea : advice.ideas) {
            const Point point = {idea.step, idea.memory};
            QVERIFY(std::ranges::find(all.points, point) != all.points.end());
            QVERIFY(std::ranges::none_of(
                all.points, [&point](const Point &other) { return beats(other, point); }));
        }
    }
    QVERIFY(solved > kProblems * 3 / 5);
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

QTEST_GUILESS_MAIN(TestLayoutSearch)
#include "tst_layout_search.moc"
