// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/advice/remedies.h"
#include "core/advice/remedy_search.h"
#include "core/advice/share_states.h"
#include "core/io/scenario/scenario_json.h"
#include "core/presets/builtin_scenarios.h"
#include "core/presets/presets.h"
#include "core/scenario/edits.h"

#include <rapidcheck.h>

#include <QTest>

#include <algorithm>

namespace {

core::SnapshotPtr resultOf(const core::Scenario &scenario)
{
    const core::Result<core::SnapshotPtr> result = core::run(scenario);
    return result ? result.value() : nullptr;
}

core::Scenario builtin(const char *id, const std::vector<std::string> &settings = {})
{
    const core::Result<core::Scenario> scenario = core::loadScenario(id, settings);
    return scenario ? scenario.value() : core::Scenario();
}

const core::RowPlan &fullest(const core::Plan &plan)
{
    return *std::ranges::max_element(plan.rows, {},
                                     [](const core::RowPlan &row) { return row.peak.total(); });
}

// ZeRO, section 5: 2 bytes of weights, 2 of gradients and 12 of Adam for each parameter, of which
// the stages divide the last, the last two and all of them among the copies.
double statesOf(double parameters, core::Sharding sharding, double copies)
{
    switch (sharding) {
    case core::Sharding::Zero1:
        return parameters * (2 + 2 + 12 / copies);
    case core::Sharding::Zero2:
        return parameters * (2 + (2 + 12) / copies);
    case core::Sharding::Zero3:
        return parameters * 16 / copies;
    default:
        return parameters * 16;
    }
}

double planned(const core::Plan &plan)
{
    const core::MemoryParts &need = fullest(plan).peak;
    return static_cast<double>((need.parameters + need.gradients + need.optimizer).count);
}

std::optional<core::Remedy> sharing(const core::Snapshot &snapshot)
{
    for (const core::Remedy &remedy : core::remediesFor(snapshot)) {
        if (remedy.kind == core::RemedyKind::ShareStates)
            return remedy;
    }
    return std::nullopt;
}

// By one that takes no more devices, less memory and less time. Splitting is offered all the same.
bool isBeaten(const core::Remedy &remedy, const std::vector<core::Remedy> &all)
{
    using enum core::RemedyKind;
    if (remedy.kind == SplitLayers || remedy.kind == BiggerDevice)
        return false;
    return std::ranges::any_of(all, [&remedy](const core::Remedy &other) {
        return other.kind != BiggerDevice && other.fits && other.need < remedy.need &&
               other.step.count > 0 && other.step < remedy.step &&
               other.scenario.cluster.devices <= remedy.scenario.cluster.devices;
    });
}

// What is offered can be had, needs what it says and takes the time that it says.
bool isKept(const core::Remedy &remedy, const core::Scenario &now)
{
    const core::SnapshotPtr tried = resultOf(remedy.scenario);
    if (!tried || tried->plan.fits != remedy.fits ||
        fullest(tried->plan).peak.total() != remedy.need)
        return false;
    if (remedy.fits && tried->trace.completed && tried->metrics.step != remedy.step)
        return false;
    const bool sameBatch = remedy.scenario.training.globalBatch == now.training.globalBatch;
    return sameBatch || remedy.kind != core::RemedyKind::ShareStates;
}

core::Scenario randomScenario()
{
    using namespace rc::gen;
    const auto models = core::modelPresets();
    const auto devices = core::devicePresets();
    core::Scenario scenario = builtin("llama7b-dp3-80");
    scenario = core::withModel(scenario, models[*inRange<std::size_t>(0, models.size())]);
    scenario = core::withDeviceSpec(scenario, devices[*inRange<std::size_t>(0, devices.size())]);
    scenario = core::withStrategy(scenario, static_cast<core::Strategy>(*inRange(0, 6)));
    scenario = core::withDevices(scenario, *inRange(1, 65));
    scenario = core::withTensor(scenario, *inRange(1, 9));
    scenario = core::withPipeline(scenario, *inRange(1, 9));
    scenario = core::withSharding(scenario, static_cast<core::Sharding>(*inRange(0, 4)));
    scenario = core::withGlobalBatch(scenario, *inRange(1, 200));
    return core::withMicroBatches(scenario, *inRange(1, 20));
}

} // namespace

class TestShareStates : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void copiesThatDoNotFitShareTheirStates();
    void oneDeviceTakesTheFewestThatFit();
    void aTensorGroupTakesReplicasOfIt();
    void theNearestLayoutWithCopiesIsTaken();
    void groupsThatAreTooSmallBecomeLarger();
    void theOptimizerGoesToTheHostBeforeOtherHardwareIsBought();
    void whatIsOfferedForBuiltInsCanBeHad();
    void whatIsOfferedForRandomLayoutsCanBeHad();
    void aSearchPlansFewLayouts_data();
    void aSearchPlansFewLayouts();
    void fewMicroBatchesNeedWhatManyDo();
};

void TestShareStates::copiesThatDoNotFitShareTheirStates()
{
    const core::SnapshotPtr full = resultOf(builtin("llama7b-dp3-80"));
    const auto remedy = sharing(*full);
    QVERIFY(remedy && remedy->fits);
    const core::SnapshotPtr tried = resultOf(remedy->scenario);
    QCOMPARE(remedy->scenario.cluster.devices, 3);
    const double parameters = static_cast<double>(core::parameterCount(full->scenario.model));
    const double expected = statesOf(parameters, remedy->scenario.parallel.sharding, 3);
    QVERIFY(std::abs(planned(tried->plan) / expected - 1) < 1e-6);
    QVERIFY(remedy->need <= full->plan.capacity);
    QVERIFY(remedy->stepNow.count > 0 && remedy->step.count > 0);
}

// 16 bytes for each of 6.74e9 parameters are 107.8 GB.
void TestShareStates::oneDeviceTakesTheFewestThatFit()
{
    const core::Scenario one = core::withDevices(builtin("llama7b-dp3-80"), 1);
    const core::SnapshotPtr full = resultOf(one);
    QVERIFY(full && !full->plan.fits);
    const auto remedy = sharing(*full);
    QVERIFY(remedy && remedy->fits);
    const int devices = remedy->scenario.cluster.devices;
    const double parameters = static_cast<double>(core::parameterCount(one.model));
    const core::SnapshotPtr tried = resultOf(remedy->scenario);
    QVERIFY(std::abs(planned(tried->plan) /
                         statesOf(parameters, remedy->scenario.parallel.sharding, devices) -
                     1) < 1e-6);
    // On fewer, even shared entirely and beside the same activations, they leave no room.
    const double rest = static_cast<double>(remedy->need.count) - planned(tried->plan);
    for (int fewer = 2; fewer < devices; ++fewer) {
        if (one.training.globalBatch % fewer == 0)
            QVERIFY(statesOf(parameters, core::Sharding::Zero3, fewer) + rest >
                    static_cast<double>(full->plan.capacity.count));
    }
}

// 16 x 69e9 / 8 = 138 GB on each of 8 partners.
void TestShareStates::aTensorGroupTakesReplicasOfIt()
{
    const core::Scenario group =
        builtin("llama7b-zero1-8",
                {"model=llama-2-70b", "parallel.data=1", "parallel.tensor=8",
                 "parallel.sharding=none", "training.global_batch=16", "training.micro_batch=1"});
    const core::SnapshotPtr full = resultOf(group);
    QVERIFY(full && !full->plan.fits);
    QCOMPARE(full->plan.groupSize, 8);
    const auto remedy = sharing(*full);
    QVERIFY(remedy && remedy->fits);
    const core::ParallelSpec &parallel = remedy->scenario.parallel;
    QVERIFY(parallel.data > 1 && parallel.sharding != core::Sharding::None);
    const double held = static_cast<double>(core::parameterCount(group.model)) / parallel.tensor;
    const double expected = statesOf(held, parallel.sharding, parallel.data);
    // Norms are on every partner.
    QVERIFY(std::abs(planned(resultOf(remedy->scenario)->plan) / expected - 1) < 1e-3);
}

// Four stages of one layer each, of which the ends have half a billion parameters of embedding and
// head beside it: 0.73 billion of 1.86. Over two copies of two stages, or four of one, they are
// even. Both would do; two stages are nearer to four.
void TestShareStates::theNearestLayoutWithCopiesIsTaken()
{
    core::Scenario s = builtin("llama7b-pp4");
    auto &spec = std::get<core::TransformerSpec>(s.model.shape);
    spec.layers = 4;
    spec.vocab = 128'000;
    s.training.sequence = 256;
    s.training.microBatch = 1;
    s.training.globalBatch = 8;
    s = core::withMemory(s, {10'500'000'000});
    QVERIFY(core::validate(s));
    QVERIFY(!core::makePlan(s).value().fits);
    core::Search search;
    const std::optional<core::Remedy> remedy = core::shareStates(s, search);
    QVERIFY(remedy && remedy->fits);
    QCOMPARE(remedy->scenario.parallel.data, 2);
    QCOMPARE(remedy->scenario.parallel.pipeline, 2);
    core::Scenario farther = core::withPipeline(s, 1);
    core::shareStates(farther.parallel, core::Sharding::Zero3);
    farther.training.microBatch = 1;
    QCOMPARE(farther.parallel.data, 4);
    QVERIFY(core::makePlan(farther).value().fits);
}

// 16 x 6.74e9 bytes shared by two of 64 are 53.9 GB, by four 27.0 GB.
void TestShareStates::groupsThatAreTooSmallBecomeLarger()
{
    core::Scenario now = core::withSharding(builtin("llama7b-dp3-80"), core::Sharding::Zero3);
    now = core::withMemory(core::withDevices(now, 64), {50'000'000'000});
    now = core::withMicroBatchSize(core::withGlobalBatch(now, 64), 1);
    now.parallel.shardingGroup = 2;
    const core::SnapshotPtr full = resultOf(now);
    QVERIFY(full && !full->plan.fits);
    const auto remedy = sharing(*full);
    QVERIFY(remedy && remedy->fits);
    QCOMPARE(remedy->scenario.cluster.devices, 64);
    core::Scenario expected = now;
    expected.parallel.shardingGroup = 4;
    QVERIFY(core::makePlan(expected).value().fits);
    QVERIFY(remedy->scenario == expected);
}

// 70 billion parameters over eight GPUs: 16 / 8 bytes of each are 138 GB. Offloaded, weights in 16
// bits are all that a GPU keeps (ZeRO-Offload, arXiv:2101.06840, section 4.1): 17.2 GB.
void TestShareStates::theOptimizerGoesToTheHostBeforeOtherHardwareIsBought()
{
    const core::Scenario now =
        builtin("llama7b-zero1-8",
                {"model=llama-2-70b", "parallel.sharding=zero3", "training.global_batch=8",
                 "training.micro_batch=1", "training.recompute=full"});
    const core::SnapshotPtr full = resultOf(now);
    QVERIFY(full && !full->plan.fits);
    const std::vector<core::Remedy> remedies = core::remediesFor(*full);
    const auto host =
        std::ranges::find(remedies, core::RemedyKind::OffloadOptimizer, &core::Remedy::kind);
    QVERIFY(host != remedies.end() && host->fits);
    QCOMPARE(host->scenario.cluster.devices, 8);
    QVERIFY(host->scenario.parallel.offloadOptimizer);
    const double parameters = static_cast<double>(core::parameterCount(now.model));
    QVERIFY(std::abs(planned(resultOf(host->scenario)->plan) / (parameters * 2 / 8) - 1) < 1e-3);
    QVERIFY(std::none_of(remedies.begin(), host, [](const core::Remedy &before) {
        return before.kind == core::RemedyKind::BiggerDevice || before.scenario.cluster.devices > 8;
    }));
    // Where these GPUs do without, it is not offered: host memory is slow.
    const core::SnapshotPtr copies = resultOf(builtin("llama7b-dp3-80"));
    QVERIFY(std::ranges::none_of(core::remediesFor(*copies), [](const core::Remedy &remedy) {
        return remedy.scenario.parallel.offloadOptimizer;
    }));
}

void TestShareStates::whatIsOfferedForBuiltInsCanBeHad()
{
    int offered = 0;
    for (const core::BuiltinScenario &entry : core::builtinScenarios()) {
        for (const double memory : {1.0, 4.0, 16.0, 40.0}) {
            const core::Scenario tight = core::withMemory(
                core::loadScenario(entry.id).value(), {static_cast<std::int64_t>(memory * 1e9)});
            const core::SnapshotPtr full = resultOf(tight);
            QVERIFY(full);
            const std::vector<core::Remedy> remedies = core::remediesFor(*full);
            for (const core::Remedy &remedy : remedies) {
                QVERIFY(!isBeaten(remedy, remedies));
                QVERIFY2(
                    isKept(remedy, tight),
                    qPrintable(
                        QString::fromUtf8(entry.id.data(), qsizetype(entry.id.size())) +
                        QString(" %1 GB, kind %2").arg(memory).arg(static_cast<int>(remedy.kind))));
                ++offered;
            }
        }
    }
    QVERIFY(offered > 50);
}

void TestShareStates::whatIsOfferedForRandomLayoutsCanBeHad()
{
    QVERIFY(rc::check("a remedy does what it says", [] {
        const core::Scenario scenario = randomScenario();
        const core::SnapshotPtr full = resultOf(scenario);
        const bool isFull = full && !full->plan.fits;
        RC_PRE(isFull);
        const std::vector<core::Remedy> remedies = core::remediesFor(*full);
        RC_ASSERT(remedies.size() <= 3U);
        for (const core::Remedy &remedy : remedies) {
            const bool helps = remedy.fits || remedy.need < fullest(full->plan).peak.total();
            RC_ASSERT(helps);
            const bool sameDevices = remedy.scenario.cluster.devices <= scenario.cluster.devices;
            const bool isNoMore = remedy.fits || sameDevices;
            RC_ASSERT(isNoMore);
            RC_ASSERT(isKept(remedy, scenario));
        }
    }));
}

void TestShareStates::aSearchPlansFewLayouts_data()
{
    QTest::addColumn<QString>("base");
    QTest::addColumn<QStringList>("settings");
    QTest::newRow("a million micro-batches")
        << "llama7b-pp4"
        << QStringList{"training.global_batch=1000000", "training.micro_batch=1",
                       "cluster.device.memory_gb=1"};
    QTest::newRow("many layers of tensor partners")
        << "llama7b-zero1-8" << QStringList{"model.layers=4000",        "parallel.data=1",
                                            "parallel.tensor=8",        "parallel.sharding=none",
                                            "training.global_batch=64", "training.micro_batch=1"};
    QTest::newRow("as many layers as there may be")
        << "llama7b-zero1-8" << QStringList{"model.layers=100000"};
}

void TestShareStates::aSearchPlansFewLayouts()
{
    QFETCH(QString, base);
    QFETCH(QStringList, settings);
    std::vector<std::string> texts;
    for (const QString &setting : settings)
        texts.push_back(setting.toStdString());
    const auto scenario = core::loadScenario(base.toStdString(), texts);
    QVERIFY2(bool(scenario), scenario ? "" : scenario.error().message.c_str());
    for (const auto find : {core::splitLayers, core::shareStates, core::smallerMicroBatches}) {
        core::Search search;
        const auto remedy = find(scenario.value(), search);
        QVERIFY(search.planned <= 64);
        QVERIFY(!remedy || remedy->need.count > 0);
    }
}

// No rank of 1F1B keeps more micro-batches than there are ranks.
void TestShareStates::fewMicroBatchesNeedWhatManyDo()
{
    const core::Scenario many =
        builtin("llama7b-pp4", {"training.global_batch=4000", "training.micro_batch=1"});
    QVERIFY(core::hasManyMicroBatches(many));
    const core::Scenario few = core::withFewMicroBatches(many);
    QCOMPARE(few.training.globalBatch, 8 * many.training.microBatch);
    QCOMPARE(fullest(core::makePlan(few).value()).peak.total().count,
             fullest(core::makePlan(many).value()).peak.total().count);
}

QTEST_APPLESS_MAIN(TestShareStates)
#include "tst_share_states.moc"
