// SPDX-License-Identifier: GPL-3.0-or-later
// What a plan says of memory, links and stages, each number by hand.
#include "core/analysis/step_time.h"
#include "core/cost/collective_price.h"
#include "core/io/scenario/scenario_json.h"
#include "core/io/schedule/order_text.h"
#include "core/plan/plan.h"
#include "core/plan/plan_memory.h"
#include "core/plan/timing_plan.h"
#include "core/presets/presets.h"
#include "core/schedule/order_from_actions.h"

#include "tests/core/planned.h"
#include "tests/core/toy_scenario.h"

#include <QTest>

#include <memory>
#include <numeric>

namespace {

constexpr std::int64_t kMegabyte = 1'000'000;

// Four heads of 16 on a width of 64; the sequence is 128 tokens, the vocabulary 1000.
core::TransformerSpec smallTransformer(int layers)
{
    core::TransformerSpec spec;
    spec.hidden = 64;
    spec.layers = layers;
    spec.heads = 4;
    spec.kvHeads = 4;
    spec.headDimension = 16;
    spec.ffn = 256;
    spec.vocab = 1000;
    spec.positions = 128;
    return spec;
}

core::Scenario transformerOn(int devices, int layers)
{
    core::Scenario s = toy::scenario(devices, 1);
    s.model.shape = smallTransformer(layers);
    s.model.sequence = 128;
    s.training.sequence = 128;
    return s;
}

std::int64_t gradientBytes(const core::Plan &plan)
{
    std::int64_t sum = 0;
    for (const core::GradientBucket &bucket : plan.sync.front().buckets)
        sum += bucket.kind == core::BucketKind::Gradients ? bucket.size.count : 0;
    return sum;
}

} // namespace

class TestPlanByHand : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void shortStagesAreTheLastThenTheFirstThenTheLastButOne();
    void messagesAndBucketsAreBuffered();
    void aForwardPassHoldsBothBranchesAtItsWidest();
    void aModelFitsToTheByteWithItsBuffers();
    void thePeakNamesTheMicroBatchesThatAreKeptThen();
    void bucketsAreAsWideAsTheGradients();
    void statesOfExpertsAreSpreadOverTheCopiesOfTheSameExperts_data();
    void statesOfExpertsAreSpreadOverTheCopiesOfTheSameExperts();
    void theNextLayerIsGatheredAhead();
    void theHostHalvesItsWorkWithTheBackward();
    void everyGradientIsInOneBucket();
    void theOptimizerUpdatesEveryParameterOnce();
    void aStepTimedAloneRecomputesBeforeASplitBackward();
    void aTiedCopyIsSplitOverTheTensorPartners();
    void theSlowestLinkBetweenTwoGroupsCounts();
    void aCardOfTheNodeIsSharedByItsDevices();
    void infiniBandIsAsFastAsItsNameSays();
};

// 11, 10 and 9 layers on 4 stages: one, two and three are short (Llama 3, section 3.3.2, shortens
// the last and the first).
void TestPlanByHand::shortStagesAreTheLastThenTheFirstThenTheLastButOne()
{
    const std::pair<int, std::vector<int>> cases[] = {
        {12, {3, 3, 3, 3}}, {11, {3, 3, 3, 2}}, {10, {2, 3, 3, 2}}, {9, {2, 3, 2, 2}}};
    for (const auto &[layers, expected] : cases) {
        core::Scenario s = transformerOn(4, layers);
        s.parallel.pipeline = 4;
        const core::Plan plan = planOf(s);
        std::vector<int> counts;
        for (int stage = 0; stage < 4; ++stage) {
            const core::LayerRange blocks = core::stageBlocks(plan, stage);
            counts.push_back(blocks.end - blocks.first);
        }
        QCOMPARE(counts, expected);
    }
}

// Of a pipeline one message in each direction. Of buckets of 3 layers of 1000 gradients of 2 bytes:
// PyTorch's hold all gradients once more ("the saved memory size will be equal to the total
// gradients size", documentation of gradient_as_bucket_view, which is off); Megatron-LM's are
// views.
void TestPlanByHand::messagesAndBucketsAreBuffered()
{
    const core::Plan pipeline = planOf(toy::pipeline("1f1b", 2, 4));
    for (const core::RowPlan &row : pipeline.rows)
        QCOMPARE(row.states.buffers.count, 2 * kMegabyte);
    core::Scenario s = toy::dataParallel(2, 3);
    for (const std::int64_t bucketBytes : {2'000, 1'000'000}) {
        s.parallel.bucketBytes = bucketBytes;
        s.parallel.framework = core::Framework::Megatron;
        QCOMPARE(planOf(s).rows.front().states.buffers.count, std::int64_t{0});
        s.parallel.framework = core::Framework::PyTorch;
        QCOMPARE(planOf(s).rows.front().states.buffers.count, std::int64_t{3 * 1000 * 2});
    }
}

// Rank 0 of two keeps 2 micro-batches of 1 MB; 1000 parameters of 16 bytes; 2 MB of buffers.
void TestPlanByHand::aModelFitsToTheByteWithItsBuffers()
{
    core::Scenario s = toy::pipeline("1f1b", 2, 4);
    constexpr std::int64_t need = 2 * kMegabyte + 1000 * 16 + 2 * kMegabyte;
    s.cluster.device.memory = {need};
    QVERIFY(planOf(s).fits);
    QCOMPARE(planOf(s).rows.front().peak.total().count, need);
    s.cluster.device.memory = {need - 1};
    QVERIFY(!planOf(s).fits);
}

// One rank with two stages that keep 1 and 10 MB. Five of the first stage and one of the second are
// 15 MB; later two of each are 22.
void TestPlanByHand::thePeakNamesTheMicroBatchesThatAreKeptThen()
{
    core::Scenario s = toy::scenario(1, 2);
    std::get<std::vector<core::NamedLayer>>(s.model.shape)[1].activationBytes = 10 * kMegabyte;
    s.training.globalBatch = 5;
    core::OrderTextReader text;
    QVERIFY(text.addRank("0F0 0F1 0F2 0F3 0F4 1F0 1B0 0B0 1F1 1B1 0B1 1F2 1B2 0B2 "
                         "1F3 1F4 1B3 0B3 1B4 0B4",
                         ' '));
    s.parallel.schedule = core::kOwnSchedule;
    s.parallel.own.order =
        std::make_shared<const core::ScheduleOrder>(core::orderFromActions(text.take()).value());
    const core::Plan plan = planOf(s);
    QCOMPARE(plan.rows.front().peak.activations.count, 22 * kMegabyte);
    QCOMPARE(plan.rows.front().inFlightPeak, 6);
    const std::string words = core::peakText(plan, 0);
    QVERIFY2(words.starts_with("activations 22") &&
                 words.find(" (4 micro-batches × 5.5") != std::string::npos &&
                 words.ends_with(" MB"),
             words.c_str());
}

void TestPlanByHand::bucketsAreAsWideAsTheGradients()
{
    core::Scenario s = toy::dataParallel(2, 3);
    QCOMPARE(gradientBytes(planOf(s)), std::int64_t{3 * 1000 * 2});
    s.training.gradientBytes = 4;
    QCOMPARE(gradientBytes(planOf(s)), std::int64_t{3 * 1000 * 4});
    s.training.gradientBytes = 0;
    s.training.precision = core::Precision::Fp32;
    QCOMPARE(gradientBytes(planOf(s)), std::int64_t{3 * 1000 * 4});
}

void TestPlanByHand::statesOfExpertsAreSpreadOverTheCopiesOfTheSameExperts_data()
{
    QTest::addColumn<int>("data");
    QTest::addColumn<int>("context");
    QTest::newRow("replicas") << 4 << 1;
    QTest::newRow("context partners") << 2 << 2;
}

// Four copies, experts split in two: the same experts are on 2 devices, all else on 4. Of 4
// experts of 2 x 64 x 256 weights in each of 2 layers, a device has 2.
void TestPlanByHand::statesOfExpertsAreSpreadOverTheCopiesOfTheSameExperts()
{
    QFETCH(int, data);
    QFETCH(int, context);
    core::Scenario s = transformerOn(4, 2);
    core::TransformerSpec spec = smallTransformer(2);
    spec.bias = false;
    spec.experts = 4;
    spec.expertsPerToken = 1;
    s.model.shape = spec;
    s.training.globalBatch = 4;
    s.parallel.data = data;
    s.parallel.context = context;
    s.parallel.expert = 2;
    s.parallel.sharding = core::Sharding::Zero1;
    const core::Plan plan = planOf(s);
    const core::StagePlan &stage = plan.stages.front();
    constexpr std::int64_t experts = 2 * 2 * (2 * 64 * 256);
    QCOMPARE(stage.expertParameters, experts);
    const std::int64_t dense = stage.parameters - experts;
    // fp32 master copy and two moments
    QCOMPARE(plan.rows.front().states.optimizer.count, 12 * ((dense + 3) / 4 + experts / 2));
}

namespace {

// Attention 4 h^2, an MLP of 2 h 4 h, biases of 9 h and two norms of 2 h each.
constexpr std::int64_t kBlock = 12 * 64 * 64 + 13 * 64;
constexpr std::int64_t kTable = 1000 * 64;
constexpr std::int64_t kPositions = 128 * 64;
constexpr std::int64_t kFinalNorm = 2 * 64;

} // namespace

// Fully sharded: while the embedding is at work, the weights of the first block are there as well,
// 2 bytes each; while the last block is, its own alone. What is in no block is gathered once, for
// the whole step, and stands beside the states.
void TestPlanByHand::theNextLayerIsGatheredAhead()
{
    core::Scenario s = transformerOn(2, 3);
    s.parallel.data = 2;
    s.training.globalBatch = 2;
    s.parallel.sharding = core::Sharding::Zero3;
    s.cluster.device.memoryBandwidth = 1e9;
    const core::Plan plan = planOf(s);
    const auto forward = static_cast<std::size_t>(core::Op::Forward);
    const std::vector<core::VisitSegment> &segments = plan.stages.front().visits[forward].segments;
    std::vector<std::int64_t> buffers;
    for (const core::VisitSegment &segment : segments) {
        std::int64_t there = 0;
        for (const core::MemoryChange &change : plan.stages.front().memory[forward].changes)
            there += change.offset <= segment.begin ? change.buffers.count : 0;
        buffers.push_back(there / 2);
    }
    QCOMPARE(buffers, (std::vector<std::int64_t>{kBlock, 2 * kBlock, 2 * kBlock, kBlock, 0}));
    constexpr std::int64_t outside = 2 * (kTable + kPositions + kFinalNorm);
    QVERIFY(plan.rows.front().states.buffers.count >= outside);
}

// A device so fast that every pass takes as long as the host: both halves of a backward together
// take as long as the whole.
void TestPlanByHand::theHostHalvesItsWorkWithTheBackward()
{
    core::Scenario s = transformerOn(1, 1);
    s.cluster.software.hostBackward = {toy::kMillisecond};
    const core::Plan plan = planOf(s);
    const auto time = [&plan](core::Op op) {
        return plan.stages.front().visits[static_cast<std::size_t>(op)].duration.count;
    };
    const std::int64_t halves = time(core::Op::BackwardInput) + time(core::Op::BackwardWeight);
    QVERIFY(time(core::Op::Backward) >= toy::kMillisecond);
    QVERIFY2(qAbs(halves - time(core::Op::Backward)) < 1000, qPrintable(QString::number(halves)));
}

// Two stages of two blocks each; the last has a copy of the table. 2 bytes for each parameter,
// whatever the size of the buckets.
void TestPlanByHand::everyGradientIsInOneBucket()
{
    core::Scenario s = transformerOn(4, 4);
    s.parallel.pipeline = 2;
    s.parallel.data = 2;
    s.training.globalBatch = 4;
    for (const std::int64_t bucketBytes : {1'000, 30'000, 100'000'000}) {
        s.parallel.bucketBytes = bucketBytes;
        const core::Plan plan = planOf(s);
        std::vector<std::int64_t> ofStage(2);
        for (const core::GradientSync &sync : plan.sync) {
            for (const core::GradientBucket &bucket : sync.buckets) {
                if (bucket.kind == core::BucketKind::Gradients)
                    ofStage[static_cast<std::size_t>(bucket.stage)] += bucket.size.count;
            }
        }
        QCOMPARE(ofStage[0], 2 * (kTable + kPositions + 2 * kBlock));
        QCOMPARE(ofStage[1], 2 * (2 * kBlock + kFinalNorm + kTable));
    }
}

// ZeRO-1 on four devices: however experts are spread, a device updates a quarter of all parameters.
void TestPlanByHand::theOptimizerUpdatesEveryParameterOnce()
{
    core::Scenario s = transformerOn(4, 2);
    core::TransformerSpec spec = smallTransformer(2);
    spec.experts = 4;
    spec.expertsPerToken = 1;
    s.model.shape = spec;
    s.training.globalBatch = 4;
    s.parallel.data = 4;
    s.parallel.sharding = core::Sharding::Zero1;
    s.cluster.device.memoryBandwidth = 1e9;
    s.cluster.software.optimizerBytes = 30;
    const double all = static_cast<double>(core::parameterCount(s.model));
    for (const int expert : {1, 2, 4}) {
        s.parallel.expert = expert;
        const double time = static_cast<double>(planOf(s).optimizer.front().count);
        QVERIFY(qAbs(time / (30 * all / 4) - 1) < 1e-3); // 1 byte in 1 ns
    }
}

// Without a trace a step takes exactly as long as with one.
void TestPlanByHand::aStepTimedAloneRecomputesBeforeASplitBackward()
{
    core::Scenario s = transformerOn(4, 4);
    s.parallel.pipeline = 4;
    s.training.globalBatch = 8;
    s.cluster.device.peakHalfFlops = 1e12;
    core::StepTimer timer;
    for (const char *schedule : {"1f1b", "zb-h1", "zb-h2"}) {
        s.parallel.schedule = schedule;
        core::Nanos without;
        for (const core::Recompute recompute : {core::Recompute::None, core::Recompute::Full}) {
            s.training.recompute = recompute;
            QVERIFY(core::timesAlone(s));
            const core::Nanos timed = timer.time(s).value();
            QCOMPARE(timed.count, toy::run(s)->metrics.step.count);
            QVERIFY(timed > without);
            without = timed;
        }
    }
}

// The head has a copy of the table of 1000 x 64, of which each of two partners has a half.
void TestPlanByHand::aTiedCopyIsSplitOverTheTensorPartners()
{
    core::Scenario s = transformerOn(4, 4);
    s.parallel.pipeline = 2;
    s.parallel.tensor = 2;
    const core::Plan plan = planOf(s);
    const core::StagePlan &last = plan.stages.back();
    std::int64_t ofLayers = 0;
    for (int layer = last.firstLayer; layer < last.endLayer; ++layer)
        ofLayers += plan.layers[static_cast<std::size_t>(layer)].parameters;
    QCOMPARE(last.parameters - ofLayers, std::int64_t{1000 * 64 / 2});
    // And so are the gradients of it, 2 bytes each, that both ends add up.
    int shared = 0;
    for (const core::GradientSync &sync : plan.sync) {
        for (const core::GradientBucket &bucket : sync.buckets) {
            if (bucket.kind != core::BucketKind::TiedEmbedding)
                continue;
            QCOMPARE(bucket.size.count, std::int64_t{1000 * 64 / 2 * 2});
            ++shared;
        }
    }
    QCOMPARE(shared, 2);
}

// Stage 0 is on devices 0 and 1, stage 1 on 2 and 3: partner 1 sends from 1 to 3.
void TestPlanByHand::theSlowestLinkBetweenTwoGroupsCounts()
{
    core::Scenario s = transformerOn(4, 4);
    s.parallel.pipeline = 2;
    s.parallel.tensor = 2;
    s.cluster.intraLink.bandwidth = 1e9;
    QCOMPARE(planOf(s).hop(0, 0, 1).bandwidth, 1e9);
    s.faults.links = {{.from = 1, .to = 3, .bandwidth = 0.05}};
    const core::Hop hop = planOf(s).hop(0, 0, 1);
    QCOMPARE(hop.bandwidth, 0.05e9);
    QVERIFY(hop.slowed);
    s.faults.links = {{.from = 1, .to = 3, .down = true}};
    QVERIFY(planOf(s).hop(0, 0, 1).down);
}

// Two nodes of 4 devices, one card of 8 GB/s: four partners that send at once get 2 GB/s each, and
// so does each of four rings that run at once. A ring through all 8 has the card to itself.
void TestPlanByHand::aCardOfTheNodeIsSharedByItsDevices()
{
    core::Scenario s = transformerOn(8, 4);
    s.parallel.pipeline = 2;
    s.parallel.tensor = 4;
    s.cluster.devicesPerNode = 4;
    s.cluster.interLink.bandwidth = 8e9;
    QCOMPARE(planOf(s).hop(0, 0, 1).bandwidth, 8e9);
    QCOMPARE(core::ringBandwidth({2, 1}, core::fabricOf(s)), 8e9);
    s.cluster.interLink.sharedByNode = true;
    QCOMPARE(planOf(s).hop(0, 0, 1).bandwidth, 2e9);
    QCOMPARE(core::ringBandwidth({2, 1}, core::fabricOf(s)), 2e9);
    QCOMPARE(core::ringBandwidth({8, 4}, core::fabricOf(s)), 8e9);
}

// EDR, HDR, NDR and XDR on four lanes: 100, 200, 400 and 800 Gbit/s (InfiniBand Trade Association).
void TestPlanByHand::infiniBandIsAsFastAsItsNameSays()
{
    const std::pair<const char *, double> rows[] = {
        {"ib-edr", 100e9}, {"ib-hdr", 200e9}, {"ib-ndr", 400e9}, {"ib-xdr", 800e9}};
    for (const auto &[id, bits] : rows) {
        QVERIFY2(core::findLink(id) != nullptr, id);
        QCOMPARE(core::findLink(id)->bandwidth, bits / 8);
    }
}

// Gate and other branch of 11,008, and what goes in and comes out of 4,096, in 2 bytes for each of
// 4,096 tokens; nothing is gathered where there are no tensor partners.
void TestPlanByHand::aForwardPassHoldsBothBranchesAtItsWidest()
{
    const core::Plan plan = core::makePlan(core::loadScenario("llama7b-zero3-8").value()).value();
    QCOMPARE(plan.layers[1].passing.count, std::int64_t{2} * 4096 * (2 * 11'008 + 2 * 4096));
}

QTEST_APPLESS_MAIN(TestPlanByHand)
#include "tst_plan_by_hand.moc"
