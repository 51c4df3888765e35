// SPDX-License-Identifier: GPL-3.0-or-later
// What is tried for an idea or a remedy, counted and reckoned by hand.
#include "core/advice/idea_moves.h"
#include "core/advice/remedy_search.h"
#include "core/advice/share_states.h"
#include "core/scenario/check.h"

#include "tests/core/toy_scenario.h"

#include <QTest>

class TestAdviceByHand : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void schedulesThatCannotBeAreNotCountedAsTried();
    void newTensorPartnersSplitTheSequenceToo();
    void aNewPipelineHasTwoMicroBatchesForEachStage();
    void splittingDoesNotEnlargeWhatDoesNotFit();
    void sharingAloneThenWithRecomputation();
};

// Of three ranks a schedule in two directions cannot be.
void TestAdviceByHand::schedulesThatCannotBeAreNotCountedAsTried()
{
    core::Scenario s = toy::pipeline("1f1b", 3, 6);
    s.model.shape = toy::layers(24);
    int can = 0;
    int cannot = 0;
    core::offerSchedules(s, [&](core::IdeaKind, const core::Scenario &changed) {
        if (!(changed == s) && core::validate(changed))
            ++(core::makePlan(changed) ? can : cannot);
        return true;
    });
    QVERIFY(can > 0 && cannot > 0);
    QCOMPARE(core::ideasFor(*toy::run(s)).tried.schedules, can);
}

// Where there are no partners yet they come with sequence parallelism; where there are, what was
// chosen stays.
void TestAdviceByHand::newTensorPartnersSplitTheSequenceToo()
{
    core::Scenario s = toy::scenario(4, 1);
    s.model.shape = core::TransformerSpec{.hidden = 64,
                                          .layers = 4,
                                          .heads = 4,
                                          .kvHeads = 4,
                                          .headDimension = 16,
                                          .ffn = 256,
                                          .vocab = 1000};
    s.training.sequence = 128;
    s.training.globalBatch = 16;
    s.parallel.data = 4;
    const auto offered = [](const core::Scenario &from) {
        std::vector<core::ParallelSpec> all;
        core::offerDegrees(from, [&](core::IdeaKind, const core::Scenario &changed) {
            if (changed.parallel.tensor > 1)
                all.push_back(changed.parallel);
            return true;
        });
        return all;
    };
    QVERIFY(!offered(s).empty());
    for (const core::ParallelSpec &parallel : offered(s))
        QVERIFY(parallel.sequenceParallel);
    s.parallel.data = 2;
    s.parallel.tensor = 2;
    QVERIFY(!offered(s).empty());
    for (const core::ParallelSpec &parallel : offered(s))
        QVERIFY(!parallel.sequenceParallel);
}

// Eight layers that keep 1 MB of each of 32 samples, on devices of 30 MB: at least two a stage.
void TestAdviceByHand::aNewPipelineHasTwoMicroBatchesForEachStage()
{
    core::Scenario s = toy::scenario(1, 8);
    s.training.globalBatch = s.training.microBatch = 32;
    s.cluster.device.memory = {30'000'000};
    core::Search search;
    const std::optional<core::Remedy> remedy = core::splitLayers(s, search);
    QVERIFY(remedy && remedy->fits);
    QVERIFY(remedy->scenario.parallel.pipeline > 1);
    QCOMPARE(remedy->scenario.training.globalBatch, std::int64_t{32});
    std::int64_t count = 2 * remedy->scenario.parallel.pipeline;
    while (32 % count != 0) // the next that divides the batch
        ++count;
    QCOMPARE(core::microBatchCount(remedy->scenario), count);
}

// Eight layers of 16 MB of states that keep 10 MB of a sample each, on eight GPUs of 106 MB. The
// first of p stages keeps p samples of 8 / p layers, 80 MB, beside 128 / p MB of states: 96 MB with
// eight stages, 112 with four. In micro-batches of two samples it would be 176 MB, and only more
// GPUs would help.
void TestAdviceByHand::splittingDoesNotEnlargeWhatDoesNotFit()
{
    core::Scenario s = toy::dataParallel(8, 8);
    s.training.globalBatch = 32;
    for (core::NamedLayer &layer : std::get<std::vector<core::NamedLayer>>(s.model.shape)) {
        layer.parameters = 1'000'000;
        layer.activationBytes = 10'000'000;
    }
    s.cluster.device.memory = {106'000'000};
    const core::SnapshotPtr full = toy::run(s);
    QVERIFY(full && !full->metrics.fits);
    const std::vector<core::Remedy> remedies = core::remediesFor(*full);
    QVERIFY(!remedies.empty());
    const core::Remedy &first = remedies.front();
    QVERIFY(first.kind == core::RemedyKind::SplitLayers && first.fits);
    QCOMPARE(first.scenario.cluster.devices, 8);
    QCOMPARE(first.scenario.parallel.pipeline, 8);
    QCOMPARE(first.scenario.training.microBatch, std::int64_t{1});
    QCOMPARE(first.scenario.training.globalBatch, std::int64_t{32});
    // The GPUs that there are come before more of them.
    bool more = false;
    for (const core::Remedy &remedy : remedies) {
        more = more || remedy.scenario.cluster.devices > 8;
        QVERIFY(!more || !remedy.fits || remedy.scenario.cluster.devices > 8);
    }
}

// Two replicas of eight layers that keep 10 MB each of a single sample, and are given 1 MB: neither
// shared states nor smaller micro-batches leave less than 80 MB, recomputation does.
void TestAdviceByHand::sharingAloneThenWithRecomputation()
{
    core::Scenario s = toy::dataParallel(2, 8);
    for (core::NamedLayer &layer : std::get<std::vector<core::NamedLayer>>(s.model.shape))
        layer.activationBytes = 10'000'000;
    s.cluster.device.memory = {40'000'000};
    core::Search search;
    const std::optional<core::Remedy> remedy = core::shareStates(s, search);
    QVERIFY(remedy.has_value());
    QVERIFY(remedy->fits);
    QVERIFY(remedy->scenario.training.recompute == core::Recompute::Full);
    QVERIFY(remedy->scenario.parallel.sharding != core::Sharding::None);
    QCOMPARE(remedy->scenario.cluster.devices, 2);
}

QTEST_APPLESS_MAIN(TestAdviceByHand)
#include "tst_advice_by_hand.moc"
