// SPDX-License-Identifier: GPL-3.0-or-later
// When gradients that replicas divide are scattered, what that costs and what it saves.
#include "core/advice/assumptions.h"
#include "core/base/text.h"
#include "core/cost/collective_price.h"
#include "core/io/scenario/scenario_json.h"
#include "core/memory/memory_parts.h"
#include "core/plan/unit_buffers.h"
#include "core/presets/builtin_scenarios.h"
#include "tests/core/toy_scenario.h"

#include <QTest>

#include <algorithm>
#include <cmath>

using enum core::GradientScatter;

namespace {

// Two replicas of a pipeline of two stages, two layers each, four micro-batches per replica.
core::Scenario toyPair(core::GradientScatter scatter)
{
    core::Scenario s = toy::pipeline("1f1b", 2, 4);
    s.model.shape = toy::layers(4);
    s.cluster.devices = 4;
    s.parallel.data = 2;
    s.training.globalBatch = 8;
    s.parallel.sharding = core::Sharding::Zero2;
    s.parallel.overlap = false;
    s.parallel.gradientScatter = scatter;
    return s;
}

std::int64_t gradientsOf(const core::Scenario &s)
{
    return toy::run(s)->plan.rows.front().states.gradients.count;
}

bool warns(const core::SnapshotPtr &snapshot, std::string_view words)
{
    return std::ranges::any_of(snapshot->metrics.warnings, [words](const std::string &warning) {
        return warning.find(words) != std::string::npos;
    });
}

core::Scenario builtin(std::string_view id)
{
    const core::BuiltinScenario *found = core::findBuiltinScenario(id);
    return core::scenarioFromJson(found->json, found->id).value();
}

} // namespace

class TestGradientScatter : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aPipelineKeepsAllGradientsAndScattersOnce();
    void everyMicroBatchPaysForItsScatter();
    void oneMicroBatchHasNothingToKeep();
    void withoutAPipelineEveryMicroBatchScatters();
    void fullyShardedStatesMayKeepGradientsToo();
    void llama405bKeepsWhatZero1Keeps();
    void itIsReadAndWritten();
    void whatHasNoEffectIsSaid();
    void sharesAreStatesWhereEachMicroBatchScattersThem();
    void wholeGradientsAreAsWideAsTheyAreReducedAndStay();
};

// 2,000 parameters of a stage, 2 bytes each; of a share, half.
void TestGradientScatter::aPipelineKeepsAllGradientsAndScattersOnce()
{
    QCOMPARE(gradientsOf(toyPair(Usual)), 4000);
    QCOMPARE(gradientsOf(toyPair(OncePerStep)), 4000);
    QCOMPARE(gradientsOf(toyPair(EachMicroBatch)), 2000);
    core::Scenario zero1 = toyPair(Usual);
    zero1.parallel.sharding = core::Sharding::Zero1;
    QCOMPARE(gradientsOf(zero1), 4000);
    const auto usual = toy::run(toyPair(Usual));
    QCOMPARE(usual->metrics.step, toy::run(zero1)->metrics.step);
    QVERIFY(warns(usual, "up to 4 kB, as with ZeRO-1 (DeepSpeed refuses ZeRO-2 with a pipeline)"));
    QVERIFY(!warns(toy::run(toyPair(EachMicroBatch)), "scattered once per step"));
    const auto effects = core::effectsOf(toyPair(Usual));
    const auto effect =
        std::ranges::find(effects, "Gradients scattered every micro-batch", &core::Effect::name);
    QVERIFY(effect != effects.end() && !effect->on);
}

// A layer takes 1 ms forward and 2 ms backward, its scatter s that nothing hides. 1F1B of two
// stages and four micro-batches lasts 4 + 2 - 1 forward and backward passes, then weights are
// gathered; once per step, the gradients of both layers are scattered before that.
void TestGradientScatter::everyMicroBatchPaysForItsScatter()
{
    const core::Scenario each = toyPair(EachMicroBatch);
    const core::Members pair = {2, 2};
    const core::Fabric fabric = core::fabricOf(each);
    const double layer = core::reduceScatterSeconds(2000, pair, fabric);
    const double stage = core::reduceScatterSeconds(4000, pair, fabric);
    const double gather = core::allGatherSeconds(4000, pair, fabric);
    QVERIFY(layer > 1e-6);
    const double steps = core::seconds(toy::run(each)->metrics.step);
    QVERIFY(std::abs(steps - (5 * (2e-3 + 4e-3 + 2 * layer) + gather)) < 1e-8);
    const double once = core::seconds(toy::run(toyPair(OncePerStep))->metrics.step);
    QVERIFY(std::abs(once - (5 * 6e-3 + stage + gather)) < 1e-8);
    // Beside the work of the neighbouring layers, the scatter is never dearer.
    core::Scenario hidden = each;
    hidden.parallel.overlap = true;
    QVERIFY(core::seconds(toy::run(hidden)->metrics.step) < steps);
}

void TestGradientScatter::oneMicroBatchHasNothingToKeep()
{
    core::Scenario s = toyPair(Usual);
    s.training.globalBatch = 2;
    QCOMPARE(gradientsOf(s), 2000);
    QVERIFY(!warns(toy::run(s), "scattered once per step"));
}

// DeepSpeed's ZeRO-2 partitions gradients in every backward pass.
void TestGradientScatter::withoutAPipelineEveryMicroBatchScatters()
{
    core::Scenario s = toy::dataParallel(4, 2);
    s.training.globalBatch = 12;
    s.parallel.sharding = core::Sharding::Zero2;
    s.parallel.overlap = false;
    const core::Members ring = {4, 4};
    const double layer = core::reduceScatterSeconds(2000, ring, core::fabricOf(s));
    const double gather = core::allGatherSeconds(4000, ring, core::fabricOf(s));
    const auto snapshot = toy::run(s);
    QCOMPARE(snapshot->plan.rows.front().states.gradients.count, 1000);
    QVERIFY(std::abs(core::seconds(snapshot->metrics.step) -
                     (3 * (2e-3 + 4e-3 + 2 * layer) + gather)) < 1e-8);
    s.parallel.gradientScatter = OncePerStep;
    QCOMPARE(gradientsOf(s), 4000);
}

// FSDP without gradient sync: weights are gathered for every micro-batch all the same. It adds up
// gradients in fp32, in which it reduces them (FSDPParam.unsharded_accumulated_grad).
void TestGradientScatter::fullyShardedStatesMayKeepGradientsToo()
{
    core::Scenario s = builtin("llama7b-zero3-8");
    const auto each = toy::run(s);
    s.parallel.gradientScatter = OncePerStep;
    s.cluster.device.memory = {1'000'000'000'000};
    const auto once = toy::run(s);
    const std::int64_t bytes = core::gradientBytesOf(s.training);
    const std::int64_t parameters = once->plan.stages[0].parameters;
    QCOMPARE(each->plan.rows[0].states.gradients.count, (parameters + 7) / 8 * bytes);
    QCOMPARE(once->plan.rows[0].states.gradients.count, parameters * 4);
    QCOMPARE(once->plan.rows[0].states.parameters, each->plan.rows[0].states.parameters);
    QVERIFY(each->plan.sync[0].buckets.empty());
    QVERIFY(std::ranges::all_of(once->plan.sync[0].buckets, [](const core::GradientBucket &bucket) {
        return bucket.kind == core::BucketKind::Gradients && bucket.onePass;
    }));
    QVERIFY(!once->plan.sync[0].buckets.empty());
}

// The published layout, 16 micro-batches and more per replica: 99.6 MB were shown in place of this.
void TestGradientScatter::llama405bKeepsWhatZero1Keeps()
{
    core::Scenario s = builtin("llama3-405b-16k");
    QVERIFY(s.parallel.sharding == core::Sharding::Zero2 && core::microBatchCount(s) > 1);
    const auto zero2 = core::makePlan(s);
    s.parallel.sharding = core::Sharding::Zero1;
    const auto zero1 = core::makePlan(s);
    const std::int64_t bytes = core::gradientBytesOf(s.training);
    for (std::size_t row = 0; row < zero2.value().rows.size(); ++row) {
        std::int64_t parameters = 0;
        for (const int stage : zero2.value().stagesOf[row])
            parameters += zero2.value().stages[static_cast<std::size_t>(stage)].parameters;
        QCOMPARE(zero2.value().rows[row].states.gradients.count, parameters * bytes);
        QCOMPARE(zero1.value().rows[row].states.gradients.count, parameters * bytes);
    }
}

void TestGradientScatter::itIsReadAndWritten()
{
    core::Scenario s = builtin("llama3-405b-16k");
    for (const core::GradientScatter scatter : {Usual, EachMicroBatch, OncePerStep}) {
        s.parallel.gradientScatter = scatter;
        const std::string text = core::scenarioToJson(s);
        QCOMPARE(text.find("gradient_scatter") != std::string::npos, scatter != Usual);
        const auto again = core::scenarioFromJson(text, "test");
        QVERIFY(bool(again));
        QVERIFY(again.value() == s);
    }
}

void TestGradientScatter::whatHasNoEffectIsSaid()
{
    core::Scenario s = toyPair(EachMicroBatch);
    s.parallel.sharding = core::Sharding::Zero1;
    QVERIFY(warns(toy::run(s), "gradient_scatter has no effect"));
    s.parallel.gradientScatter = Usual;
    QVERIFY(!warns(toy::run(s), "gradient_scatter has no effect"));
}

// PyTorch's allocator keeps shares for the stream of scatters only where gradients were whole until
// then: a quarter of the stage's parameters, in the 4 bytes that FSDP adds up in.
void TestGradientScatter::sharesAreStatesWhereEachMicroBatchScattersThem()
{
    core::Scenario s = builtin("llama7b-zero3-8");
    s.parallel.data = 4;
    s.parallel.pipeline = 2;
    s.parallel.sharding = core::Sharding::Zero2;
    s.parallel.gradientScatter = OncePerStep;
    const core::Plan once = core::makePlan(s).value();
    const std::int64_t kept = core::unitBuffers(once, s, 0, 1).count;
    s.parallel.gradientScatter = EachMicroBatch;
    const std::int64_t without = core::unitBuffers(core::makePlan(s).value(), s, 0, 1).count;
    QCOMPARE(kept - without, (once.stages[0].parameters + 3) / 4 * 4);
}

// FSDP adds up in what it reduces in, 4 bytes unless asked for other; gradients that are whole
// until the end of the step are on the device, wherever the optimizer is.
void TestGradientScatter::wholeGradientsAreAsWideAsTheyAreReducedAndStay()
{
    core::Scenario s = builtin("llama7b-zero3-8");
    s.parallel.gradientScatter = OncePerStep;
    s.parallel.offloadOptimizer = true;
    QCOMPARE(core::heldBy(s).wholeGradientBytes, 4);
    QVERIFY(core::heldBy(s).optimizerAway && !core::heldBy(s).gradientsAway);
    s.training.reduceBytes = 2;
    QCOMPARE(core::heldBy(s).wholeGradientBytes, 2);
    s.parallel.gradientScatter = EachMicroBatch;
    QVERIFY(core::heldBy(s).gradientsAway);
}

QTEST_APPLESS_MAIN(TestGradientScatter)
#include "tst_gradient_scatter.moc"
