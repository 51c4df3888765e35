// SPDX-License-Identifier: GPL-3.0-or-later
// What is written for a framework is read again: everything that is not named as lost is the same.
#include "core/analysis/snapshot.h"
#include "core/io/deepspeed/read_deepspeed.h"
#include "core/io/launch/launch.h"
#include "core/io/launch/launch_writing.h"
#include "core/io/scenario/scenario_json.h"
#include "core/plan/stage_sync.h"
#include "core/presets/builtin_scenarios.h"
#include "core/presets/presets.h"
#include "core/scenario/check.h"

#include <rapidcheck.h>

#include <QTest>

namespace {

core::Result<core::Scenario> readAgain(const core::LaunchWriting &writing,
                                       const core::Scenario &base)
{
    const core::LaunchText &first = writing.files.front();
    std::map<std::string, std::string> beside;
    for (const core::LaunchText &file : writing.files)
        beside.emplace(file.name, file.text);
    const core::LaunchFile file{.text = first.text, .name = first.name, .beside = &beside};
    if (!core::isLaunchFile(file))
        return core::withDeepSpeed(base, first.text, first.name);
    core::LaunchOutcome outcome = core::readLaunch(file, {}, base);
    if (!outcome.reading)
        return outcome.reading.error();
    return outcome.reading.value().scenario;
}

// The degrees, the batch and the time of a step, which depends on nearly all of the rest.
void compareSteps(const core::Scenario &scenario, const core::Scenario &again)
{
    RC_ASSERT(again.cluster.devices == scenario.cluster.devices);
    RC_ASSERT(again.parallel.data == scenario.parallel.data);
    RC_ASSERT(again.parallel.tensor == scenario.parallel.tensor);
    RC_ASSERT(again.parallel.pipeline == scenario.parallel.pipeline);
    RC_ASSERT(again.parallel.context == scenario.parallel.context);
    RC_ASSERT(again.training.globalBatch == scenario.training.globalBatch);
    RC_ASSERT(again.training.microBatch == scenario.training.microBatch);
    RC_ASSERT(again.training.sequence == scenario.training.sequence);
    RC_ASSERT(again.model.shape == scenario.model.shape);
    const auto step = core::run(scenario);
    const auto stepAgain = core::run(again);
    RC_ASSERT(static_cast<bool>(step) == static_cast<bool>(stepAgain));
    if (step)
        RC_ASSERT(step.value()->metrics.step == stepAgain.value()->metrics.step);
}

core::Scenario drawnScenario()
{
    core::Scenario scenario;
    const char *models[] = {"llama-3-8b", "llama-2-7b", "gpt2-355m", "mixtral-8x7b", "qwen2-7b"};
    scenario.model = *core::findModel(
        *rc::gen::elementOf(std::vector<std::string>(std::begin(models), std::end(models))));
    scenario.cluster.device = *core::findDevice("h100-80g");
    scenario.cluster.intraLink = core::usualLink(scenario.cluster.device);
    scenario.cluster.interLink = core::usualNetwork(scenario.cluster.device);
    scenario.cluster.software = core::usualSoftware(scenario.cluster.device);
    core::ParallelSpec &parallel = scenario.parallel;
    parallel.data = *rc::gen::elementOf(std::vector<int>{1, 2, 4});
    parallel.tensor = *rc::gen::elementOf(std::vector<int>{1, 2, 4});
    parallel.pipeline = *rc::gen::elementOf(std::vector<int>{1, 2, 4});
    parallel.context = *rc::gen::elementOf(std::vector<int>{1, 2});
    parallel.sequenceParallel = parallel.tensor > 1;
    parallel.sharding = *rc::gen::elementOf(std::vector<core::Sharding>{
        core::Sharding::None, core::Sharding::Zero1, core::Sharding::Zero2, core::Sharding::Zero3});
    parallel.schedule = *rc::gen::elementOf(std::vector<std::string>{
        "1f1b", "gpipe", "interleaved", "zb-h1", "zb-v", "looped-bfs", "v-half"});
    const core::ScheduleEntry &entry = *core::findSchedule(parallel.schedule);
    parallel.chunks = entry.chunks.usual;
    parallel.overlap = *rc::gen::arbitrary<bool>();
    parallel.bucketBytes = *rc::gen::elementOf(std::vector<std::int64_t>{26'214'400, 1'000'000});
    parallel.exchange = *rc::gen::elementOf(
        std::vector<core::Exchange>{core::Exchange::Overlapped, core::Exchange::Blocking});
    core::TrainingSpec &training = scenario.training;
    training.microBatch = *rc::gen::inRange(1, 3);
    training.globalBatch =
        training.microBatch * parallel.data * parallel.pipeline * *rc::gen::inRange(1, 5);
    training.sequence = 512;
    training.precision = *rc::gen::elementOf(std::vector<core::Precision>{
        core::Precision::Bf16, core::Precision::Fp16, core::Precision::Fp32, core::Precision::Fp8});
    training.gradientBytes = *rc::gen::elementOf(std::vector<int>{0, 4});
    training.recompute = *rc::gen::elementOf(std::vector<core::Recompute>{
        core::Recompute::None, core::Recompute::Selective, core::Recompute::Full});
    scenario.cluster.devices =
        parallel.data * parallel.tensor * parallel.pipeline * parallel.context;
    scenario.title = "drawn";
    return scenario;
}

} // namespace

class TestLaunchRoundTrip : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void builtInScenariosAreReadAgainAsWritten();
    void drawnScenariosAreReadAgainAsWritten();
};

// Whatever can be written is read, and without losses it is the same step to the nanosecond. What
// was lost once is not there the second time.
void TestLaunchRoundTrip::builtInScenariosAreReadAgainAsWritten()
{
    int compared = 0;
    for (const core::BuiltinScenario &builtin : core::builtinScenarios()) {
        const core::Scenario first = core::scenarioFromJson(builtin.json, builtin.id).value();
        for (const core::LaunchWriter &writer : core::launchWriters()) {
            core::Scenario scenario = first;
            for (int turn = 0; turn < 2; ++turn) {
                const auto writing = core::writeLaunch(writer, scenario);
                if (!writing || writer.id == "torchtitan-recipe")
                    break;
                const auto again = readAgain(writing.value(), scenario);
                QVERIFY2(again, again ? "" : again.error().message.c_str());
                if (writing.value().losses.empty() && scenario.cluster.devices <= 1024) {
                    ++compared;
                    QCOMPARE(core::run(again.value()).value()->metrics.step,
                             core::run(scenario).value()->metrics.step);
                    break;
                }
                scenario = again.value();
            }
        }
    }
    QVERIFY(compared >= 30);
}

void TestLaunchRoundTrip::drawnScenariosAreReadAgainAsWritten()
{
    const bool holds = rc::check([] {
        const core::Scenario scenario = drawnScenario();
        RC_PRE(!core::firstComplaint(scenario));
        for (const core::LaunchWriter &writer : core::launchWriters()) {
            const auto writing = core::writeLaunch(writer, scenario);
            if (!writing || writer.id == "torchtitan-recipe")
                continue;
            RC_LOG() << writer.id << " of " << core::scenarioToJson(scenario);
            const auto again = readAgain(writing.value(), scenario);
            RC_ASSERT(static_cast<bool>(again));
            if (writing.value().losses.empty())
                compareSteps(scenario, again.value());
        }
    });
    QVERIFY(holds);
}

QTEST_APPLESS_MAIN(TestLaunchRoundTrip)
#include "tst_launch_round_trip.moc"
