// SPDX-License-Identifier: GPL-3.0-or-later
// What a plan says of weights that are gathered, of what cannot be divided, and of its peak.
#include "core/advice/assumptions.h"
#include "core/analysis/snapshot.h"
#include "core/analysis/stage_operations.h"
#include "core/base/text.h"
#include "core/cost/collective_price.h"
#include "core/io/scenario/scenario_json.h"
#include "core/plan/plan_memory.h"
#include "core/presets/presets.h"
#include "tests/core/planned.h"

#include <QRegularExpression>
#include <QTest>

#include <cmath>

#include <algorithm>

namespace {

core::Scenario llama(int data, int pipeline)
{
    core::Scenario s;
    s.model = *core::findModel("llama-2-7b");
    s.cluster.device = *core::findDevice("a100-80g");
    s.cluster.device.memory = {1'000'000'000'000};
    s.cluster.intraLink = *core::findLink("nvlink3");
    s.cluster.interLink = *core::findLink("ib-hdr");
    s.cluster.software = *core::findSoftware("2022");
    s.cluster.devices = data * pipeline;
    s.parallel.data = data;
    s.parallel.pipeline = pipeline;
    s.training.sequence = 2048;
    s.training.microBatch = 1;
    s.training.globalBatch = 8 * data;
    return s;
}

core::Scenario zero3()
{
    core::Scenario s = llama(8, 1);
    s.parallel.sharding = core::Sharding::Zero3;
    return s;
}

// Of 32 over four nodes and a slow network, in groups that share states; experts over 4 partners.
core::Scenario mixtral(core::Sharding sharding, int group)
{
    core::Scenario s = llama(32, 1);
    s.model = *core::findModel("mixtral-8x7b");
    s.cluster.interLink.bandwidth = 3e9;
    s.cluster.software = *core::findSoftware("2024");
    s.parallel.sharding = sharding;
    s.parallel.shardingGroup = group;
    s.parallel.expert = 4;
    return s;
}

const core::Effect *effectNamed(const std::vector<core::Effect> &effects, std::string_view name)
{
    const auto found = std::ranges::find(effects, name, &core::Effect::name);
    return found == effects.end() ? nullptr : &*found;
}

} // namespace

class TestShardedPlan : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void withoutOverlapEveryGatherAndScatterIsWaitedFor();
    void gathersOfVisitsAreTheSharingOfTheBreakdown();
    void assumptionsSayHowWeightsAreGathered();
    void contextPartnersAreReplicas();
    void replicasOfARankMayLieInTwoNodes();
    void whatCannotBeDividedComesBeforeTheNumberOfDevices();
    void aTrainedNetworkIsDividedOverTensorAlone_data();
    void aTrainedNetworkIsDividedOverTensorAlone();
    void thePeakIsMicroBatchesAndWhatIsRecomputed();
    void aBackwardInHalvesHidesNoCollective();
    void tensorCollectivesAreCutByTheKernelsThatRun();
    void expertsAreGatheredFromThoseThatHoldThem_data();
    void expertsAreGatheredFromThoseThatHoldThem();
    void expertsAreSharedWithinTheGroup();
    void expertsAreAddedUpBetweenGroups_data();
    void expertsAreAddedUpBetweenGroups();
    void aGroupHoldsAllExperts();
};

// Every micro-batch: weights of all layers forward, of the blocks again backward, gradients of all.
void TestShardedPlan::withoutOverlapEveryGatherAndScatterIsWaitedFor()
{
    core::Scenario s = zero3();
    double exposed = 0;
    for (const core::LayerPrice &layer : core::priceLayers(s)) {
        exposed += layer.gather + layer.scatter;
        if (layer.kind == core::LayerKind::Block)
            exposed += layer.gather;
    }
    s.parallel.overlap = false;
    const auto waits = core::run(s);
    QVERIFY(bool(waits));
    const double shared = core::seconds(waits.value()->metrics.breakdown.dataComm);
    QVERIFY(exposed > 0.1);
    QVERIFY(qAbs(shared - 8 * exposed) < 1e-6);
    s.parallel.overlap = true;
    const auto beside = core::run(s);
    QVERIFY(beside.value()->metrics.step < waits.value()->metrics.step);
}

void TestShardedPlan::gathersOfVisitsAreTheSharingOfTheBreakdown()
{
    const auto result = core::run(zero3());
    QVERIFY(bool(result));
    for (const core::RowMetrics &row : result.value()->metrics.rows) {
        core::Nanos gathers;
        for (const core::Nanos gather : row.gathering)
            gathers += gather;
        QVERIFY(gathers.count > 0);
        QCOMPARE(gathers.count, row.breakdown.dataComm.count);
    }
}

void TestShardedPlan::assumptionsSayHowWeightsAreGathered()
{
    const auto effects = core::effectsOf(zero3());
    QVERIFY(!effectNamed(effects, "Gradient sync overlaps backward"));
    const core::Effect *gathers = effectNamed(effects, "Weight gathers overlap compute");
    QVERIFY(gathers && gathers->on);
    const core::Effect *scatters = effectNamed(effects, "Gradient scatters overlap backward");
    QVERIFY(scatters && scatters->on);
    QVERIFY(scatters->words.find("bucket_bytes has no effect") != std::string::npos);
}

void TestShardedPlan::contextPartnersAreReplicas()
{
    core::Scenario s = llama(1, 1);
    s.parallel.context = 2;
    const auto effects = core::effectsOf(s);
    const core::Effect *gradients = effectNamed(effects, "Gradient sync overlaps backward");
    QVERIFY(gradients && gradients->on);
}

// Three ranks of four replicas in nodes of six: those of the second are devices 4 to 7, in both. In
// nodes of four or of twelve each rank has one.
void TestShardedPlan::replicasOfARankMayLieInTwoNodes()
{
    core::Scenario s = llama(4, 3);
    for (const auto &[perNode, share] : {std::pair(4, false), {6, true}, {12, false}, {2, true}}) {
        s.cluster.devicesPerNode = perNode;
        QCOMPARE(core::sharesBetweenNodes(s), share);
    }
}

void TestShardedPlan::whatCannotBeDividedComesBeforeTheNumberOfDevices()
{
    core::Scenario s = llama(1, 4);
    s.parallel.tensor = 3;
    const core::Status status = core::validate(s);
    QVERIFY(!status);
    QCOMPARE(QString::fromStdString(status.error().message),
             QStringLiteral("32 attention heads cannot be divided over tensor 3: set tensor to "
                            "2 and devices to 8, or set tensor to 1."));
}

void TestShardedPlan::aTrainedNetworkIsDividedOverTensorAlone_data()
{
    QTest::addColumn<int>("tensor");
    QTest::addColumn<int>("context");
    QTest::addColumn<int>("expert");
    QTest::addColumn<QString>("refused");
    QTest::newRow("tensor") << 2 << 1 << 1 << QString();
    QTest::newRow("context") << 1 << 2 << 1 << QStringLiteral("context is 2");
    QTest::newRow("expert") << 1 << 1 << 2 << QStringLiteral("expert is 2");
    QTest::newRow("tensor and context") << 2 << 2 << 1 << QStringLiteral("context is 2");
    QTest::newRow("tensor and expert") << 2 << 1 << 2 << QStringLiteral("expert is 2");
}

void TestShardedPlan::aTrainedNetworkIsDividedOverTensorAlone()
{
    QFETCH(int, tensor);
    QFETCH(int, context);
    QFETCH(int, expert);
    QFETCH(QString, refused);
    core::Scenario s = core::loadScenario("train-digits-1").value();
    s.parallel.tensor = tensor;
    s.parallel.context = context;
    s.parallel.expert = expert;
    s.cluster.devices = tensor * context;
    const core::Status status = core::validate(s);
    QCOMPARE(bool(status), refused.isEmpty());
    if (!status)
        QVERIFY2(QString::fromStdString(status.error().message).contains(refused),
                 status.error().message.c_str());
}

// 1F1B keeps p - r micro-batches on rank r; one of them is recomputed at a time.
void TestShardedPlan::thePeakIsMicroBatchesAndWhatIsRecomputed()
{
    core::Scenario s = llama(1, 4);
    s.training.recompute = core::Recompute::Full;
    const auto plan = core::makePlan(s);
    QVERIFY(bool(plan));
    const core::StagePlan &stage = plan.value().stages[1];
    const QString text = QString::fromStdString(core::peakText(plan.value(), 1));
    const QRegularExpression form(
        QStringLiteral("\\(3 micro-batches × ([\\d.]+) \\+ recomputed ([\\d.]+)\\).* GB$"));
    const QRegularExpressionMatch found = form.match(text);
    QVERIFY2(found.hasMatch(), qPrintable(text));
    const auto isNear = [](const QString &figure, core::Bytes size) { // to three digits
        const double bytes = static_cast<double>(size.count);
        return std::abs(figure.toDouble() * 1e9 - bytes) <= 0.005 * bytes;
    };
    QVERIFY2(isNear(found.captured(1), stage.kept), qPrintable(text));
    QVERIFY2(isNear(found.captured(2), stage.transient), qPrintable(text));
}

// The input gradient then waits for its collectives in full, as Korthikanti 2022, section 6.2, has
// them beside the weight gradient, which runs at another time.
void TestShardedPlan::aBackwardInHalvesHidesNoCollective()
{
    core::Scenario s = llama(1, 1);
    s.parallel.tensor = 8;
    s.cluster.devices = 8;
    const auto plan = core::makePlan(s);
    QVERIFY(bool(plan));
    const auto collectives = [&plan](core::Op op) {
        return plan.value()
            .stages[0]
            .visits[static_cast<std::size_t>(op)]
            .parts[static_cast<std::size_t>(core::CostPart::TensorComm)];
    };
    double all = 0;
    for (const core::LayerPrice &layer : plan.value().layers)
        all += layer.inputWork[core::CostPart::TensorComm];
    QVERIFY(qAbs(core::seconds(collectives(core::Op::BackwardInput)) - all) < 1e-8);
    QVERIFY(collectives(core::Op::Backward) < collectives(core::Op::BackwardInput));
}

// Transformer Engine cuts them, PyTorch does not, however states are shared: what is said is what
// the block's price does.
void TestShardedPlan::tensorCollectivesAreCutByTheKernelsThatRun()
{
    core::Scenario s = llama(2, 1);
    s.cluster.devices = 16;
    s.parallel.tensor = 8;
    s.parallel.sequenceParallel = true;
    s.cluster.software = *core::findSoftware("2024");
    for (const core::Sharding sharding : {core::Sharding::Zero1, core::Sharding::Zero3}) {
        s.parallel.sharding = sharding;
        for (const core::Framework whose : {core::Framework::Megatron, core::Framework::PyTorch}) {
            s.parallel.framework = whose;
            const auto plan = core::makePlan(s);
            QVERIFY2(plan, plan ? "" : plan.error().message.c_str());
            const auto effects = core::effectsOf(s);
            const core::Effect *said =
                effectNamed(effects, "Tensor collectives overlap their products");
            QVERIFY(said);
            QCOMPARE(said->on, plan.value().layers[1].hiddenForward.tensor > 0);
            QCOMPARE(said->on, whose == core::Framework::Megatron);
        }
    }
}

// Fully sharded data parallelism beside expert parallelism: 8 experts over e partners, and each
// weight over all replicas that have it. Of the dense ones a device holds 1/8, of the experts its
// 8/e, of which there are 8/e copies: 1/8 again, so states are those without partners. What it
// receives of a layer are the other seven shares, and of its experts all but one of 8/e.
void TestShardedPlan::expertsAreGatheredFromThoseThatHoldThem_data()
{
    QTest::addColumn<int>("partners");
    for (const int partners : {1, 2, 4, 8})
        QTest::addRow("%d partners", partners) << partners;
}

void TestShardedPlan::expertsAreGatheredFromThoseThatHoldThem()
{
    QFETCH(int, partners);
    core::Scenario s = zero3();
    s.model = *core::findModel("mixtral-8x7b");
    s.training.reduceBytes = 2;
    s.parallel.expert = partners;
    const auto plan = core::makePlan(s);
    QVERIFY2(bool(plan), plan ? "" : plan.error().message.c_str());
    const double copies = 8.0 / partners;
    // Mixtral: 3 matrices of 4096 x 14336 for each of 8 experts in 32 layers
    const double experts = 3.0 * 4096 * 14336 * copies;
    const core::LayerPrice &layer = plan.value().layers[1];
    const double dense = double(layer.parameters) - experts;
    QCOMPARE(double(layer.expertParameters), experts);
    QCOMPARE(layer.gatherBytes, 2 * (dense * 7 / 8 + experts * (copies - 1) / copies));
    QCOMPARE(layer.gatherAgainBytes, layer.gatherBytes); // there is no second copy nearby
    QCOMPARE(layer.scatterBytes, layer.gatherBytes);     // gradients of 2 bytes
    const core::MemoryParts states = plan.value().rows.front().states;
    const double held = double((states.parameters + states.gradients + states.optimizer).count);
    QVERIFY(qAbs(held / (16.0 * 46'702'792'704 / 8) - 1) < 1e-8);
    const auto result = core::run(s);
    QVERIFY(bool(result));
    // Each gather of a layer with experts is two collectives, one of them over the copies.
    const core::Fabric fabric = core::fabricOf(s);
    const double ofExperts = core::allGatherSeconds(0, {copies, copies}, fabric);
    const double ofAll = core::allGatherSeconds(0, {8, 8}, fabric);
    int found = 0;
    for (const core::StageCosts &costs : core::allStageCosts(*result.value())) {
        for (const core::StageOperation &row : costs.rows) {
            const core::Operation &at = row.operation;
            if (at.name != core::OperationName::WeightGather)
                continue;
            QVERIFY(std::abs(at.way.latency - at.count * ofAll - 32 * ofExperts) < 1e-12);
            ++found;
        }
    }
    QCOMPARE(found, 2); // forward and backward
}

// Expert parallelism within each group (torchtitan's replicate degree beside an expert degree): 8
// experts over 4 partners, so two of a group of 8 hold the same ones. Of all parameters a device
// keeps an eighth; of a layer it receives 7/8 of what is dense and half of its experts.
void TestShardedPlan::expertsAreSharedWithinTheGroup()
{
    const core::Plan plan = planOf(mixtral(core::Sharding::Zero3, 8));
    const core::MemoryParts states = plan.rows.front().states;
    const double held =
        static_cast<double>((states.parameters + states.gradients + states.optimizer).count);
    QVERIFY(std::abs(held / (16.0 * 46'702'792'704 / 8) - 1) < 1e-8);
    const core::LayerPrice &layer = plan.layers[1];
    const double experts = 2 * 3.0 * 4096 * 14336; // two of eight, three matrices each
    const double dense = static_cast<double>(layer.parameters) - experts;
    QCOMPARE(layer.gatherBytes, 2 * (dense * 7 / 8 + experts / 2));
    const core::Fabric fabric = core::fabricOf(mixtral(core::Sharding::Zero3, 8));
    QCOMPARE(layer.gather, core::allGatherSeconds(2 * dense, {8, 8}, fabric) +
                               core::allGatherSeconds(2 * experts, {2, 2}, fabric));
}

void TestShardedPlan::expertsAreAddedUpBetweenGroups_data()
{
    QTest::addColumn<int>("sharding");
    QTest::newRow("ZeRO-3, scattered in the visits") << static_cast<int>(core::Sharding::Zero3);
    QTest::newRow("ZeRO-1, scattered first") << static_cast<int>(core::Sharding::Zero1);
}

// A device has 1/8 of the dense gradients and 1/2 of those of its experts, and adds both up with
// the three devices of its place in the other groups. What is not scattered in the visits is
// scattered first, among 8 and 2.
void TestShardedPlan::expertsAreAddedUpBetweenGroups()
{
    QFETCH(int, sharding);
    const auto how = static_cast<core::Sharding>(sharding);
    const core::Scenario s = mixtral(how, 8);
    const core::Fabric fabric = core::fabricOf(s);
    const core::Plan plan = planOf(s);
    const core::StagePlan &stage = plan.stages.front();
    const double share =
        static_cast<double>(stage.expertParameters) / static_cast<double>(stage.parameters);
    const bool first = how == core::Sharding::Zero1;
    const core::GradientBucket &bucket = plan.sync.front().buckets.front();
    const double experts = static_cast<double>(bucket.size.count) * share;
    const double dense = static_cast<double>(bucket.size.count) - experts;
    const auto across = [&](double bytes) {
        return core::allReducePrice(core::AllReduce::Quickest, bytes, {4, 1}, fabric).seconds;
    };
    double expected = across(dense / 8) + across(experts / 2);
    double sent = 2 * 3.0 / 4 * (dense / 8 + experts / 2);
    if (first) {
        expected += core::reduceScatterSeconds(dense, {8, 8}, fabric) +
                    core::reduceScatterSeconds(experts, {2, 2}, fabric);
        sent += dense * 7 / 8 + experts / 2;
    }
    QVERIFY(std::abs(core::seconds(bucket.duration) - expected) < 1e-8);
    const auto counted = static_cast<double>(sentOfBucket(plan.sync.front(), bucket).count);
    QVERIFY(std::abs(counted / sent - 1) < 1e-6);
}

// 6 of 32 are made a group of 4, and fewer than the partners are made all of them.
void TestShardedPlan::aGroupHoldsAllExperts()
{
    QCOMPARE(core::sharersOf(mixtral(core::Sharding::Zero3, 8)), 8);
    for (const int group : {1, 2, 4, 6, 7})
        QCOMPARE(core::sharersOf(mixtral(core::Sharding::Zero3, group)), 4);
    QCOMPARE(core::sharersOf(mixtral(core::Sharding::Zero3, 64)), 32);
    const core::Plan plan = planOf(mixtral(core::Sharding::Zero3, 6));
    QVERIFY(std::ranges::any_of(plan.warnings, [](const std::string &warning) {
        return warning.starts_with("Groups of 6 that share states do not hold all experts of 4 "
                                   "partners: states are shared in groups of 4.");
    }));
}

QTEST_APPLESS_MAIN(TestShardedPlan)
#include "tst_sharded_plan.moc"
