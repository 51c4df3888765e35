// SPDX-License-Identifier: GPL-3.0-or-later
// What is asked for, and what follows from it.
#include "core/analysis/snapshot.h"
#include "core/io/scenario/scenario_json.h"
#include "core/presets/builtin_scenarios.h"
#include "core/scenario/title.h"
#include "core/scenario/wish.h"
#include "core/schedule/schedule.h"

#include <QTest>

#include <algorithm>

using core::BatchPart;
using core::Because;
using core::Setting;

namespace {

core::Wish wishFor(const char *id)
{
    return core::wishFor(core::loadScenario(id).value());
}

core::Wish split(const core::Wish &wish, core::Strategy strategy)
{
    return core::asking(wish, Setting::Split, static_cast<std::int64_t>(strategy));
}

core::Scenario scenarioOf(const core::Wish &wish)
{
    return core::complete(wish).scenario;
}

// "data 2 x tensor 4 x pipeline 8, batch 128 = 2 x 64 x 1"
QString layoutOf(const core::Scenario &scenario)
{
    const core::ParallelSpec &parallel = scenario.parallel;
    return QStringLiteral("data %1 x tensor %2 x pipeline %3, batch %4 = %1 x %5 x %6")
        .arg(parallel.data)
        .arg(parallel.tensor)
        .arg(parallel.pipeline)
        .arg(scenario.training.globalBatch)
        .arg(core::microBatchCount(scenario))
        .arg(scenario.training.microBatch);
}

QString layoutOf(const core::Wish &wish)
{
    return layoutOf(scenarioOf(wish));
}

} // namespace

class TestWish : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aWishForNothingIsTheScenarioItself();
    void moreStagesKeepTheMicroBatch();
    void fewerStagesKeepTheGlobalBatch();
    void growingAddsReplicas();
    void replicasThatTheBatchCannotFeedMakeItGrow();
    void oneNumberMovesWhereTheBatchCannotFeedTheReplicas();
    void goingBackGivesTheFormerSetUpBack();
    void anotherSplitLosesNeitherDevicesNorSamples();
    void twoPartsOfTheBatchHold();
    void anotherSplitKeepsTheLockedSize();
    void theFirstSplitReturnsAfterOneThatBecameIt();
    void aDerivedTitleSeparatesThousands();
    void theBatchOfEachReplicaCanHold();
    void movingALockMovesNothingElse();
    void aSizeIsHeldBesideABatchThatGivesWay();
    void aNumberThatWasAskedForIsTakenBeforeAnEarlierOne();
    void whatGaveWayIsNamedWithTheReason();
    void otherSettingsStayWithWhatWasAskedFor();
    void optionsOfAScheduleGoAndComeWithIt();
    void theCommandLineSaysTheSame();
};

void TestWish::aWishForNothingIsTheScenarioItself()
{
    for (const core::BuiltinScenario &builtin : core::builtinScenarios()) {
        const core::Wish wish = wishFor(builtin.id.data());
        QVERIFY2(scenarioOf(wish) == wish.base, builtin.id.data());
    }
}

// 64 GPUs: 8 stages of 4 partners leave 64 / 32 = 2 replicas, of 128 / 2 samples one by one.
void TestWish::moreStagesKeepTheMicroBatch()
{
    const core::Wish wish = core::asking(wishFor("gpt3-64-4x4x4"), Setting::Pipeline, 8);
    QCOMPARE(layoutOf(wish),
             QStringLiteral("data 2 x tensor 4 x pipeline 8, batch 128 = 2 x 64 x 1"));
}

// 16,384 / (8 x 8) = 256 replicas of 2,048 / 256 = 8 samples.
void TestWish::fewerStagesKeepTheGlobalBatch()
{
    const core::Wish wish = core::asking(wishFor("llama3-405b-16k"), Setting::Pipeline, 8);
    QCOMPARE(layoutOf(wish),
             QStringLiteral("data 256 x tensor 8 x pipeline 8, batch 2048 = 256 x 8 x 1"));
}

// 16 samples in pieces of 2 on 4 stages: two replicas have 4 pieces each, which just fills them.
void TestWish::growingAddsReplicas()
{
    const core::Wish wish = wishFor("llama7b-pp4");
    QCOMPARE(layoutOf(core::asking(wish, Setting::Devices, 8)),
             QStringLiteral("data 2 x tensor 1 x pipeline 4, batch 16 = 2 x 4 x 2"));
    // Four have 4 samples: pieces of 2 would leave half of the stages without work.
    QCOMPARE(layoutOf(core::asking(wish, Setting::Devices, 16)),
             QStringLiteral("data 4 x tensor 1 x pipeline 4, batch 16 = 4 x 4 x 1"));
    // 6 is no multiple of 4: 3 stages are nearer to it than 6 or 2.
    QCOMPARE(scenarioOf(core::asking(wish, Setting::Devices, 6)).parallel.pipeline, 3);
    QCOMPARE(scenarioOf(core::asking(wish, Setting::Devices, 2)).parallel.pipeline, 2);
}

void TestWish::replicasThatTheBatchCannotFeedMakeItGrow()
{
    // 256 replicas keep 8 micro-batches of 2: 4,096 samples. Idle (4 - 1) / (8 + 3) = 27.3 %.
    const core::Scenario grown =
        scenarioOf(core::asking(wishFor("llama7b-pp4"), Setting::Devices, 1024));
    QCOMPARE(layoutOf(grown),
             QStringLiteral("data 256 x tensor 1 x pipeline 4, batch 4096 = 256 x 8 x 2"));
    const auto snapshot = core::run(grown);
    QVERIFY(snapshot);
    QVERIFY(snapshot.value()->metrics.fits);
    QVERIFY(snapshot.value()->metrics.idleShare < 0.3);
    // Data parallelism alone: 90 samples of 3 GPUs are 30 for each of 100.
    QCOMPARE(layoutOf(core::asking(wishFor("dp-90-3"), Setting::Devices, 100)),
             QStringLiteral("data 100 x tensor 1 x pipeline 1, batch 3000 = 100 x 1 x 30"));
}

// Whatever number grows the replicas, and whichever part of the batch follows: a share that the
// batch cannot fill stays what it is in the set-up, micro-batches x their size.
void TestWish::oneNumberMovesWhereTheBatchCannotFeedTheReplicas()
{
    for (const core::BuiltinScenario &builtin : core::builtinScenarios()) {
        const core::Wish wish = wishFor(builtin.id.data());
        const core::Scenario &base = wish.base;
        const std::int64_t count = core::microBatchCount(base);
        const std::int64_t each = base.training.microBatch;
        if (base.parallel.pipeline > count || base.parallel.schedule == core::kOwnSchedule)
            continue;
        for (const BatchPart follows : {BatchPart::Count, BatchPart::MicroBatch}) {
            const core::Wish held = core::following(wish, follows);
            const std::int64_t replicas = 2 * base.training.globalBatch;
            const core::Scenario grown = scenarioOf(core::asking(held, Setting::Data, replicas));
            if (grown.parallel.data != replicas) // more devices than can be
                continue;
            QCOMPARE(core::microBatchCount(grown), count);
            QCOMPARE(grown.training.microBatch, each);
            QCOMPARE(grown.training.globalBatch, replicas * count * each);
        }
    }
}

void TestWish::goingBackGivesTheFormerSetUpBack()
{
    const core::Wish eight = wishFor("dp8-nvlink");
    const core::Wish many = core::asking(eight, Setting::Devices, 64);
    QCOMPARE(scenarioOf(many).training.globalBatch, 64); // each of 64 replicas needs a sample
    QVERIFY(core::asking(many, Setting::Devices, 8) == eight);
    // Also when something else was changed and changed back in between.
    core::Wish walk = core::asking(many, Setting::MicroBatch, 2);
    walk = core::asking(walk, Setting::MicroBatch, 1);
    QVERIFY(walk == many);
    QVERIFY(core::asking(walk, Setting::Devices, 8) == eight);
    // And when it was not changed back: only that is left.
    walk = core::asking(many, Setting::Sharding, int(core::Sharding::Zero1));
    walk = core::asking(walk, Setting::Devices, 8);
    QVERIFY(walk == core::asking(eight, Setting::Sharding, int(core::Sharding::Zero1)) ||
            scenarioOf(walk) ==
                scenarioOf(core::asking(eight, Setting::Sharding, int(core::Sharding::Zero1))));
}

void TestWish::anotherSplitLosesNeitherDevicesNorSamples()
{
    using enum core::Strategy;
    const core::Wish data = wishFor("dp-90-3");
    const core::Wish hybrid = split(data, Hybrid);
    QCOMPARE(scenarioOf(hybrid).cluster.devices, 4); // the fewest that are a product
    const core::Scenario layers = scenarioOf(split(hybrid, Layers));
    QCOMPARE(layers.cluster.devices, 3);
    QCOMPARE(layers.training.globalBatch, 90);
    QCOMPARE(core::microBatchCount(layers), 1);
    QVERIFY(split(split(split(data, Hybrid), Layers), Hybrid) == hybrid);
    QVERIFY(split(split(data, Hybrid), Data) == data);
}

// 128 = 4 x 32 x 1.
void TestWish::twoPartsOfTheBatchHold()
{
    core::Wish wish = wishFor("gpt3-64-4x4x4");
    wish = core::asking(wish, Setting::MicroBatches, 16);
    QCOMPARE(layoutOf(wish),
             QStringLiteral("data 4 x tensor 4 x pipeline 4, batch 128 = 4 x 16 x 2"));
    QVERIFY(wish.follows == BatchPart::MicroBatch);
    // Twice the replicas of 16 micro-batches: their size follows.
    wish = core::asking(wish, Setting::Data, 8);
    QCOMPARE(layoutOf(wish),
             QStringLiteral("data 8 x tensor 4 x pipeline 4, batch 128 = 8 x 16 x 1"));
    wish = core::asking(wish, Setting::MicroBatch, 4);
    QVERIFY(wish.follows == BatchPart::Count);
    QCOMPARE(layoutOf(wish),
             QStringLiteral("data 8 x tensor 4 x pipeline 4, batch 128 = 8 x 4 x 4"));
    QCOMPARE(layoutOf(core::asking(wish, Setting::GlobalBatch, 256)),
             QStringLiteral("data 8 x tensor 4 x pipeline 4, batch 256 = 8 x 8 x 4"));
}

// 16 samples in micro-batches of 2: two replicas have 4 each, enough for two stages.
void TestWish::anotherSplitKeepsTheLockedSize()
{
    const core::Wish wish = wishFor("llama7b-pp4");
    const core::TrainingSpec &training = wish.base.training;
    const core::Scenario hybrid = scenarioOf(split(wish, core::Strategy::Hybrid));
    QCOMPARE(hybrid.parallel.data, 2);
    QCOMPARE(hybrid.parallel.pipeline, 2);
    QCOMPARE(hybrid.training.globalBatch, training.globalBatch);
    QCOMPARE(hybrid.training.microBatch, training.microBatch);
    QCOMPARE(core::microBatchCount(hybrid), core::microBatchCount(wish.base) / 2);
}

// Tensor over more GPUs than the heads allow becomes a hybrid of another shape. Whatever was moved
// since, the hybrid that was there before returns.
void TestWish::theFirstSplitReturnsAfterOneThatBecameIt()
{
    const core::Wish first = wishFor("gpt3-64-4x4x4");
    const core::Wish tensor = split(first, core::Strategy::Tensor);
    QVERIFY(core::strategyOf(scenarioOf(tensor)) == core::Strategy::Hybrid);
    QVERIFY(layoutOf(tensor) != layoutOf(first));
    QVERIFY(split(tensor, core::Strategy::Hybrid) == first);
    const core::Wish moved = core::asking(tensor, Setting::GlobalBatch, 256);
    QVERIFY(core::strategyOf(scenarioOf(moved)) == core::Strategy::Hybrid);
    QVERIFY(scenarioOf(split(moved, core::Strategy::Hybrid)) ==
            scenarioOf(core::asking(first, Setting::GlobalBatch, 256)));
}

void TestWish::aDerivedTitleSeparatesThousands()
{
    core::Scenario scenario;
    scenario.model.title = "Model";
    scenario.cluster.devices = 131'072;
    QCOMPARE(QString::fromStdString(core::derivedTitle(scenario)),
             QStringLiteral("Model on 131,072 GPUs"));
    scenario.train = core::TrainSpec{}; // by threads
    scenario.cluster.devices = 3;
    QCOMPARE(QString::fromStdString(core::derivedTitle(scenario)),
             QStringLiteral("Model on 3 workers"));
}

// Weak scaling: 32 micro-batches of 1 for each replica.
void TestWish::theBatchOfEachReplicaCanHold()
{
    const core::Wish wish = core::following(wishFor("gpt3-64-4x4x4"), BatchPart::Global);
    QCOMPARE(layoutOf(core::asking(wish, Setting::Devices, 256)),
             QStringLiteral("data 16 x tensor 4 x pipeline 4, batch 512 = 16 x 32 x 1"));
    QCOMPARE(layoutOf(core::asking(wish, Setting::Pipeline, 8)),
             QStringLiteral("data 2 x tensor 4 x pipeline 8, batch 64 = 2 x 32 x 1"));
    // Whoever asks for a global batch wants that one, from then on.
    const core::Wish fixed = core::asking(wish, Setting::GlobalBatch, 64);
    QVERIFY(fixed.follows == BatchPart::Count);
    QCOMPARE(layoutOf(fixed),
             QStringLiteral("data 4 x tensor 4 x pipeline 4, batch 64 = 4 x 16 x 1"));
}

void TestWish::movingALockMovesNothingElse()
{
    for (const char *id : {"gpt3-64-4x4x4", "dp-90-3", "dp8-nvlink", "llama7b-pp4"}) {
        for (const int devices : {3, 8, 64, 100}) {
            const core::Wish wish = core::asking(wishFor(id), Setting::Devices, devices);
            for (const auto from : {BatchPart::Global, BatchPart::MicroBatch, BatchPart::Count}) {
                const core::Wish moved = core::following(wish, from);
                QCOMPARE(layoutOf(moved), layoutOf(wish));
                QVERIFY(scenarioOf(core::following(moved, wish.follows)) == scenarioOf(wish));
            }
        }
    }
}

// 128 samples in micro-batches of 4: 3 replicas can have 11 of them each, which are 132. 50 cannot
// have one each, so that the size gives way too.
void TestWish::aSizeIsHeldBesideABatchThatGivesWay()
{
    core::Wish wish = wishFor("dp8-nvlink");
    wish = core::asking(core::asking(wish, Setting::GlobalBatch, 128), Setting::MicroBatch, 4);
    wish = core::asking(wish, Setting::Devices, 3);
    QCOMPARE(layoutOf(wish),
             QStringLiteral("data 3 x tensor 1 x pipeline 1, batch 132 = 3 x 11 x 4"));
    const core::Scenario many = scenarioOf(core::asking(wish, Setting::Devices, 50));
    QCOMPARE(many.training.globalBatch, std::int64_t{150}); // 128 is no multiple of 50
    QCOMPARE(many.training.microBatch, std::int64_t{3});
}

void TestWish::aNumberThatWasAskedForIsTakenBeforeAnEarlierOne()
{
    // 32 samples cannot be cut into 7: 35 can, and is nearer than 28.
    core::Wish wish = core::asking(wishFor("1f1b-4-8"), Setting::MicroBatches, 7);
    QCOMPARE(layoutOf(wish),
             QStringLiteral("data 1 x tensor 1 x pipeline 4, batch 35 = 1 x 7 x 5"));
    QVERIFY(core::asking(wish, Setting::MicroBatches, 8) == wishFor("1f1b-4-8"));
    // 5 stages of 4 partners do not use 64 GPUs: 3 replicas are 60, 4 were 80.
    wish = core::asking(wishFor("gpt3-64-4x4x4"), Setting::Pipeline, 5);
    QCOMPARE(scenarioOf(wish).parallel.pipeline, 5);
    QCOMPARE(scenarioOf(wish).cluster.devices, 60);
    // 7 is a prime, and 4 partners do not divide it.
    wish = core::asking(wish, Setting::Devices, 7);
    QCOMPARE(scenarioOf(wish).cluster.devices, 7);
}

void TestWish::whatGaveWayIsNamedWithTheReason()
{
    const core::Scenario before = wishFor("gpt3-64-4x4x4").base;
    const core::Answer after =
        core::complete(core::asking(core::wishFor(before), Setting::Data, 8));
    const std::vector<core::GaveWay> expected = {
        {Setting::MicroBatches, 32, 16, {Because::BatchStays, 128}},
        {Setting::Devices, 64, 128, {Because::DegreesMultiply}}};
    QVERIFY(core::gaveWay(before, after, Setting::Data) == expected);

    const core::Scenario pipeline = wishFor("llama7b-pp4").base;
    const core::Answer grown =
        core::complete(core::asking(core::wishFor(pipeline), Setting::Devices, 1024));
    const std::vector<core::GaveWay> first = core::gaveWay(pipeline, grown, Setting::Devices);
    // 8 micro-batches of 2 for each replica, and nothing else of the batch.
    const std::vector<core::GaveWay> only = {
        {Setting::GlobalBatch, 16, 4096, {Because::ShareStays, 16}},
        {Setting::Split,
         static_cast<std::int64_t>(core::Strategy::Pipeline),
         static_cast<std::int64_t>(core::Strategy::Hybrid),
         {}},
        {Setting::Data, 1, 256, {Because::DevicesAreUsed, 1024}}};
    QVERIFY(first == only);
}

void TestWish::otherSettingsStayWithWhatWasAskedFor()
{
    const core::Wish eight = wishFor("dp8-nvlink");
    const core::Wish many = core::asking(eight, Setting::Devices, 64);
    core::Scenario changed = scenarioOf(many);
    changed.cluster.interLink.bandwidth /= 2;
    const core::Wish slower = core::changedTo(many, scenarioOf(many), changed);
    QVERIFY(scenarioOf(slower) == changed);
    core::Scenario expected = eight.base;
    expected.cluster.interLink.bandwidth /= 2;
    QVERIFY(scenarioOf(core::asking(slower, Setting::Devices, 8)) == expected);
    // A whole layout from elsewhere is a wish of its own.
    const core::Scenario other = wishFor("gpt3-64-4x4x4").base;
    QVERIFY(core::changedTo(many, scenarioOf(many), other) == core::wishFor(other));
}

// Interleaved in 4 chunks, groups of 8 and a limit of 3: no option of 1F1B, which is as it was.
void TestWish::optionsOfAScheduleGoAndComeWithIt()
{
    const auto placeOf = [](const char *id) {
        return core::findSchedule(id) - core::schedules().data();
    };
    const core::Wish first = wishFor("1f1b-4-8");
    const auto chosen = [&](const char *schedule, auto change) {
        const core::Wish wish = core::asking(first, Setting::Schedule, placeOf(schedule));
        core::Scenario changed = scenarioOf(wish);
        change(changed.parallel);
        return core::changedTo(wish, scenarioOf(wish), changed);
    };
    const std::pair<const char *, core::Wish> wishes[] = {
        {"interleaved", chosen("interleaved", [](auto &parallel) { parallel.chunks = 4; })},
        {"interleaved", chosen("interleaved", [](auto &parallel) { parallel.group = 8; })},
        {"zb-auto", chosen("zb-auto", [](auto &parallel) { parallel.memoryLimit = 3; })}};
    for (const auto &[schedule, wish] : wishes) {
        QVERIFY(scenarioOf(wish).parallel.chunks == 4 || scenarioOf(wish).parallel.group == 8 ||
                scenarioOf(wish).parallel.memoryLimit == 3);
        const core::Wish back = core::asking(wish, Setting::Schedule, placeOf("1f1b"));
        QVERIFY2(scenarioOf(back) == first.base, schedule);
        // Whatever is moved in between, the schedule has its options when it is chosen again.
        const core::Wish again = core::asking(core::asking(back, Setting::GlobalBatch, 64),
                                              Setting::Schedule, placeOf(schedule));
        QVERIFY2(scenarioOf(again) == scenarioOf(core::asking(wish, Setting::GlobalBatch, 64)),
                 schedule);
    }
}

// Degrees set one by one, as with --set, give the same scenario, and the step to the nanosecond.
void TestWish::theCommandLineSaysTheSame()
{
    const core::Scenario window =
        scenarioOf(core::asking(wishFor("gpt3-64-4x4x4"), Setting::Pipeline, 8));
    core::Scenario typed =
        core::loadScenario("gpt3-64-4x4x4", {"parallel.pipeline=8", "parallel.data=2"}).value();
    typed.title = window.title;
    QVERIFY(window == typed);
    const auto snapshot = core::run(window);
    QVERIFY(snapshot);
    QVERIFY(snapshot.value()->metrics.step == core::run(typed).value()->metrics.step);
}

QTEST_GUILESS_MAIN(TestWish)
#include "tst_wish.moc"
