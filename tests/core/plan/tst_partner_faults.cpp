// SPDX-License-Identifier: GPL-3.0-or-later
// Slow links between tensor, context and expert partners, and between replicas that gather layers
// of several stages.
#include "core/analysis/stage_operations.h"
#include "core/cost/layer_kinds.h"
#include "core/io/scenario/scenario_json.h"
#include "core/plan/plan.h"

#include <QTest>

#include <algorithm>
#include <cmath>

namespace {

core::Scenario scenarioOf(const QString &model, int devices, const QString &parallel)
{
    const QString text =
        QStringLiteral(R"({"model": "%1", "cluster": {"device": {"base": "h100-80g",
        "memory_gb": 900}, "devices": %2, "devices_per_node": 8, "software": "2024"},
        "training": {"global_batch": 32, "micro_batch": 1, "sequence": 4096},
        "parallel": {%3}})")
            .arg(model)
            .arg(devices)
            .arg(parallel);
    const auto read = core::scenarioFromJson(text.toStdString(), "run.json");
    if (!read)
        qFatal("%s", read.error().message.c_str());
    return read.value();
}

core::Scenario withFault(core::Scenario scenario, int from, int to, double bandwidth)
{
    scenario.faults.links = {{.from = from, .to = to, .bandwidth = bandwidth}};
    return scenario;
}

core::SnapshotPtr runOf(const core::Scenario &scenario)
{
    auto result = core::run(scenario);
    if (!result)
        qFatal("%s", result.error().message.c_str());
    return result.value();
}

core::Nanos stepOf(const core::Scenario &scenario)
{
    return runOf(scenario)->metrics.step;
}

double blockComm(const core::Plan &plan, int layer, core::CostPart part)
{
    return plan.layers[static_cast<std::size_t>(layer)].forwardWork[part];
}

} // namespace

class TestPartnerFaults : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aSlowTensorRingHasTheBandwidthOfItsSlowestLink();
    void onlyTheStageThatHasItIsSlow();
    void aLinkThatNoRingPassesMakesNoDifference();
    void aLinkWithinANodeIsSlowedFromWhatNodesHave();
    void aSlowContextLinkSlowsContextAlone();
    void anExchangeWaitsForItsSlowestPair();
    void gathersOfALaterStageAreSlow();
    void theStepGrowsWithTheFault();
    void linesOfTheCostsSumToSlowVisits();
    void aCutLinkBetweenPartnersIsTold();
    void gathersOfExpertsHaveRingsOfTheirOwn();
    void aVisitOfYearsIsRefused();
};

// Sequence parallelism, one layer forward: two gathers and two scatters of s b h elements, over a
// ring of eight that has a tenth of its bandwidth.
void TestPartnerFaults::aSlowTensorRingHasTheBandwidthOfItsSlowestLink()
{
    const core::Scenario healthy =
        scenarioOf(QStringLiteral("llama-3-8b"), 8,
                   QStringLiteral(R"("tensor": 8, "sequence_parallel": true)"));
    const auto plan = core::makePlan(withFault(healthy, 2, 3, 0.1));
    QVERIFY(bool(plan));
    core::Fabric fabric = core::fabricOf(healthy);
    fabric.mostInNode = 0.1 * core::ringBandwidth({8, 8}, fabric);
    const double one = core::allGatherSeconds(4096.0 * 4096 * 2, {8, 8}, fabric);
    QVERIFY(std::abs(blockComm(plan.value(), 1, core::CostPart::TensorComm) / (4 * one) - 1) <
            1e-9);
    QVERIFY(plan.value().warnings.empty());
}

void TestPartnerFaults::onlyTheStageThatHasItIsSlow()
{
    const core::Scenario healthy =
        scenarioOf(QStringLiteral("llama-3-8b"), 16,
                   QStringLiteral(R"("tensor": 4, "pipeline": 2, "data": 2)"));
    const auto before = core::makePlan(healthy);
    // Pipeline ranks lie behind each other: devices 8 to 15 have the second half.
    const auto after = core::makePlan(withFault(healthy, 13, 14, 0.2));
    QVERIFY(bool(before) && bool(after));
    const auto comm = core::CostPart::TensorComm;
    QCOMPARE(blockComm(after.value(), 2, comm), blockComm(before.value(), 2, comm));
    QVERIFY(blockComm(after.value(), 30, comm) > 2 * blockComm(before.value(), 30, comm));
    QCOMPARE(after.value().warnings.size(), before.value().warnings.size() + 1);
    QVERIFY(after.value().warnings.back().find("every replica") != std::string::npos);
}

void TestPartnerFaults::aLinkThatNoRingPassesMakesNoDifference()
{
    const core::Scenario healthy =
        scenarioOf(QStringLiteral("llama-3-8b"), 8, QStringLiteral(R"("tensor": 8)"));
    QCOMPARE(stepOf(withFault(healthy, 1, 4, 0.1)).count, stepOf(healthy).count);
    QVERIFY(stepOf(withFault(healthy, 7, 0, 0.1)) > stepOf(healthy)); // the ring is closed
}

// Two all-reduces of s b h elements over sixteen in two nodes, of which a link within one has half
// of what NVLink has.
void TestPartnerFaults::aLinkWithinANodeIsSlowedFromWhatNodesHave()
{
    const core::Scenario healthy =
        scenarioOf(QStringLiteral("llama-2-7b"), 16, QStringLiteral(R"("tensor": 16)"));
    const auto plan = core::makePlan(withFault(healthy, 2, 3, 0.5));
    QVERIFY(bool(plan));
    core::Fabric fabric = core::fabricOf(healthy);
    fabric.mostInNode = 0.5 * core::ringBandwidth({8, 8}, fabric);
    const double one =
        core::allReducePrice(core::AllReduce::Quickest, 4096.0 * 4096 * 2, {16, 8}, fabric).seconds;
    QVERIFY(std::abs(blockComm(plan.value(), 1, core::CostPart::TensorComm) / (2 * one) - 1) <
            1e-9);
}

void TestPartnerFaults::aSlowContextLinkSlowsContextAlone()
{
    const core::Scenario healthy =
        scenarioOf(QStringLiteral("llama-3-8b"), 8,
                   QStringLiteral(R"("tensor": 2, "context": 4, "sequence_parallel": true)"));
    const auto before = core::makePlan(healthy);
    const auto after = core::makePlan(withFault(healthy, 2, 4, 0.1)); // context partners 1 and 2
    QVERIFY(bool(before) && bool(after));
    using enum core::CostPart;
    QCOMPARE(blockComm(after.value(), 1, TensorComm), blockComm(before.value(), 1, TensorComm));
    QVERIFY(blockComm(after.value(), 1, ContextComm) >
            3 * blockComm(before.value(), 1, ContextComm));
    const auto across = core::makePlan(withFault(healthy, 0, 4, 0.1)); // 0 and 2, no neighbours
    QVERIFY(bool(across));
    QCOMPARE(blockComm(across.value(), 1, ContextComm), blockComm(before.value(), 1, ContextComm));
}

// Of eight partners each sends an eighth to each other. A pair of a seventh of the bandwidth is as
// quick as the whole exchange over healthy links; half of that takes twice as long.
void TestPartnerFaults::anExchangeWaitsForItsSlowestPair()
{
    core::Fabric fabric{.inNode = 100, .devicesPerNode = 8};
    const core::Members members = {8, 8};
    const double healthy = core::allToAllSeconds(800, members, fabric);
    QCOMPARE(healthy, 7.0);
    fabric.mostInNode = 100.0 / 7;
    QVERIFY(std::abs(core::allToAllSeconds(800, members, fabric) - 7) < 1e-12);
    fabric.mostInNode = 100.0 / 14;
    QVERIFY(std::abs(core::allToAllSeconds(800, members, fabric) - 14) < 1e-12);

    const core::Scenario moe =
        scenarioOf(QStringLiteral("mixtral-8x7b"), 8, QStringLiteral(R"("data": 8, "expert": 8)"));
    QVERIFY(stepOf(withFault(moe, 2, 5, 0.01)) > stepOf(moe));
}

void TestPartnerFaults::gathersOfALaterStageAreSlow()
{
    const core::Scenario healthy =
        scenarioOf(QStringLiteral("llama-3-8b"), 16,
                   QStringLiteral(R"("pipeline": 2, "data": 8, "sharding": "zero3")"));
    const auto before = core::makePlan(healthy);
    const auto after = core::makePlan(withFault(healthy, 10, 11, 0.1));
    QVERIFY(bool(before) && bool(after));
    QCOMPARE(after.value().layers[2].gather, before.value().layers[2].gather);
    QVERIFY(after.value().layers[30].gather > 5 * before.value().layers[30].gather);
}

void TestPartnerFaults::theStepGrowsWithTheFault()
{
    const core::Scenario healthy =
        scenarioOf(QStringLiteral("llama-3-8b"), 16,
                   QStringLiteral(R"("tensor": 4, "pipeline": 2, "data": 2)"));
    core::Nanos before = stepOf(healthy);
    for (const double bandwidth : {0.9, 0.5, 0.2, 0.05}) {
        const core::Nanos step = stepOf(withFault(healthy, 13, 14, bandwidth));
        QVERIFY(step > before);
        before = step;
    }
}

void TestPartnerFaults::linesOfTheCostsSumToSlowVisits()
{
    const core::SnapshotPtr slow =
        runOf(withFault(scenarioOf(QStringLiteral("llama-3-8b"), 16,
                                   QStringLiteral(R"("tensor": 4, "pipeline": 2, "data": 2)")),
                        13, 14, 0.1));
    for (const core::StageCosts &costs : core::allStageCosts(*slow)) {
        core::Nanos sum;
        for (const core::StageOperation &row : costs.rows) {
            QVERIFY(row.operation.name != core::OperationName::Rest);
            sum += row.time;
        }
        QCOMPARE(sum.count, costs.total.count);
    }
}

void TestPartnerFaults::aCutLinkBetweenPartnersIsTold()
{
    core::Scenario s =
        scenarioOf(QStringLiteral("llama-3-8b"), 8, QStringLiteral(R"("tensor": 8)"));
    s.faults.links = {{.from = 2, .to = 3, .down = true}};
    const auto plan = core::makePlan(s);
    QVERIFY(bool(plan));
    QCOMPARE(plan.value().warnings.size(), std::size_t{1});
    QVERIFY(plan.value().warnings.front().find("as if it were healthy") != std::string::npos);
    // Between replicas that gather layers nothing runs as if it were healthy.
    core::Scenario gathers = scenarioOf(QStringLiteral("llama-3-8b"), 8,
                                        QStringLiteral(R"("data": 8, "sharding": "zero3")"));
    gathers.faults.links = s.faults.links;
    const auto among = core::makePlan(gathers);
    QVERIFY(bool(among));
    for (const std::string &warning : among.value().warnings)
        QVERIFY2(warning.find("as if it were healthy") == std::string::npos, warning.c_str());
}

// Fully sharded data parallelism beside expert parallelism: devices 2 and 10 hold the same experts,
// and are no neighbours in the ring of all sixteen; 2 and 3 are, and hold others.
void TestPartnerFaults::gathersOfExpertsHaveRingsOfTheirOwn()
{
    const core::Scenario healthy =
        scenarioOf(QStringLiteral("mixtral-8x7b"), 16,
                   QStringLiteral(R"("data": 16, "expert": 8, "sharding": "zero3")"));
    const auto gatherOf = [](const core::Scenario &scenario) {
        const auto plan = core::makePlan(scenario);
        if (!plan)
            qFatal("%s", plan.error().message.c_str());
        for (const std::string &warning : plan.value().warnings) {
            if (warning.find("healthy") != std::string::npos)
                qFatal("%s", warning.c_str());
        }
        return plan.value().layers[1];
    };
    const core::LayerPrice before = gatherOf(healthy);
    const core::Fabric fabric = core::fabricOf(healthy);
    const double experts = 2.0 * static_cast<double>(before.expertParameters);
    const double dense = 2.0 * static_cast<double>(before.parameters) - experts;
    const auto gathers = [&](const core::Fabric &ofAll, const core::Fabric &ofExperts) {
        return core::allGatherSeconds(dense, {16, 8}, ofAll) +
               core::allGatherSeconds(experts, {2, 1}, ofExperts);
    };
    QVERIFY(std::abs(before.gather / gathers(fabric, fabric) - 1) < 1e-9);
    core::Fabric slow = fabric;
    slow.mostBetween = 0.1 * core::ringBandwidth({2, 1}, fabric);
    const core::LayerPrice between = gatherOf(withFault(healthy, 2, 10, 0.1));
    QVERIFY(std::abs(between.gather / gathers(fabric, slow) - 1) < 1e-9);
    slow = fabric;
    slow.mostInNode = 0.1 * core::ringBandwidth({16, 16}, fabric);
    const core::LayerPrice within = gatherOf(withFault(healthy, 2, 3, 0.1));
    QVERIFY(within.gather > before.gather);
    QVERIFY(within.gather < gathers(slow, fabric) * (1 + 1e-9));
    QVERIFY(stepOf(withFault(healthy, 2, 3, 0.01)) > stepOf(healthy));
}

// Of 4.1e9 tokens a block exchanges 1.3e14 bytes forward: minutes on healthy links, and ten years
// over a millionth of the bandwidth.
void TestPartnerFaults::aVisitOfYearsIsRefused()
{
    core::Scenario healthy =
        scenarioOf(QStringLiteral("llama-3-8b"), 8, QStringLiteral(R"("tensor": 8)"));
    healthy.training.microBatch = healthy.training.globalBatch = 1'000'000;
    const auto before = core::makePlan(healthy);
    QVERIFY2(before, before ? "" : before.error().message.c_str());
    const auto plan = core::makePlan(withFault(healthy, 2, 3, 1e-6));
    QVERIFY(!plan);
    const QString refusal = QString::fromStdString(plan.error().message);
    QVERIFY2(refusal.contains(QStringLiteral("more than three years")), qPrintable(refusal));
}

QTEST_MAIN(TestPartnerFaults)
#include "tst_partner_faults.moc"
