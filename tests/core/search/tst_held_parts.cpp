// SPDX-License-Identifier: GPL-3.0-or-later
// A search that holds some of the layout, against all layouts that have it, priced one by one.
#include "core/search/held_parts.h"
#include "core/search/layout_advice.h"
#include "core/search/layout_price.h"
#include "core/search/layout_search.h"
#include "tests/core/search/small_problem.h"

#include <QTest>

#include <algorithm>
#include <optional>
#include <string>
#include <vector>

namespace {

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
constexpr int kProblems = 5; // sanitizers slow every simulation down ten times
#else
constexpr int kProblems = 25;
#endif

// By the settings of the scenarios, as people would look: sharding where states have copies, and
// sequence parallelism where there are tensor partners.
bool hasWhatIsHeld(const core::HeldParts &held, const core::Scenario &a, const core::Scenario &b)
{
    const core::ParallelSpec &x = a.parallel;
    const core::ParallelSpec &y = b.parallel;
    const std::vector<std::string> names = core::namesOf(held);
    const auto isHeld = [&names](const char *id) {
        return std::ranges::find(names, id) != names.end();
    };
    const bool share = x.data * x.context > 1 && y.data * y.context > 1;
    return (!isHeld("data") || x.data == y.data) && (!isHeld("tensor") || x.tensor == y.tensor) &&
           (!isHeld("pipeline") || x.pipeline == y.pipeline) &&
           (!isHeld("context") || x.context == y.context) &&
           (!isHeld("expert") || x.expert == y.expert) &&
           (!isHeld("sharding") || !share || x.sharding == y.sharding) &&
           (!isHeld("schedule") || x.schedule == y.schedule) &&
           (!isHeld("chunks") || x.chunks == y.chunks) &&
           (!isHeld("micro_batch") || a.training.microBatch == b.training.microBatch) &&
           (!isHeld("recompute") || a.training.recompute == b.training.recompute) &&
           (!isHeld("sequence_parallel") || x.tensor == 1 || y.tensor == 1 ||
            x.sequenceParallel == y.sequenceParallel);
}

} // namespace

class TestHeldParts : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void whatIsHeldStaysAndTheRestIsTheBestOfIt();
    void aNamedFrameworkStays();
    void whatIsHeldHasAFirstAnswer_data();
    void whatIsHeldHasAFirstAnswer();
    void namesOfWhatIsHeldAreChecked();
};

// Against all points of the space that have what is held as the scenario has it, priced one by one.
void TestHeldParts::whatIsHeldStaysAndTheRestIsTheBestOfIt()
{
    small::Draw draw(1508);
    int solved = 0;
    for (int i = 0; i < kProblems; ++i) {
        core::Scenario problem = small::problem(draw, 4, 4);
        problem.training.globalBatch = draw.of({2, 4});
        problem.cluster.devices = draw.of({2, 4});
        problem.parallel.pipeline = draw.of({1, 2});
        problem.parallel.data = problem.cluster.devices / problem.parallel.pipeline;
        problem.parallel.schedule = draw.of({"1f1b", "gpipe", "zb-v"});
        problem.parallel.chunks = core::findSchedule(problem.parallel.schedule)->chunks.usual;
        if (draw.yes())
            small::setTightMemory(draw, problem);
        if (!core::validate(problem)) { // fewer layers than stages
            problem.parallel = {};
            problem.parallel.data = problem.cluster.devices;
        }
        std::string names;
        for (const core::LayoutPart &part : core::layoutParts()) {
            if (draw.below(4) == 0)
                names += std::string(draw.yes() ? part.id() : part.path) + ',';
        }
        const core::HeldParts held = core::heldPartsFrom(names).value();
        std::optional<core::Nanos> least;
        std::int64_t count = 0;
        const core::LayoutSpace space(problem);
        for (const core::Layout &layout : space.layouts()) {
            core::Scenario scenario = space.base();
            core::setLayout(scenario, layout);
            for (const core::OrderChoice &order : core::LayoutSpace::ordersOf(scenario)) {
                if (!hasWhatIsHeld(held, space.scenarioOf(layout, order), problem))
                    continue;
                ++count;
                const auto price = core::priceLayout(space.scenarioOf(layout, order));
                if (price && price.value().ends)
                    least = std::min(least.value_or(price.value().step), price.value().step);
            }
        }
        const core::LayoutAdvice advice = core::adviseLayouts(problem, {.most = 1, .held = held});
        QVERIFY(advice.complete);
        QCOMPARE(advice.counts.candidates, count);
        QCOMPARE(advice.ideas.empty(), !least);
        if (!least)
            continue;
        ++solved;
        QCOMPARE(advice.ideas.front().step.count, least->count);
        QVERIFY(hasWhatIsHeld(held, advice.ideas.front().scenario, problem));
    }
    QVERIFY(solved > kProblems / 2);
}

// PyTorch's tensor partners are others than those that are usual with ZeRO 2: who asks for them by
// name gets the best layout of all with them.
void TestHeldParts::aNamedFrameworkStays()
{
    small::Draw draw(3107);
    int solved = 0;
    for (int i = 0; i < kProblems; ++i) {
        core::Scenario problem = small::problem(draw, 4, 4);
        problem.training.globalBatch = 4;
        problem.training.microBatch = 1;
        problem.parallel = {};
        problem.cluster.devices = problem.parallel.data = 4;
        problem.parallel.sharding = core::Sharding::Zero2;
        problem.parallel.framework = core::Framework::PyTorch;
        if (draw.yes())
            small::setTightMemory(draw, problem);
        if (!core::validate(problem))
            continue;
        std::optional<core::Nanos> least;
        const core::LayoutSpace space(problem);
        for (const core::Layout &layout : space.layouts()) {
            core::Scenario scenario = space.base();
            core::setLayout(scenario, layout);
            for (const core::OrderChoice &order : core::LayoutSpace::ordersOf(scenario)) {
                core::Scenario asked = space.scenarioOf(layout, order);
                asked.parallel.framework = core::Framework::PyTorch;
                const auto price = core::priceLayout(asked);
                if (price && price.value().ends)
                    least = std::min(least.value_or(price.value().step), price.value().step);
            }
        }
        const core::LayoutAdvice advice = core::adviseLayouts(problem, {.most = 1});
        QCOMPARE(advice.ideas.empty(), !least);
        if (!least)
            continue;
        ++solved;
        QCOMPARE(advice.ideas.front().step.count, least->count);
        QVERIFY(advice.ideas.front().scenario.parallel.framework == core::Framework::PyTorch);
    }
    QVERIFY(solved > kProblems / 2);
}

void TestHeldParts::whatIsHeldHasAFirstAnswer_data()
{
    QTest::addColumn<QString>("schedule");
    QTest::addColumn<int>("chunks");
    QTest::addColumn<QString>("held");
    QTest::newRow("nothing") << QStringLiteral("gpipe") << 1 << QString();
    QTest::newRow("a schedule") << QStringLiteral("gpipe") << 1 << QStringLiteral("schedule");
    QTest::newRow("chunks") << QStringLiteral("interleaved") << 2 << QStringLiteral("chunks");
    QTest::newRow("searched for") << QStringLiteral("zb-auto") << 1 << QStringLiteral("schedule");
    QTest::newRow("searched for, in a V")
        << QStringLiteral("zbv-auto") << 2 << QStringLiteral("schedule");
    QTest::newRow("both") << QStringLiteral("zb-v") << 2 << QStringLiteral("schedule,chunks");
}

// Before the space is counted and its bounds are known.
void TestHeldParts::whatIsHeldHasAFirstAnswer()
{
    QFETCH(QString, schedule);
    QFETCH(int, chunks);
    QFETCH(QString, held);
    small::Draw draw(2302);
    core::Scenario problem = small::problem(draw, 4, 4);
    core::TransformerSpec spec = *problem.model.transformer();
    spec.layers = 8;
    problem.model.shape = spec;
    problem.cluster.devices = 4;
    problem.training.globalBatch = 8;
    problem.parallel.data = problem.parallel.pipeline = 2;
    problem.parallel.schedule = schedule.toStdString();
    problem.parallel.chunks = chunks;
    QVERIFY(core::validate(problem));
    std::vector<core::SearchState> states;
    const auto told = [&states](const core::SearchState &state) { states.push_back(state); };
    const core::HeldParts parts = core::heldPartsFrom(held.toStdString()).value();
    core::LayoutSearch search(problem, {.held = parts, .told = told});
    const core::SearchState last = search.fastestWithin(problem.cluster.device.memory);
    const core::SearchState &first = states.front();
    QCOMPARE(first.counts.candidates, std::int64_t{0});
    QCOMPARE(first.bound.count, std::int64_t{0});
    QVERIFY(first.best && last.complete && last.best->step <= first.best->step);
    QVERIFY(hasWhatIsHeld(parts, search.space().scenarioOf(first.best->layout, first.best->order),
                          problem));
}

void TestHeldParts::namesOfWhatIsHeldAreChecked()
{
    const std::vector<std::string> names = {"tensor", "micro_batch"};
    QVERIFY(core::namesOf(core::heldPartsFrom("training.micro_batch,tensor").value()) == names);
    QVERIFY(core::heldPartsFrom("").value().none());
    QVERIFY(!core::heldPartsFrom(",tensor"));
    const auto refused = core::heldPartsFrom("tensor,pipelin");
    QVERIFY(!refused);
    QVERIFY(refused.error().message.starts_with("\"pipelin\" is nothing that a search can hold. "
                                                "Did you mean \"pipeline\"? It can hold data, "
                                                "tensor, "));
}

QTEST_APPLESS_MAIN(TestHeldParts)
#include "tst_held_parts.moc"
