// SPDX-License-Identifier: GPL-3.0-or-later
// Where the time of a visit goes, operation by operation: nothing is missing and nothing is twice.
#include "core/analysis/stage_operations.h"
#include "core/analysis/step_end_operations.h"
#include "core/cost/layer_operations.h"
#include "core/cost/layer_traffic.h"
#include "core/io/scenario/scenario_json.h"
#include "core/presets/builtin_scenarios.h"
#include "core/presets/presets.h"
#include "core/scenario/edits.h"
#include "core/sim/engine_task.h"

#include <QTest>

#include <cmath>
#include <numeric>
#include <random>

namespace {

using core::Operation;
using core::OperationName;

core::Nanos sumOf(const std::vector<core::StageOperation> &rows)
{
    return std::accumulate(rows.begin(), rows.end(), core::Nanos{},
                           [](core::Nanos sum, const auto &row) { return sum + row.time; });
}

core::SnapshotPtr stepOf(const core::Scenario &scenario)
{
    const core::Result<core::SnapshotPtr> snapshot = core::run(scenario);
    return snapshot ? snapshot.value() : nullptr;
}

core::Scenario llama()
{
    core::Scenario s;
    s.model = *core::findModel("llama-2-7b");
    s.cluster.device = *core::findDevice("a100-80g");
    s.cluster.intraLink = core::usualLink(s.cluster.device);
    s.cluster.interLink = *core::findLink("ib-hdr");
    s.cluster.software = *core::findSoftware("2022");
    s.cluster.devices = 1;
    s.training.sequence = 2048;
    s.training.microBatch = 2;
    s.training.globalBatch = 8;
    return s;
}

// What a healthy device is seen to take for visits, where no other hides a part of them.
bool showsItsPrices(const core::Snapshot &snapshot)
{
    return snapshot.trace.completed && snapshot.metrics.fits &&
           snapshot.scenario.faults.devices.empty() && snapshot.scenario.faults.links.empty() &&
           !core::findSchedule(snapshot.plan.order.schedule)->hasPairs;
}

void compareWithTrace(const core::Snapshot &snapshot, const core::StageCosts &costs)
{
    const core::Trace &trace = snapshot.trace;
    const auto rank = snapshot.plan.order.routes.front()[static_cast<std::size_t>(costs.stage)];
    const core::Trace::RowRange row = trace.rows[rank];
    for (std::size_t i = row.first; i < row.first + row.count; ++i) {
        if (trace.tag[i].kind == costs.kind && trace.tag[i].stage == costs.stage)
            QCOMPARE(trace.end[i] - trace.begin[i], costs.total.count);
    }
}

void checkVisit(const core::Snapshot &snapshot, int stage, core::SpanKind kind)
{
    const core::StageCosts costs = core::stageCosts(snapshot, stage, kind);
    QCOMPARE(sumOf(costs.rows).count, costs.total.count);
    for (const core::StageOperation &row : costs.rows) {
        QVERIFY2(row.operation.name != OperationName::Rest,
                 snapshot.scenario.title.c_str()); // nothing of the price is not itemised
        QVERIFY(row.time >= core::Nanos{});
        QVERIFY(row.hidden >= core::Nanos{});
        // A line is no longer than its operations would be alone, but for the rounding of nine
        // parts, whose largest takes what is left.
        QVERIFY(row.time.count <= std::llround(row.operation.seconds * 1e9) + core::kCostParts);
    }
    const std::optional<core::Op> op = core::opOf(kind);
    if (!op)
        return;
    const core::VisitProfile &visit =
        snapshot.plan.stages[static_cast<std::size_t>(stage)].visits[static_cast<std::size_t>(*op)];
    const core::Nanos handOver =
        core::handsOver(*op) ? snapshot.plan.exposedHandOver(0, 0, stage) : core::Nanos{};
    QCOMPARE(costs.total.count, (visit.duration + handOver).count);
    if (showsItsPrices(snapshot) && !snapshot.trace.rows.empty())
        compareWithTrace(snapshot, costs);
}

void checkOptimizer(const core::Snapshot &snapshot)
{
    const core::Plan &plan = snapshot.plan;
    if (plan.order.asynchronous || !plan.training || plan.order.routes.size() > 1)
        return;
    for (int rank = 0; rank < plan.ranks(); ++rank) {
        core::Nanos sum;
        for (const int stage : plan.stagesOf[static_cast<std::size_t>(rank)]) {
            for (const core::StageOperation &row :
                 core::stageCosts(snapshot, stage, core::SpanKind::Optimizer).rows) {
                const bool shared = row.operation.kind() == core::OperationKind::Collective;
                sum += shared ? core::Nanos{} : row.time;
            }
        }
        QCOMPARE(sum.count, plan.optimizer[static_cast<std::size_t>(rank)].count);
    }
}

void checkAll(const core::Snapshot &snapshot)
{
    for (int stage = 0; stage < static_cast<int>(snapshot.plan.stages.size()); ++stage) {
        for (const core::SpanKind kind : core::kindsOfStage(snapshot, stage)) {
            checkVisit(snapshot, stage, kind);
            if (QTest::currentTestFailed())
                return;
        }
    }
    checkOptimizer(snapshot);
}

// Draws from lists and ranges, the same on every machine.
class Draw
{
public:
    explicit Draw(unsigned seed) : m_engine(seed) {}

    int upTo(int most) { return static_cast<int>(m_engine() % static_cast<unsigned>(most + 1)); }
    int power(int most) { return 1 << upTo(most); }
    template <class List>
    const auto &of(const List &list)
    {
        return list[static_cast<std::size_t>(upTo(static_cast<int>(list.size()) - 1))];
    }

private:
    std::mt19937 m_engine;
};

core::Scenario randomScenario(Draw &draw)
{
    core::Scenario s;
    s.model = draw.of(core::modelPresets());
    core::ParallelSpec &parallel = s.parallel;
    parallel.tensor = draw.power(2);
    parallel.context = draw.power(1);
    parallel.pipeline = draw.power(2);
    parallel.data = draw.power(3);
    parallel.expert = draw.power(1);
    parallel.schedule = draw.of(core::schedules()).id;
    parallel.chunks = draw.power(1);
    parallel.sharding = static_cast<core::Sharding>(draw.upTo(3));
    parallel.sequenceParallel = draw.upTo(1) == 1;
    parallel.overlap = draw.upTo(1) == 1;
    parallel.allReduce = static_cast<core::AllReduce>(draw.upTo(3));
    parallel.exchange = static_cast<core::Exchange>(draw.upTo(1));
    parallel.dispatch = static_cast<core::Dispatch>(draw.upTo(1));
    s.cluster.devices = core::groupSize(parallel) * parallel.pipeline * parallel.data;
    s.cluster.device = draw.of(core::devicePresets());
    s.cluster.device.memory = {400'000'000'000'000};
    s.cluster.intraLink = core::usualLink(s.cluster.device);
    s.cluster.interLink = *core::findLink("ib-hdr");
    s.cluster.software = draw.of(core::softwarePresets());
    core::TrainingSpec &training = s.training;
    training.sequence = 64 << draw.upTo(5);
    training.microBatch = 1 + draw.upTo(3);
    training.globalBatch = parallel.data * training.microBatch * 8;
    training.recompute = static_cast<core::Recompute>(draw.upTo(2));
    training.precision = static_cast<core::Precision>(draw.upTo(3));
    training.dispatchBytes = draw.upTo(2);
    return s;
}

} // namespace

class TestStageOperations : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aTiedEmbeddingIsInAsManyNodesAsItsStages();
    void linesSumToTheVisitInEveryBuiltInScenario_data()
    {
        QTest::addColumn<QByteArray>("id");
        for (const core::BuiltinScenario &scenario : core::builtinScenarios())
            QTest::newRow(std::string(scenario.id).c_str()) << QByteArray(scenario.id.data());
    }

    void linesSumToTheVisitInEveryBuiltInScenario()
    {
        QFETCH(QByteArray, id);
        const auto scenario = core::loadScenario(id.toStdString());
        QVERIFY(scenario);
        const core::SnapshotPtr snapshot = stepOf(scenario.value());
        QVERIFY(snapshot);
        checkAll(*snapshot);
    }

    void linesSumToTheVisitInRandomScenarios()
    {
        constexpr int kEnough = 500;
        Draw draw(20261130);
        int checked = 0;
        for (int tries = 0; checked < kEnough && tries < 40 * kEnough; ++tries) {
            const core::Scenario scenario = randomScenario(draw);
            if (!core::validate(scenario))
                continue;
            const core::SnapshotPtr snapshot = stepOf(scenario);
            if (!snapshot)
                continue;
            checkAll(*snapshot);
            QVERIFY2(!QTest::currentTestFailed(),
                     (scenario.model.title + ", " + scenario.parallel.schedule).c_str());
            ++checked;
        }
        QCOMPARE(checked, kEnough);
    }

    // Two tokens of 2048, hidden 4096, MLP 11008, gated: by the definition of a product.
    void aProductHasItsShapeFlopsBytesAndTiles()
    {
        const core::Scenario scenario = llama();
        const std::vector<core::LayerPrice> layers = core::priceLayers(scenario);
        for (const Operation &row : core::layerOperations(layers[1], 1, scenario)) {
            if (row.name != OperationName::MlpIn || row.pass != core::LayerPass::Forward)
                continue;
            QCOMPARE(row.shape.m, 4096.);
            QCOMPARE(row.shape.k, 4096.);
            QCOMPARE(row.shape.n, 22016.);
            QCOMPARE(row.flops, 2 * 4096. * 4096 * 22016);
            QCOMPARE(row.bytes, 2 * (4096. * 4096 + 4096. * 22016 + 4096. * 22016));
            // 16 x 172 tiles of 256 x 128 and as many of 128 x 256, 2752 on 108 multiprocessors
            QCOMPARE(row.tiles, 2752.);
            QCOMPARE(row.tileRows * row.tileColumns, 256 * 128);
            const double reached = core::reachedOfPeak(row, scenario);
            QVERIFY(reached > 0.5 && reached < 0.9 * scenario.cluster.device.sustainedShare + 1e-9);
            return;
        }
        QFAIL("There is no such product.");
    }

    // Papers count them (2 for each weight and token, and the core in full), our lines one by one.
    void flopsOfTheLinesAreThoseOfTheModel()
    {
        core::Scenario scenario = llama();
        scenario.model = *core::findModel("megatron-22b"); // its core is products
        scenario.parallel.tensor = 8;
        scenario.cluster.devices = 8;
        const std::vector<core::LayerPrice> layers = core::priceLayers(scenario);
        for (int i = 0; i < static_cast<int>(layers.size()); ++i) {
            const core::LayerPrice &layer = layers[static_cast<std::size_t>(i)];
            double flops = 0;
            for (const Operation &row : core::layerOperations(layer, i, scenario))
                flops += row.pass == core::LayerPass::Forward ? row.flops : 0;
            QVERIFY(std::abs(8 * flops - layer.forwardFlops) <= 1e-9 * layer.forwardFlops);
        }
    }

    // The pictures of collectives count their bytes by themselves.
    void bytesOfCollectivesAreThoseOfThePictures()
    {
        core::Scenario scenario = llama();
        scenario.model = *core::findModel("mixtral-8x7b");
        scenario.parallel.data = 2;
        scenario.parallel.tensor = 4;
        scenario.parallel.context = 2;
        scenario.parallel.expert = 2;
        scenario.cluster.devices = 16;
        scenario.training.globalBatch = 16;
        const std::vector<core::LayerPrice> layers = core::priceLayers(scenario);
        const core::LayerTraffic traffic =
            core::layerTraffic(layers[1], 1, core::Op::Forward, scenario);
        core::LayerTraffic own;
        for (const Operation &row : core::layerOperations(layers[1], 1, scenario)) {
            if (row.pass != core::LayerPass::Forward)
                continue;
            const auto add = [&](core::CostPart part, core::PartnerKind kind) {
                if (row.part == part)
                    own[static_cast<std::size_t>(kind)].sent += row.bytes;
            };
            add(core::CostPart::TensorComm, core::PartnerKind::Tensor);
            add(core::CostPart::ContextComm, core::PartnerKind::Context);
            add(core::CostPart::ExpertComm, core::PartnerKind::Experts);
        }
        for (std::size_t kind = 0; kind < 3; ++kind) {
            QVERIFY(traffic[kind].sent > 0);
            QVERIFY(std::abs(own[kind].sent / traffic[kind].sent - 1) < 1e-12);
        }
    }

    // Sharded weights and gradients: by layer, what the pictures say of each.
    void bytesOfShardsAreThoseOfThePictures()
    {
        core::Scenario scenario = llama();
        scenario.parallel.data = 8;
        scenario.parallel.sharding = core::Sharding::Zero3;
        scenario.cluster.devices = 8;
        scenario.training.globalBatch = 16;
        const core::SnapshotPtr snapshot = stepOf(scenario);
        QVERIFY(snapshot);
        for (const core::Op op : {core::Op::Forward, core::Op::Backward}) {
            double shown = 0;
            for (const core::StageOperation &row : core::visitCosts(*snapshot, 0, op).rows)
                shown += row.operation.part == core::CostPart::DataComm ? row.operation.bytes : 0;
            double expected = 0;
            const std::vector<core::LayerPrice> &layers = snapshot->plan.layers;
            for (int i = 0; i < static_cast<int>(layers.size()); ++i)
                expected += core::layerTraffic(layers[static_cast<std::size_t>(i)], i, op,
                                               scenario)[3] // PartnerKind::Shards
                                .sent;
            QVERIFY(expected > 0);
            QVERIFY(std::abs(shown / expected - 1) < 1e-12);
        }
    }

    // Without bytes only starts and steps remain, and they do not depend on the size.
    void theLatencyOfACollectiveDoesNotDependOnItsBytes()
    {
        core::Scenario scenario = llama();
        scenario.parallel.tensor = 4;
        scenario.parallel.sequenceParallel = true;
        scenario.cluster.devices = 4;
        const auto latencyAt = [&](std::int64_t microBatch) {
            scenario.training.microBatch = microBatch;
            const std::vector<core::LayerPrice> layers = core::priceLayers(scenario);
            for (const Operation &row : core::layerOperations(layers[1], 1, scenario)) {
                if (row.name == OperationName::TensorGather)
                    return row.way.latency;
            }
            return 0.;
        };
        QVERIFY(latencyAt(1) > 0);
        QCOMPARE(latencyAt(4), latencyAt(1));
    }

    // Sequence parallelism of 2024 hides its collectives beside the products: gathers whole, of
    // scatters a share.
    void whatRunsBesideTheProductsIsHidden()
    {
        core::Scenario scenario = llama();
        scenario.parallel.tensor = 8;
        scenario.parallel.sequenceParallel = true;
        scenario.cluster.devices = 8;
        scenario.cluster.software = *core::findSoftware("2024");
        const core::SnapshotPtr snapshot = stepOf(scenario);
        QVERIFY(snapshot);
        core::Nanos shown;
        core::Nanos hidden;
        for (const core::StageOperation &row :
             core::visitCosts(*snapshot, 0, core::Op::Forward).rows) {
            if (row.operation.name == OperationName::TensorGather && row.firstLayer == 1) {
                shown += row.time;
                hidden += row.hidden;
            }
        }
        QVERIFY(shown > core::Nanos{});
        const double share = core::seconds(hidden) / core::seconds(hidden + shown);
        QVERIFY(std::abs(share - (1 + scenario.cluster.software.tensorPipelined) / 2) < 1e-3);
    }
};

// GPT-2 ties its head to its embedding. Four stages in nodes of four, of two, of one: first and
// last are in one node, or in two.
void TestStageOperations::aTiedEmbeddingIsInAsManyNodesAsItsStages()
{
    for (const int perNode : {4, 2, 1}) {
        core::Scenario s = llama();
        s.model = *core::findModel("gpt2-124m");
        s.training.sequence = 1024;
        s.cluster.devices = s.parallel.pipeline = 4;
        s.cluster.devicesPerNode = perNode;
        s.parallel.schedule = "1f1b";
        const core::SnapshotPtr snapshot = stepOf(s);
        QVERIFY(snapshot);
        int found = 0;
        for (const int stage : {0, 3}) {
            for (const core::StageOperation &row : core::stepEndCosts(*snapshot, stage).rows) {
                if (row.operation.name != OperationName::TiedReduce)
                    continue;
                ++found;
                QCOMPARE(row.operation.way.devices, 2.0);
                QCOMPARE(row.operation.way.nodes, perNode == 4 ? 1.0 : 2.0);
            }
        }
        QCOMPARE(found, 2);
    }
}

QTEST_GUILESS_MAIN(TestStageOperations)
#include "tst_stage_operations.moc"
