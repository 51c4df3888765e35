// SPDX-License-Identifier: GPL-3.0-or-later
// Every point of a sweep is what simulating it alone gives; what cannot be as asked is said.
#include "core/sweep/sweep.h"

#include "core/analysis/result_difference.h"
#include "core/analysis/snapshot.h"
#include "core/io/scenario/scenario_json.h"
#include "core/io/scenario/settings.h"
#include "core/runner/spread_work.h"

#include <QTest>

#include <atomic>
#include <set>

namespace {

core::SweepPlan planOf(const char *scenario, std::initializer_list<const char *> axes,
                       core::Scaling scaling = core::Scaling::Strong)
{
    core::SweepPlan plan;
    plan.scenario = core::loadScenario(scenario).value();
    for (const char *axis : axes)
        plan.axes.push_back(core::axisFrom(axis).value());
    plan.scaling = scaling;
    return plan;
}

// Plans of every kind: degrees, names, paths of files, both kinds of scaling, and what cannot be.
std::vector<core::SweepPlan> plans()
{
    return {
        planOf("llama7b-pp4", {"cluster.devices=1..64x2", "parallel.split=data,sharded,pipeline"}),
        planOf("llama7b-pp4", {"cluster.devices=1..64x2"}, core::Scaling::Weak),
        planOf("llama7b-pp4", {"training.micro_batches=1..64x2", "parallel.pipeline=1..8"}),
        planOf("llama7b-pp4", {"parallel.schedule=gpipe,1f1b,interleaved,zb-h1,chimera",
                               "training.sequence=1024,4096"}),
        planOf("llama7b-pp4", {"parallel.tensor=1..8", "training.recompute=none,full"}),
        planOf("llama3-405b-16k", {"parallel.data=32..128x2", "training.micro_batch=1,2"}),
        planOf("llama7b-pp4", {"cluster.device=a100-80g,h100-80g"}),
    };
}

// What the point must say, of a run of its own.
core::PointFigures figuresOf(const core::Snapshot &snapshot, const core::PointFigures &rates)
{
    const core::Metrics &metrics = snapshot.metrics;
    const core::Scenario &scenario = snapshot.scenario;
    return {.step = metrics.step,
            .devices = scenario.cluster.devices,
            .samples = scenario.training.globalBatch,
            .tokens = scenario.training.globalBatch * scenario.training.sequence,
            .samplesPerSecond = metrics.samplesPerSecond,
            .tokensPerSecondPerDevice = metrics.tokensPerSecondPerDevice,
            .modelFlopsUtilization = metrics.modelFlopsUtilization,
            .hardwareFlopsUtilization = metrics.hardwareFlopsUtilization,
            .busyShare = metrics.busyShare,
            .idleShare = metrics.idleShare,
            .idleOverIdeal = metrics.bubble.idleOverIdeal,
            .gradientSyncShare = metrics.gradientSyncShare,
            .memory = metrics.rows[static_cast<std::size_t>(metrics.fullestRow)].peakMemory,
            .capacity = scenario.cluster.device.memory,
            .sent = metrics.fits && metrics.completed ? core::sentInStep(snapshot) : core::Bytes{},
            .dollarsPerHour = rates.dollarsPerHour,
            .watts = rates.watts};
}

const core::SweepPoint &at(const core::SweepResults &results, std::size_t column,
                           std::size_t series = 0)
{
    return *results.points[results.plan.indexOf(column, series)];
}

} // namespace

class TestSweep : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void pointsAreSingleRunsBitForBit();
    void orderAndThreadsMakeNoDifference();
    void noPointHasAnotherValueThanAsked();
    void strongScalingKeepsTheBatch();
    void weakScalingKeepsTheSamplesOfEachDevice();
    void theScenarioOfAPointWithItsOwnValuesIsTheScenario();
    void whatCannotBeSaysWhatItWouldBe();
    void whatElseHadToChangeIsTold();
    void whatDoesNotFitSaysWhatItNeeds();
    void otherPathsAreSetAsOnTheCommandLine();
    void shardingIsVariedAsItIsSet();
    void aSweepThatMakesNoSenseDoesNotBegin();
    void aStoppedSweepKeepsWholePointsAlone();
    void everyPieceIsDoneOnce_data();
    void everyPieceIsDoneOnce();
};

void TestSweep::pointsAreSingleRunsBitForBit()
{
    int ran = 0;
    for (const core::SweepPlan &plan : plans()) {
        QVERIFY(core::checkSweep(plan));
        const core::SweepResults results = core::sweep(plan, 2);
        QVERIFY(results.isComplete());
        for (std::size_t index = 0; index < results.points.size(); ++index) {
            const core::SweepPoint &point = *results.points[index];
            const core::PointScenario made = core::scenarioAt(plan, index);
            if (point.state == core::PointState::CannotBe) {
                QVERIFY(!point.reason.empty());
                QVERIFY(!made.refusal.empty() || !core::run(made.scenario));
                continue;
            }
            const core::SnapshotPtr alone = core::run(made.scenario).value();
            QCOMPARE(point.figures, figuresOf(*alone, point.figures));
            QCOMPARE(point.state == core::PointState::Runs, alone->metrics.fits);
            ran += point.state == core::PointState::Runs ? 1 : 0;
        }
    }
    QVERIFY(ran > 50);
}

void TestSweep::orderAndThreadsMakeNoDifference()
{
    for (const core::SweepPlan &plan : plans()) {
        const core::SweepResults one = core::sweep(plan, 1);
        QCOMPARE(core::sweep(plan, 4), one);
        QCOMPARE(core::sweep(plan, 64), one);
        for (std::size_t index = one.points.size(); index-- > 0;)
            QCOMPARE(core::pointAt(plan, index), *one.points[index]);
    }
}

void TestSweep::noPointHasAnotherValueThanAsked()
{
    for (const core::SweepPlan &plan : plans()) {
        for (std::size_t index = 0; index < plan.pointCount(); ++index) {
            const core::PointScenario made = core::scenarioAt(plan, index);
            if (!made.refusal.empty())
                continue;
            QVERIFY(core::validate(made.scenario));
            for (std::size_t axis = 0; axis < plan.axes.size(); ++axis) {
                const core::SweptSetting *swept = plan.axes[axis].swept();
                if (!swept)
                    continue;
                const auto asked = core::sweptValue(*swept, plan.valueAt(axis, index)).value();
                QCOMPARE(core::valueOf(swept->setting, made.scenario), asked);
            }
        }
    }
}

void TestSweep::strongScalingKeepsTheBatch()
{
    const core::SweepPlan plan =
        planOf("llama7b-pp4", {"cluster.devices=1..64", "parallel.split=data,pipeline"});
    int refused = 0;
    for (std::size_t index = 0; index < plan.pointCount(); ++index) {
        const core::PointScenario made = core::scenarioAt(plan, index);
        refused += made.refusal.empty() ? 0 : 1;
        if (made.refusal.empty())
            QCOMPARE(made.scenario.training.globalBatch, plan.scenario.training.globalBatch);
    }
    QVERIFY(refused > 0); // 3 replicas cannot share a power of two
    QVERIFY(refused < static_cast<int>(plan.pointCount()));
}

void TestSweep::weakScalingKeepsTheSamplesOfEachDevice()
{
    const core::SweepPlan plan =
        planOf("llama7b-pp4", {"cluster.devices=1..64x2"}, core::Scaling::Weak);
    const auto samples = plan.scenario.training.globalBatch;
    const auto devices = plan.scenario.cluster.devices;
    int made = 0;
    for (std::size_t index = 0; index < plan.pointCount(); ++index) {
        const core::PointScenario point = core::scenarioAt(plan, index);
        if (!point.refusal.empty())
            continue;
        ++made;
        QCOMPARE(point.scenario.training.globalBatch * devices,
                 samples * point.scenario.cluster.devices);
    }
    QVERIFY(made >= 5);
}

void TestSweep::theScenarioOfAPointWithItsOwnValuesIsTheScenario()
{
    for (const char *id : {"llama7b-pp4", "llama3-405b-16k"}) {
        core::SweepPlan plan = planOf(id, {});
        for (const core::SweptSetting &swept : core::sweptSettings()) {
            const auto value = core::valueOf(swept.setting, plan.scenario);
            const std::string text = core::sweptText(swept, value);
            if (text.empty()) // a hybrid
                continue;
            plan.axes = {{std::string(swept.path), {text}}};
            const core::PointScenario made = core::scenarioAt(plan, 0);
            QCOMPARE(made.refusal, std::string());
            QCOMPARE(made.scenario, plan.scenario);
        }
    }
}

void TestSweep::whatCannotBeSaysWhatItWouldBe()
{
    // 32 attention heads.
    const core::SweepPlan tensor = planOf("llama7b-pp4", {"parallel.tensor=3"});
    const std::string message = core::pointAt(tensor, 0).reason;
    QVERIFY2(message.starts_with("Tensor cannot be 3 here: it would be "), message.c_str());
    // 32 layers on as many stages at most.
    const core::SweepPlan stages = planOf("llama7b-pp4", {"parallel.pipeline=33"});
    QVERIFY(
        core::pointAt(stages, 0).reason.starts_with("Stages cannot be 33 here: it would be 32"));
    QCOMPARE(core::pointAt(stages, 0).state, core::PointState::CannotBe);
    const core::SweepPlan weak =
        planOf("llama7b-pp4", {"cluster.devices=131071"}, core::Scaling::Weak);
    QVERIFY(!core::pointAt(weak, 0).reason.empty());
}

void TestSweep::whatElseHadToChangeIsTold()
{
    // Two devices cannot be four stages.
    const core::SweepPlan plan = planOf("llama7b-pp4", {"cluster.devices=2"});
    const core::PointScenario made = core::scenarioAt(plan, 0);
    QCOMPARE(made.refusal, std::string());
    QVERIFY(made.scenario.parallel.pipeline != plan.scenario.parallel.pipeline);
    QVERIFY(std::ranges::any_of(made.changed, [](const std::string &sentence) {
        return sentence.starts_with("Stages gave way: 4 became ");
    }));
    const core::PointScenario one =
        core::scenarioAt(planOf("llama7b-pp4", {"cluster.devices=1"}), 0);
    QVERIFY(
        std::ranges::find(one.changed, "Stages gave way: 4 became 1, so that one GPU is used.") !=
        one.changed.end());
    // More replicas of the same: nothing gave way.
    const core::SweepPlan more = planOf("llama7b-pp4", {"cluster.devices=8"});
    const core::PointScenario twice = core::scenarioAt(more, 0);
    QCOMPARE(twice.scenario.parallel.data, 2);
    QVERIFY(twice.changed.empty());
}

void TestSweep::whatDoesNotFitSaysWhatItNeeds()
{
    core::SweepPlan plan = planOf("llama7b-pp4", {"cluster.devices=1,4"});
    const core::SweepResults results = core::sweep(plan, 1);
    QCOMPARE(at(results, 0).state, core::PointState::DoesNotFit);
    QVERIFY(at(results, 0).reason.starts_with("Out of memory: needs "));
    QVERIFY(at(results, 0).figures.memory > at(results, 0).figures.capacity);
    QCOMPARE(at(results, 0).figures.step, core::Nanos{});
    QCOMPARE(at(results, 1).state, core::PointState::Runs);
}

void TestSweep::otherPathsAreSetAsOnTheCommandLine()
{
    const core::SweepPlan plan =
        planOf("llama7b-pp4", {"training.sequence=1024,2048", "parallel.overlap=true,false"});
    for (std::size_t index = 0; index < plan.pointCount(); ++index) {
        const core::Scenario set =
            core::loadScenario("llama7b-pp4", {"training.sequence=" + plan.valueAt(0, index),
                                               "parallel.overlap=" + plan.valueAt(1, index)})
                .value();
        core::Scenario made = core::scenarioAt(plan, index).scenario;
        made.title = set.title;
        QCOMPARE(made, set);
    }
}

// --vary and --set lead to one scenario, and so to one step. That the kernels are other ones with
// it, as a framework that is not given follows the sharding, is told.
void TestSweep::shardingIsVariedAsItIsSet()
{
    core::SweepPlan plan = planOf("llama7b-zero3-8", {"parallel.sharding=none,zero1,zero2,zero3"});
    for (std::size_t index = 0; index < plan.pointCount(); ++index) {
        const core::PointScenario made = core::scenarioAt(plan, index);
        QVERIFY2(made.refusal.empty(), made.refusal.c_str());
        const std::string setting = "parallel.sharding=" + plan.axes.front().values[index];
        const core::Scenario set = core::withSettings(plan.scenario, {setting}).value();
        QCOMPARE(made.scenario.parallel, set.parallel);
        QCOMPARE(made.scenario.training, set.training);
        QCOMPARE(made.changed.size(), index < 2 ? 1U : 0U); // Megatron-LM's with none and ZeRO-1
    }
    // One that is given stays.
    plan.scenario.parallel.framework = core::Framework::PyTorch;
    for (std::size_t index = 0; index < plan.pointCount(); ++index) {
        const core::PointScenario made = core::scenarioAt(plan, index);
        QCOMPARE(made.scenario.parallel.framework, core::Framework::PyTorch);
        QVERIFY(made.changed.empty());
    }
}

void TestSweep::aSweepThatMakesNoSenseDoesNotBegin()
{
    const auto messageOf = [](const core::SweepPlan &plan, std::int64_t most = 100) {
        const core::Status status = core::checkSweep(plan, most);
        return status ? QString() : QString::fromStdString(status.error().message);
    };
    const char *id = "llama7b-pp4";
    QVERIFY(messageOf(planOf(id, {})).contains(QStringLiteral("one or two")));
    QVERIFY(messageOf(planOf(id, {"parallel.data=1", "parallel.data=2"}))
                .contains(QStringLiteral("twice")));
    QVERIFY(messageOf(planOf(id, {"parallel.dat=1"})).contains(QStringLiteral("parallel.dat")));
    QVERIFY(messageOf(planOf(id, {"training.precision=bf17"})).contains(QStringLiteral("bf17")));
    QVERIFY(messageOf(planOf(id, {"training.global_batch=8"}, core::Scaling::Weak))
                .contains(QStringLiteral("Weak scaling")));
    // 20 x 6 = 120.
    QVERIFY(messageOf(planOf(id, {"parallel.data=1..20", "training.micro_batch=1..6"}))
                .contains(QStringLiteral("120 points")));
    QVERIFY(
        messageOf(planOf(id, {"parallel.data=1..20", "training.micro_batch=1..6"}), 120).isEmpty());
}

void TestSweep::aStoppedSweepKeepsWholePointsAlone()
{
    const core::SweepPlan plan = planOf("llama7b-pp4", {"cluster.devices=4..512+4"});
    std::stop_source source;
    int taken = 0;
    const core::SweepResults results =
        core::sweep(plan, 2, source.get_token(), [&](const core::SweepPoint &) {
            if (++taken == 3)
                source.request_stop();
        });
    QVERIFY(!results.isComplete());
    QCOMPARE(results.done(), std::size_t{3});
    for (std::size_t index = 0; index < results.points.size(); ++index) {
        if (results.points[index])
            QCOMPARE(*results.points[index], core::pointAt(plan, index));
    }
}

void TestSweep::everyPieceIsDoneOnce_data()
{
    QTest::addColumn<int>("threads");
    for (const int threads : {1, 2, 7, 200})
        QTest::addRow("%d threads", threads) << threads;
}

void TestSweep::everyPieceIsDoneOnce()
{
    QFETCH(int, threads);
    constexpr std::size_t count = 100;
    std::set<std::size_t> done;
    std::atomic<int> delivering = 0;
    bool alone = true;
    const bool all = core::spreadWork(
        count, threads, {}, [](std::size_t index) { return 3 * index; },
        [&](std::size_t index, std::size_t value) {
            alone = alone && ++delivering == 1;
            alone = alone && value == 3 * index && done.insert(index).second;
            --delivering;
        });
    QVERIFY(all && alone);
    QCOMPARE(done.size(), count);
    QVERIFY(core::spreadWork(
        0, threads, {}, [](std::size_t) { return 0; }, [](std::size_t, int) { QFAIL("none"); }));
}

QTEST_APPLESS_MAIN(TestSweep)
#include "tst_sweep.moc"
