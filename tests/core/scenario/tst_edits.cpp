// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/io/scenario/scenario_json.h"
#include "core/presets/builtin_scenarios.h"
#include "core/presets/presets.h"
#include "core/scenario/edits.h"

#include <QTest>

#include <algorithm>
#include <random>
#include <span>

namespace {

class RandomEdits
{
public:
    explicit RandomEdits(unsigned seed) : m_random(seed) {}

    core::Scenario next(const core::Scenario &scenario)
    {
        const int devices = scenario.cluster.devices;
        switch (upTo(16)) {
        case 0:
            return core::withStrategy(scenario, static_cast<core::Strategy>(upTo(5)));
        case 1:
            return core::withSchedule(scenario, any(core::schedules()).id);
        case 15:
            return core::withChunks(scenario, upTo(5));
        case 16:
            return core::withPair(scenario, static_cast<core::PairRule>(upTo(2)), 0.1 * upTo(12));
        case 2:
            return core::withDevices(scenario, core::deviceSteps()[static_cast<std::size_t>(
                                                   upTo(int(core::deviceSteps().size()) - 1))]);
        case 3:
            return core::withMicroBatches(scenario, 1 + upTo(130));
        case 4:
            return core::withGlobalBatch(scenario, 1 + upTo(2000));
        case 5:
            return core::withLayers(scenario, 1 + upTo(128));
        case 6:
            return core::withModel(scenario, any(core::modelPresets()));
        case 7:
            return core::withDeviceSpec(scenario, any(core::devicePresets()));
        case 8:
            return core::withSlowDevice(scenario, upTo(devices - 1), 0.1 * (1 + upTo(9)));
        case 9:
            return core::withRecompute(scenario, static_cast<core::Recompute>(upTo(2)));
        case 11:
            return core::withDevicesPerNode(scenario, 1 + upTo(15));
        case 12:
            return core::withMiddleLink(scenario, static_cast<core::LinkState>(upTo(2)));
        case 13:
            return core::withStagesInOrder(scenario, upTo(1) == 0);
        case 10:
            return core::withOverlap(scenario, upTo(1) == 0);
        default:
            return core::withLinkSpec(scenario, any(core::linkPresets()));
        }
    }

private:
    int upTo(int most) { return std::uniform_int_distribution<int>(0, most)(m_random); }
    template <class Row>
    const Row &any(std::span<const Row> rows)
    {
        return rows[static_cast<std::size_t>(upTo(static_cast<int>(rows.size()) - 1))];
    }

    std::mt19937 m_random;
};

} // namespace

class TestEdits : public QObject
{
    Q_OBJECT

    // What was put together with controls is the same after saving and opening.
    static void isReadBack(const core::Scenario &scenario)
    {
        for (const core::Detail detail : {core::Detail::Short, core::Detail::Everything}) {
            const std::string text = core::scenarioToJson(scenario, detail);
            const auto again = core::scenarioFromJson(text, "again");
            QVERIFY2(again, again ? "" : again.error().message.c_str());
            QVERIFY2(again.value() == scenario, text.c_str());
        }
    }

private Q_SLOTS:
    // The controls can be moved in any order: no sequence may lead to a scenario without meaning.
    void anySequenceOfEditsStaysSound()
    {
        for (const core::BuiltinScenario &builtin : core::builtinScenarios()) {
            RandomEdits edits(7);
            core::Scenario scenario = core::loadScenario(builtin.id).value();
            for (int i = 0; i < 400; ++i) {
                scenario = edits.next(scenario);
                const core::Status sound = core::validate(scenario);
                // A crawling link can make a step of years; that is said, and the way back is open.
                // And so much work on so many devices that it cannot be counted.
                const bool tooLong =
                    !sound &&
                    (sound.error().message.starts_with("One step would take") ||
                     sound.error().message.starts_with("The activations of a step would be"));
                QVERIFY2(sound || tooLong, sound ? "" : sound.error().message.c_str());
                QCOMPARE(scenario.cluster.devices, scenario.parallel.data *
                                                       scenario.parallel.pipeline *
                                                       core::groupSize(scenario.parallel));
                QVERIFY(core::microBatchCount(scenario) >= 1);
                if (i % 20 == 0 && sound)
                    isReadBack(scenario);
            }
        }
    }

    void splittingTheWorkKeepsTheDevicesAndTheBatch()
    {
        const core::Scenario start = core::loadScenario("dp-90-3").value();
        const core::Scenario pipeline = core::withStrategy(start, core::Strategy::Pipeline);
        QCOMPARE(pipeline.cluster.devices, 3);
        QCOMPARE(pipeline.parallel.pipeline, 3);
        QCOMPARE(pipeline.training.globalBatch, 90);
        const core::Scenario back = core::withStrategy(pipeline, core::Strategy::Data);
        QCOMPARE(back.parallel.data, 3);
        QCOMPARE(back.training.globalBatch, 90);
    }

    void everyStrategyIsWhatItIsCalled()
    {
        const core::Scenario start = core::loadScenario("llama7b-pp4").value();
        using enum core::Strategy;
        for (const auto from : {Data, Layers, Pipeline, Tensor, Sharded, Hybrid}) {
            for (const auto to : {Data, Layers, Pipeline, Tensor, Sharded, Hybrid}) {
                const core::Scenario there =
                    core::withStrategy(core::withStrategy(start, from), to);
                QCOMPARE(int(core::strategyOf(there)), int(to));
                QVERIFY(core::validate(there));
            }
        }
    }

    void tensorPartnersAreTheDevicesOfANode()
    {
        const core::Scenario start = core::loadScenario("llama7b-dp3-80").value(); // 32 heads
        core::Scenario eight = core::withDevices(start, 8);
        eight.cluster.devicesPerNode = 8;
        const core::Scenario tensor = core::withStrategy(eight, core::Strategy::Tensor);
        QCOMPARE(tensor.parallel.tensor, 8);
        QCOMPARE(core::withDevices(tensor, 6).parallel.tensor, 2); // 6 and 3 do not divide 32
        QCOMPARE(core::withDevices(tensor, 16).parallel.data, 2);  // the node is full
        const core::Scenario sharded = core::withStrategy(eight, core::Strategy::Sharded);
        QCOMPARE(sharded.parallel.data, 8);
        QVERIFY(sharded.parallel.sharding == core::Sharding::Zero3);
        const core::Scenario hybrid =
            core::withStrategy(core::withDevices(eight, 64), core::Strategy::Hybrid);
        QCOMPARE(hybrid.parallel.tensor, 4); // the most even product: 4 x 4 x 4
        QCOMPARE(hybrid.parallel.pipeline, 4);
        QCOMPARE(hybrid.parallel.data, 4);
    }

    void faultsOfDevicesThatAreGoneGo()
    {
        const core::Scenario slow = core::withSlowDevice(
            core::withDevices(core::loadScenario("dp-90-3").value(), 8), 6, 0.5);
        QCOMPARE(slow.faults.devices.size(), std::size_t(1));
        QVERIFY(core::withDevices(slow, 4).faults.devices.empty());
        QVERIFY(core::withSlowDevice(slow, 6, 1).faults.devices.empty());
    }

    void theMiddleLinkOfFourStagesIsThatOfStagesOneAndTwo()
    {
        const core::Scenario start = core::loadScenario("1f1b-4-8").value();
        const core::Scenario cut = core::withMiddleLink(start, core::LinkState::Cut);
        QCOMPARE(cut.faults.links.size(), std::size_t(1));
        QCOMPARE(cut.faults.links.front().from, 1);
        QCOMPARE(cut.faults.links.front().to, 2);
        QVERIFY(cut.faults.links.front().down);
        QVERIFY(core::middleLink(cut) == core::LinkState::Cut);
        QVERIFY(core::withMiddleLink(cut, core::LinkState::Healthy) == start);
        // On every other device first, stages one and two stand on devices 2 and 1.
        const core::Scenario mixed = core::withStagesInOrder(start, false);
        QVERIFY((mixed.parallel.placement == std::vector<int>{0, 2, 1, 3}));
        QVERIFY(core::withStagesInOrder(mixed, true) == start);
    }

    void aScheduleBringsItsChunks()
    {
        const core::Scenario start = core::loadScenario("1f1b-4-8").value(); // 24 layers
        const core::Scenario v = core::withSchedule(start, "zb-v");
        QCOMPARE(v.parallel.chunks, 2);
        QCOMPARE(core::withSchedule(v, "1f1b").parallel.chunks, 1);
        const core::Scenario interleaved = core::withSchedule(start, "interleaved");
        QCOMPARE(core::withChunks(interleaved, 4).parallel.chunks, 4);
        QCOMPARE(core::withChunks(interleaved, 40).parallel.chunks, 24 / 4);
        QCOMPARE(core::withChunks(v, 5).parallel.chunks, 2); // has no other number
        // 16 ranks of 2 chunks are more stages than layers: the pipeline shrinks to a divisor.
        const core::Scenario wide = core::withPipeline(start, 16); // on 16 devices
        QCOMPARE(wide.cluster.devices, 16);
        QCOMPARE(core::withSchedule(wide, "zb-v").parallel.pipeline, 8);
        QCOMPARE(core::withSchedule(wide, "zb-v").parallel.data, 2);
    }

    void aScheduleOfOnesOwnGoesWhenTheLayoutNoLongerFits()
    {
        const core::Scenario start = core::loadScenario("1f1b-4-8").value();
        core::OwnSchedule own;
        own.title = "mine";
        own.order = std::make_shared<const core::ScheduleOrder>(
            core::makeOrder("gpipe", {.ranks = 3, .microBatches = 5}).value());
        const core::Scenario scenario = core::withOwnSchedule(start, own);
        QVERIFY(core::validate(scenario));
        QCOMPARE(scenario.parallel.pipeline, 3);
        QCOMPARE(core::microBatchCount(scenario), 5);
        QCOMPARE(core::scheduleTitle(scenario.parallel), "mine");
        isReadBack(scenario);
        for (const core::Scenario &other :
             {core::withMicroBatches(scenario, 6), core::withDevices(scenario, 4)}) {
            QVERIFY(core::validate(other));
            QCOMPARE(other.parallel.schedule, "1f1b");
        }
    }

    // Replicas that shared their optimizer states fit because of it.
    void replicasGoOnSharingUnderAnotherSplit()
    {
        const core::Scenario start = core::loadScenario("gpt3-64-4x4x4", {}).value();
        QCOMPARE(start.parallel.sharding, core::Sharding::Zero1);
        for (const core::Strategy split : {core::Strategy::Tensor, core::Strategy::Hybrid}) {
            const core::Scenario after = core::withStrategy(start, split);
            QVERIFY(after.parallel.data > 1);
            QCOMPARE(after.parallel.sharding, core::Sharding::Zero1);
        }
        QCOMPARE(core::withStrategy(start, core::Strategy::Data).parallel.sharding,
                 core::Sharding::None);
    }

    void withoutFp8TrainingGoesOnInBf16()
    {
        const core::Scenario narrow = core::loadScenario("deepseek-v3-2048").value();
        const auto after = [&narrow](const char *device) {
            return core::withDeviceSpec(narrow, *core::findDevice(device)).training.precision;
        };
        QCOMPARE(after("b200-180g"), core::Precision::Fp8);
        QCOMPARE(after("a100-80g"), core::Precision::Bf16);
        const core::ModelSpec &named = *core::findModel("resnet-50");
        QCOMPARE(core::withModel(narrow, named).training.precision, core::Precision::Bf16);
    }

    // Heads go from 12 to 6, so tensor from 4 to 3, the largest divisor of 6 and 12 that is not
    // more; of the 4 places that are left context can have 2.
    void anotherModelKeepsTheDevices()
    {
        core::Scenario s = core::loadScenario("llama7b-zero3-8").value();
        auto spec = std::get<core::TransformerSpec>(s.model.shape);
        spec.heads = spec.kvHeads = 12;
        spec.ffn = 1200;
        s.model.shape = spec;
        s.model.sequence = s.training.sequence = 1536;
        s.cluster.devices = 12;
        s.parallel.data = 1;
        s.parallel.tensor = 4;
        s.parallel.context = 3;
        s.parallel.sharding = core::Sharding::None;
        QVERIFY(core::validate(s));
        core::ModelSpec other = s.model;
        spec.heads = spec.kvHeads = 6;
        other.shape = spec;
        const core::Scenario after = core::withModel(s, other);
        QVERIFY(core::validate(after));
        QCOMPARE(after.cluster.devices, 12);
        QCOMPARE(after.parallel.tensor, 3);
        QCOMPARE(after.parallel.context, 2);
        QCOMPARE(after.parallel.data * after.parallel.pipeline, 2);
    }

    // A visit is a pass of a stage: 1F1B makes two for each micro-batch and stage.
    void noMoreVisitsThanCanBeSimulated()
    {
        core::Scenario s = core::loadScenario("train-digits-pp4").value();
        s.training.microBatch = 1;
        s.training.globalBatch = core::kMaxActions / (2 * s.parallel.pipeline);
        QVERIFY(core::validate(s));
        ++s.training.globalBatch;
        const core::Status status = core::validate(s);
        QVERIFY(!status);
        QVERIFY2(status.error().message.find("16,000,000 visits") != std::string::npos,
                 status.error().message.c_str());
    }

    // A node of six devices holds groups of 2, but not of 4, without parting one.
    void tensorGroupsDoNotStraddleNodes()
    {
        core::Scenario s = core::loadScenario("llama7b-zero3-8").value();
        s = core::withDevices(core::withDevicesPerNode(s, 6), 64);
        const core::Scenario after = core::withStrategy(s, core::Strategy::Hybrid);
        QVERIFY(after.parallel.tensor > 1);
        QCOMPARE(6 % after.parallel.tensor, 0);
    }

    // Four ranks of two replicas: rank 1 is on devices 2 and 3, rank 2 on 4 and 5.
    void theMiddleLinkJoinsTheMiddleRanksOfOneReplica()
    {
        core::Scenario s = core::loadScenario("train-digits-pp4").value();
        s.parallel.data = 2;
        s.cluster.devices = 8;
        const core::Scenario cut = core::withMiddleLink(s, core::LinkState::Cut);
        QCOMPARE(cut.faults.links.size(), std::size_t{1});
        QCOMPARE(cut.faults.links.front().from, 2);
        QCOMPARE(cut.faults.links.front().to, 4);
        s.parallel.data = 4; // a ring of replicas alone
        s.parallel.pipeline = 1;
        const core::Scenario ring = core::withMiddleLink(s, core::LinkState::Cut);
        QCOMPARE(ring.faults.links.front().from, 1);
        QCOMPARE(ring.faults.links.front().to, 2);
    }

    // Up to the batch of 12 samples replicas share it equally; more than that make it grow.
    void replicasThatDoNotDivideTheBatchAreNotOffered()
    {
        core::Scenario s = core::loadScenario("train-digits-1").value();
        s.training.globalBatch = 12;
        std::vector<std::int64_t> upToTheBatch;
        for (const std::int64_t step : core::replicaSteps(s, core::BatchPart::Count)) {
            if (step <= 16)
                upToTheBatch.push_back(step);
        }
        QCOMPARE(upToTheBatch, (std::vector<std::int64_t>{1, 2, 3, 4, 6, 12, 16}));
    }

    // PipeDream updates without its replicas, so devices go where there are fewer stages.
    void aScheduleWithoutReplicasStaysAlone()
    {
        core::Scenario s = core::loadScenario("llama7b-pp4").value();
        s = core::withSchedule(s, "pipedream");
        QCOMPARE(s.parallel.schedule, std::string("pipedream"));
        QCOMPARE(s.cluster.devices, 4);
        const core::Scenario after = core::withPipeline(s, 2);
        QVERIFY(core::validate(after));
        QCOMPARE(after.parallel.schedule, std::string("pipedream"));
        QCOMPARE(after.parallel.data, 1);
        QCOMPARE(after.parallel.pipeline, 2);
        QCOMPARE(after.cluster.devices, 2);
    }

    // Two replicas with two micro-batches of three samples: with the size held, batches are
    // multiples of 6; with the count held, of 4.
    void batchesAreMultiplesOfWhatIsHeld()
    {
        core::Scenario s = core::loadScenario("train-digits-1").value();
        s.parallel.data = s.cluster.devices = 2;
        s.training.microBatch = 3;
        s.training.globalBatch = 12;
        const auto size = core::globalBatchSteps(s, core::BatchPart::Count);
        const auto count = core::globalBatchSteps(s, core::BatchPart::MicroBatch);
        QCOMPARE(size.front(), std::int64_t{6});
        QCOMPARE(count.front(), std::int64_t{4});
        QVERIFY(std::ranges::all_of(size, [](std::int64_t step) { return step % 6 == 0; }));
        QVERIFY(std::ranges::all_of(count, [](std::int64_t step) { return step % 4 == 0; }));
    }

    // Two factors of two or more: at least four devices, and of a prime number one more.
    void aProductTakesDevicesThatAreOne()
    {
        const core::Scenario s = core::loadScenario("llama7b-zero3-8").value();
        for (const auto &[now, then] :
             {std::pair(1, 4), {2, 4}, {5, 6}, {7, 8}, {8, 8}, {9, 9}, {13, 14}}) {
            const core::Scenario after =
                core::withStrategy(core::withDevices(s, now), core::Strategy::Hybrid);
            QCOMPARE(after.cluster.devices, then);
        }
    }

    void stepsOfTheDeviceSliderRise()
    {
        const auto steps = core::deviceSteps();
        QCOMPARE(steps.front(), 1);
        QCOMPARE(steps.back(), 131072);
        for (std::size_t i = 1; i < steps.size(); ++i)
            QVERIFY(steps[i] > steps[i - 1]);
    }
};

QTEST_GUILESS_MAIN(TestEdits)
#include "tst_edits.moc"
