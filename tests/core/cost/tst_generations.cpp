// SPDX-License-Identifier: GPL-3.0-or-later
// What newer software hides, what that takes from the work beside it, and that it is never slower
// than older software on the same card.
#include "core/analysis/snapshot.h"
#include "core/cost/collective_price.h"
#include "core/cost/layer_operations.h"
#include "core/cost/layer_price.h"
#include "core/cost/layer_traffic.h"
#include "core/io/scenario/scenario_json.h"
#include "core/plan/plan.h"
#include "core/presets/presets.h"
#include "core/presets/price_constants.h"

#include <QTest>

#include <cmath>

namespace {

core::Scenario llama(int devices)
{
    core::Scenario s;
    s.model = *core::findModel("llama-2-7b");
    s.cluster.device = *core::findDevice("a100-80g");
    s.cluster.device.memory = {400'000'000'000};
    s.cluster.devices = s.parallel.data = devices;
    s.cluster.intraLink = core::usualLink(s.cluster.device);
    s.cluster.interLink = *core::findLink("ib-hdr");
    s.cluster.software = *core::findSoftware("2024");
    s.training.sequence = 4096;
    s.training.microBatch = 2;
    s.training.globalBatch = 8 * devices;
    return s;
}

double stepOf(const core::Scenario &s)
{
    const auto result = core::run(s);
    if (!result)
        qFatal("%s", result.error().message.c_str());
    return core::seconds(result.value()->metrics.step);
}

double forwardOf(const core::Scenario &s)
{
    const auto plan = core::makePlan(s);
    if (!plan)
        qFatal("%s", plan.error().message.c_str());
    return core::seconds(
        plan.value().stages.front().visits[static_cast<std::size_t>(core::Op::Forward)].duration);
}

bool about(double a, double b)
{
    return std::abs(a / b - 1) < 1e-4;
}

} // namespace

class TestGenerations : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void newerSoftwareIsNeverSlowerOnTheSameCard_data();
    void newerSoftwareIsNeverSlowerOnTheSameCard();
    void hiddenGathersCostWhatTheyMove();
    void aSlowNetworkTakesLittleFromWhatHidesIt();
    void weightsAreGatheredUnderTheNextForward();
    void tensorCollectivesAreHiddenInPieces();
    void whatWasNotKeptIsGatheredAgain();
    void sequenceParallelBackwardGainsLittle_data();
    void sequenceParallelBackwardGainsLittle();
    void pytorchWaitsForItsTensorPartners();
    void pytorchStopsRecomputingEarly();
    void expertExchangeIsHiddenBesideOtherWork();
    void defaultsFollowTheDevice();
    void aCardWithSlowerMemoryHasItsOwnPowerLimit();
};

void TestGenerations::newerSoftwareIsNeverSlowerOnTheSameCard_data()
{
    QTest::addColumn<int>("devices");
    QTest::addColumn<int>("tensor");
    QTest::addColumn<int>("sharding");
    QTest::newRow("replicas in a node") << 8 << 1 << 0;
    QTest::newRow("ZeRO 1 over nodes") << 64 << 1 << 1;
    QTest::newRow("FSDP in a node") << 8 << 1 << 3;
    QTest::newRow("FSDP over nodes") << 64 << 1 << 3;
    QTest::newRow("tensor partners") << 64 << 8 << 1;
}

void TestGenerations::newerSoftwareIsNeverSlowerOnTheSameCard()
{
    QFETCH(int, devices);
    QFETCH(int, tensor);
    QFETCH(int, sharding);
    core::Scenario s = llama(devices);
    s.parallel.tensor = tensor;
    s.parallel.sequenceParallel = tensor > 1;
    s.parallel.data = devices / tensor;
    s.parallel.sharding = static_cast<core::Sharding>(sharding);
    double before = HUGE_VAL;
    for (const char *generation : {"2021", "2022", "2024"}) {
        s.cluster.software = *core::findSoftware(generation);
        const double step = stepOf(s);
        QVERIFY2(step <= before, generation);
        before = step;
    }
}

// One layer of the forward pass: work w, a gather of g seconds beside it that receives b bytes. It
// takes max(w, g) + c min(w, g) + k b / memory bandwidth x min(w, g) / g.
void TestGenerations::hiddenGathersCostWhatTheyMove()
{
    core::Scenario s = llama(8);
    s.parallel.sharding = core::Sharding::Zero3;
    s.cluster.software.hostForward = s.cluster.software.hostMicroBatch = {};
    s.cluster.software.contentionSharded = 0;
    s.cluster.software.contentionTraffic = 0;
    const double free = forwardOf(s);
    const double parameters = static_cast<double>(core::blockParameters(*s.model.transformer(), 0));
    const double received = 7.0 / 8 * 2 * parameters; // 16 bits, 7 of 8 parts come from others
    s.cluster.software.contentionTraffic = 4;
    QVERIFY(about(forwardOf(s) - free, 32 * 4 * received / s.cluster.device.memoryBandwidth));
    s.cluster.software.contentionTraffic = 0;
    s.cluster.software.contentionSharded = 0.25;
    const double gather = core::priceLayers(s)[1].gather;
    QVERIFY(about(forwardOf(s) - free, 32 * 0.25 * gather));
    // Never more than one after the other.
    s.cluster.software.contentionTraffic = 1000;
    QVERIFY(about(forwardOf(s) - free, 32 * gather));
}

// The same bytes over a quarter of the bandwidth take four times as long and cost the same.
void TestGenerations::aSlowNetworkTakesLittleFromWhatHidesIt()
{
    core::Scenario s = llama(64);
    s.parallel.sharding = core::Sharding::Zero3;
    s.training.microBatch = 8;
    s.training.globalBatch = 8 * 64;
    const auto lossOf = [](core::Scenario scenario) {
        const double with = stepOf(scenario);
        scenario.cluster.software.contentionTraffic = 0;
        return with - stepOf(scenario);
    };
    const double fast = lossOf(s);
    s.cluster.interLink.bandwidth /= 4;
    QVERIFY(fast > 0);
    QVERIFY(std::abs(lossOf(s) / fast - 1) < 0.05);
}

// Of a gather of 2 bytes a parameter, a tenth is lost where the forward pass is longer.
void TestGenerations::weightsAreGatheredUnderTheNextForward()
{
    core::Scenario s = llama(8);
    s.parallel.sharding = core::Sharding::Zero1;
    const double ahead = stepOf(s);
    const auto plan = core::makePlan(s);
    QVERIFY(bool(plan));
    const core::GradientBucket &weights = plan.value().sync.front().buckets.back();
    QVERIFY(weights.kind == core::BucketKind::Weights);
    QVERIFY(weights.ahead == weights.duration && weights.ahead.count > 0);
    s.cluster.software.gathersAhead = false;
    QVERIFY(about(stepOf(s) - ahead, 0.9 * core::seconds(weights.duration)));
    s.cluster.software.gathersAhead = true;
    s.parallel.overlap = false; // nothing is hidden then
    const auto waits = core::makePlan(s);
    QVERIFY(waits && waits.value().sync.front().buckets.back().ahead.count == 0);
}

void TestGenerations::tensorCollectivesAreHiddenInPieces()
{
    core::Scenario s = llama(8);
    s.parallel.data = 1;
    s.parallel.tensor = 8;
    s.training.globalBatch = 8;
    s.parallel.sequenceParallel = true;
    s.cluster.software.tensorPipelined = 0.5;
    const core::LayerPrice half = core::priceLayers(s)[1];
    const double all = half.forwardWork[core::CostPart::TensorComm];
    // Gathers are hidden whole, of the scatters a half.
    QVERIFY(std::abs(half.hiddenForward.tensor - (0.5 + 0.5 * 0.5) * all) < 1e-12);
    s.parallel.sequenceParallel = false; // an all-reduce cannot be cut into these pieces
    QCOMPARE(core::priceLayers(s)[1].hiddenForward.tensor, 0.0);
}

// Megatron-LM keeps a partner's own tokens of what column-parallel products are given, so backward
// gathers them a second time, beside the input gradients: six collectives of the residual stream
// for the four of forward. Of experts the tokens are kept as they were dispatched.
void TestGenerations::whatWasNotKeptIsGatheredAgain()
{
    core::Scenario s = llama(8);
    s.parallel.data = 1;
    s.parallel.tensor = 8;
    s.training.globalBatch = 8;
    s.parallel.sequenceParallel = true;
    s.cluster.software = *core::findSoftware("2022");
    const double hidden = 4096;
    const double bytes = 2.0 * 4096 * hidden * 2; // micro-batch, sequence, hidden size, 16 bits
    const double one = core::allGatherSeconds(bytes, {8, 8}, core::fabricOf(s));
    const auto comm = core::CostPart::TensorComm;
    const core::LayerPrice block = core::priceLayers(s)[1];
    QVERIFY(about(block.forwardWork[comm], 4 * one));
    QVERIFY(about(block.inputWork[comm], 6 * one));
    const double kept = 1 - s.cluster.software.contention;
    QVERIFY(about(block.hiddenInput.tensor, kept * 2 * one)); // what is gathered again
    QVERIFY(about(block.hiddenTensor, kept * 2 * one));       // what is scattered
    const core::LayerTraffic traffic = core::layerTraffic(block, 1, core::Op::Backward, s);
    const double sent = traffic[static_cast<std::size_t>(core::PartnerKind::Tensor)].sent;
    QVERIFY(about(sent, 6 * 7.0 / 8 * bytes));
    s.model = *core::findModel("mixtral-8x7b");
    QVERIFY(about(core::priceLayers(s)[1].inputWork[comm], 5 * one));
    s.cluster.software.overlapsTensor = false;
    QCOMPARE(core::priceLayers(s)[1].hiddenInput.tensor, 0.0);
}

// Korthikanti 2022, Table 4: milliseconds of one layer of the 22B model on 8 A100. Sequence
// parallelism saves half a millisecond of forward, and a tenth of backward, where collectives of
// two kinds take the place of one that was hidden.
void TestGenerations::sequenceParallelBackwardGainsLittle_data()
{
    QTest::addColumn<bool>("sequenceParallel");
    QTest::addColumn<double>("forward");
    QTest::addColumn<double>("backward");
    QTest::newRow("baseline") << false << 7.7 << 11.9;
    QTest::newRow("sequence parallelism") << true << 7.2 << 11.8;
}

void TestGenerations::sequenceParallelBackwardGainsLittle()
{
    QFETCH(bool, sequenceParallel);
    QFETCH(double, forward);
    QFETCH(double, backward);
    core::Scenario s = llama(8);
    s.model = *core::findModel("gpt3-175b");
    core::TransformerSpec &spec = *std::get_if<core::TransformerSpec>(&s.model.shape);
    spec.hidden = 6144;
    spec.layers = 48;
    spec.heads = spec.kvHeads = 64;
    spec.headDimension = 96;
    spec.ffn = 4 * spec.hidden;
    s.training.precision = core::Precision::Fp16;
    s.training.sequence = 2048;
    s.training.microBatch = s.training.globalBatch = 4;
    s.parallel.data = 1;
    s.parallel.tensor = 8;
    s.parallel.sequenceParallel = sequenceParallel;
    s.cluster.software = *core::findSoftware("2022");
    const core::LayerPrice block = core::priceLayers(s)[1];
    const double hidden = block.hiddenTensor;
    const double first = 1e3 * core::seconds(block.forward);
    const double second = 1e3 * (core::seconds(block.backward()) - hidden);
    QVERIFY2(std::abs(first / forward - 1) < 0.1, qPrintable(QString::number(first)));
    QVERIFY2(std::abs(second / backward - 1) < 0.1, qPrintable(QString::number(second)));
}

// DTensor gathers outside of the product, which keeps what it was given, and scatters when the
// gradients of all products of one input are added up. On demand it does so in pieces.
void TestGenerations::pytorchWaitsForItsTensorPartners()
{
    core::Scenario s = llama(16);
    s.parallel.data = 2;
    s.parallel.tensor = 8;
    s.parallel.sharding = core::Sharding::Zero3;
    s.parallel.sequenceParallel = true;
    const auto comm = core::CostPart::TensorComm;
    const core::LayerPrice waits = core::priceLayers(s)[1];
    QVERIFY(about(waits.inputWork[comm], waits.forwardWork[comm]));
    QCOMPARE(waits.hiddenForward.tensor, 0.0);
    QCOMPARE(waits.hiddenInput.tensor, 0.0);
    QCOMPARE(waits.hiddenTensor, 0.0);
    s.cluster.software.asyncTensor = true;
    const core::LayerPrice pieces = core::priceLayers(s)[1];
    // Of two gathers and, of two scatters, all but the last of eight pieces, what is reached.
    const double share = core::kAsyncTensor * (2 + 2 * 7.0 / 8) / 4;
    QVERIFY(about(pieces.hiddenForward.tensor, share * waits.forwardWork[comm]));
    QVERIFY(about(pieces.hiddenInput.tensor, share * waits.inputWork[comm]));
}

// What backward needs of a layer is there before its last product.
void TestGenerations::pytorchStopsRecomputingEarly()
{
    core::Scenario s = llama(16);
    s.parallel.data = 2;
    s.parallel.tensor = 8;
    s.parallel.sharding = core::Sharding::Zero3;
    s.parallel.sequenceParallel = true;
    s.training.recompute = core::Recompute::Full;
    const core::LayerPrice early = core::priceLayers(s)[1];
    s.cluster.software.stopsEarly = false;
    const core::LayerPrice whole = core::priceLayers(s)[1];
    QCOMPARE(whole.recomputeFlops, whole.forwardFlops);
    const double product = 2.0 * 2 * 4096 * 11008 * 4096; // tokens, MLP width, hidden size
    QVERIFY(about(early.recomputeFlops, whole.forwardFlops - product));
    const auto comm = core::CostPart::TensorComm; // three of four collectives
    QVERIFY(about(early.recomputeWork[comm], 0.75 * whole.recomputeWork[comm]));
    s.parallel.sequenceParallel = false;
    const core::LayerPrice reducing = core::priceLayers(s)[1];
    s.cluster.software.stopsEarly = true;
    QVERIFY(about(core::priceLayers(s)[1].recomputeWork[comm], // one of two all-reduces
                  0.5 * reducing.recomputeWork[comm]));
    s.parallel.sequenceParallel = true;
    for (const core::Operation &row : core::layerOperations(early, 1, s)) {
        QVERIFY(row.name != core::OperationName::Rest);
        QVERIFY(row.pass != core::LayerPass::Recompute || row.name != core::OperationName::MlpOut);
    }
    s.parallel.framework = core::Framework::Megatron; // which recomputes whole layers
    const core::LayerPrice megatron = core::priceLayers(s)[1];
    QCOMPARE(megatron.recomputeFlops, megatron.forwardFlops);
}

void TestGenerations::expertExchangeIsHiddenBesideOtherWork()
{
    core::Scenario s = llama(8);
    s.model = *core::findModel("mixtral-8x7b");
    s.parallel.expert = 8;
    s.cluster.software.expertOverlap = 0.5;
    const core::LayerPrice price = core::priceLayers(s)[1];
    const double exchange = price.forwardWork[core::CostPart::ExpertComm];
    QVERIFY(exchange > 0);
    QVERIFY(price.hiddenForward.expert > 0);
    QVERIFY(price.hiddenForward.expert <= 0.5 * exchange * (1 + 1e-12));
    s.parallel.schedule = "dualpipe"; // which has another micro-batch for it, and hides it there
    QCOMPARE(core::priceLayers(s)[1].hiddenForward.expert, 0.0);
}

void TestGenerations::defaultsFollowTheDevice()
{
    const auto of = [](const std::string &device) {
        const auto s = core::scenarioFromJson(
            R"({"model": "llama-2-7b", "cluster": {"device": ")" + device +
                R"(", "devices": 8}, "training": {"global_batch": 8, "micro_batch": 1},)" +
                R"( "parallel": {"data": 8}})",
            "s");
        if (!s)
            qFatal("%s", s.error().message.c_str());
        return s.value().cluster;
    };
    QCOMPARE(of("a100-80g").software.id, std::string("2022"));
    QCOMPARE(of("a100-80g").interLink.id, std::string("ib-hdr"));
    QCOMPARE(of("h100-80g").software.id, std::string("2024"));
    QCOMPARE(of("h100-80g").interLink.id, std::string("ib-ndr"));
}

// A scenario that changes the memory of an H100 into that of another H100 gets its power limit,
// unless it names a share itself; written and read again it is the same.
void TestGenerations::aCardWithSlowerMemoryHasItsOwnPowerLimit()
{
    const auto of = [](const std::string &more) {
        const auto s = core::scenarioFromJson(
            R"({"model": "llama-2-7b", "cluster": {"device": {"base": "h100-80g",)"
            R"( "memory_gb": 103, "memory_gbps": 2400)" +
                more +
                R"(}, "devices": 8}, "training": {"global_batch": 8, "micro_batch": 1},)"
                R"( "parallel": {"data": 8}})",
            "s");
        if (!s)
            qFatal("%s", s.error().message.c_str());
        return s.value();
    };
    const core::DeviceSpec &limited = *core::findDevice("h100-96g");
    QCOMPARE(of("").cluster.device.sustainedShare, limited.sustainedShare);
    QVERIFY(limited.sustainedShare < core::findDevice("h100-80g")->sustainedShare);
    for (const char *more : {"", R"(, "sustained_share": 0.7)", R"(, "sustained_share": 0.74)"}) {
        const core::Scenario scenario = of(more);
        const auto again = core::scenarioFromJson(core::scenarioToJson(scenario), "again");
        QVERIFY(bool(again));
        QCOMPARE(again.value().cluster.device.sustainedShare,
                 scenario.cluster.device.sustainedShare);
    }
    QCOMPARE(of(R"(, "sustained_share": 0.7)").cluster.device.sustainedShare, 0.7);
}

QTEST_APPLESS_MAIN(TestGenerations)
#include "tst_generations.moc"
