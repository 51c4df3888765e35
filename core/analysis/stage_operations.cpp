// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/stage_operations.h"

#include "core/analysis/step_end_operations.h"
#include "core/cost/layer_operations.h"
#include "core/plan/visit_price.h"
#include "core/sim/engine_task.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace core {
namespace {

constexpr double kNothing = 1e-9; // of a sum: a rounding difference

// A line before its time is in whole nanoseconds.
struct Line
{
    StageOperation row;
    double exposed = 0; // seconds of the visit
};

bool belongsTo(LayerPass pass, Op op)
{
    switch (op) {
    case Op::Forward:
        return pass == LayerPass::Forward;
    case Op::Backward:
        return pass == LayerPass::Input || pass == LayerPass::Weight;
    case Op::BackwardInput:
        return pass == LayerPass::Input;
    case Op::BackwardWeight:
        return pass == LayerPass::Weight;
    case Op::Recompute:
        return pass == LayerPass::Recompute;
    }
    return false;
}

// What a collective's own pass hides of it is taken off all lines of the same part alike.
void addLayers(std::vector<Line> &lines, const LayerRun &run, int index, Op op,
               const Scenario &scenario, const PartnerFabrics *faulty)
{
    Work whole;
    std::vector<Operation> operations = layerOperations(*run.layer, index, scenario, faulty);
    std::erase_if(operations, [op](const Operation &each) { return !belongsTo(each.pass, op); });
    for (const Operation &operation : operations)
        whole[operation.part] += operation.seconds;
    const Work exposed = exposedWork(*run.layer, op);
    for (Operation &operation : operations) {
        const double all = whole[operation.part];
        const double share = all > 0 ? exposed[operation.part] / all : 1;
        operation.multiply(run.count);
        lines.push_back({{.operation = operation, .firstLayer = index, .layers = run.count},
                         share * operation.seconds});
    }
}

// Of all layers of a visit that are gathered or scattered in it.
struct Shards
{
    double seconds = 0;
    double bytes = 0;
    double times = 0;
    double ofExperts = 0; // so many of these have experts, on a ring of their own
};

// Collectives of sharded layers: weights are gathered forward and for the input gradient, gradients
// are scattered when they are made. What is not scattered was gathered.
void addShards(std::vector<Line> &lines, std::span<const LayerRun> runs, Op op,
               const BesideWork &beside, double exposed, const Scenario &scenario)
{
    if (beside.shards <= 0)
        return;
    Shards scatter;
    Shards gather = {.seconds = beside.shards, .bytes = beside.moved};
    for (const LayerRun &run : runs) {
        const bool keeps = op != Op::Forward && run.layer->isOutsideBlocks();
        const bool hasExperts = run.layer->expertParameters > 0;
        if (run.layer->gather > 0 && !keeps) {
            gather.times += run.count;
            gather.ofExperts += hasExperts ? run.count : 0;
        }
        if (op == Op::Forward || op == Op::BackwardInput || run.layer->scatter <= 0)
            continue;
        scatter.seconds += run.count * run.layer->scatter;
        scatter.bytes += run.count * run.layer->scatterBytes;
        scatter.times += run.count;
        scatter.ofExperts += hasExperts ? run.count : 0;
    }
    scatter.seconds = std::min(scatter.seconds, beside.shards);
    gather.seconds -= scatter.seconds;
    gather.bytes -= scatter.bytes;
    const Fabric fabric = fabricOf(scenario);
    const Members all = membersAt(sharersOf(scenario), scenario.parallel.tensor, fabric);
    const Members expertRing = holdersOfExperts(all, scenario.parallel.expert);
    const int near = secondarySharersOf(scenario);
    const bool again = near > 0 && op != Op::Forward; // in one piece, experts and all
    const Members nearby = again ? membersAt(near, scenario.parallel.tensor, fabric) : all;
    if (again)
        gather.ofExperts = 0;
    const auto add = [&](OperationName name, CollectiveKind kind, const Shards &shards,
                         const Members &ring) {
        if (shards.seconds <= kNothing * beside.shards)
            return;
        lines.push_back(
            {{.operation = {.name = name,
                            .part = CostPart::DataComm,
                            .count = shards.times,
                            .seconds = shards.seconds,
                            .bytes = shards.bytes,
                            .way = {.kind = kind,
                                    .devices = ring.devices,
                                    .nodes = ring.nodes(),
                                    .latency = shards.times * allGatherSeconds(0, ring, fabric) +
                                               shards.ofExperts *
                                                   allGatherSeconds(0, expertRing, fabric)}}},
             exposed * shards.seconds / beside.shards});
    };
    add(OperationName::WeightGather, CollectiveKind::AllGather, gather, nearby);
    add(OperationName::GradientScatter, CollectiveKind::ReduceScatter, scatter, all);
}

// Whole nanoseconds: within each part lines get what they have up to their end less what they have
// up to their begin, so that they sum to what the visit has of the part.
void roundLines(std::vector<Line> &lines, const VisitProfile &visit)
{
    for (std::size_t part = 0; part < visit.parts.size(); ++part) {
        std::vector<Line *> alike;
        double whole = 0;
        for (Line &line : lines) {
            if (static_cast<std::size_t>(line.row.operation.part) != part)
                continue;
            alike.push_back(&line);
            whole += line.exposed;
        }
        const std::int64_t total = visit.parts[part].count;
        if (alike.empty() && total != 0)
            alike.push_back(
                &lines.emplace_back(Line{{.operation = {.part = static_cast<CostPart>(part)}}, 0}));
        double through = 0;
        std::int64_t before = 0;
        for (Line *line : alike) {
            through += line->exposed;
            const double share = whole > 0 ? through / whole : 1;
            const std::int64_t end =
                line == alike.back() ? total : std::llround(share * static_cast<double>(total));
            line->row.time = Nanos{end - before};
            before = end;
        }
    }
}

std::vector<StageOperation> finished(const std::vector<Line> &lines)
{
    std::vector<StageOperation> rows;
    for (const Line &line : lines) {
        rows.push_back(line.row);
        const OperationKind kind = line.row.operation.kind();
        if (kind != OperationKind::Collective && kind != OperationKind::Host)
            continue; // what differs is rounding
        const Nanos whole = nanosFromSeconds(line.row.operation.seconds);
        rows.back().hidden = std::max(Nanos{}, whole - line.row.time);
    }
    return rows;
}

const StagePlan &planOf(const Snapshot &snapshot, int stage)
{
    return snapshot.plan.stages[static_cast<std::size_t>(stage)];
}

} // namespace

StageCosts visitCosts(const Snapshot &snapshot, int stage, Op op)
{
    const Plan &plan = snapshot.plan;
    const StagePlan &own = planOf(snapshot, stage);
    const VisitProfile &visit = own.visits[static_cast<std::size_t>(op)];
    const std::vector<LayerRun> runs = layerRuns(own, plan.layers);
    BesideWork beside;
    const Work work = visitWork(runs, op, snapshot.scenario, beside);
    std::vector<Line> lines;
    const PartnerFabrics *faulty = plan.faultyPartners.empty()
                                       ? nullptr
                                       : &plan.faultyPartners[static_cast<std::size_t>(stage)];
    for (const LayerRun &run : runs)
        addLayers(lines, run, static_cast<int>(run.layer - plan.layers.data()), op,
                  snapshot.scenario, faulty);
    addShards(lines, runs, op, beside, work[CostPart::DataComm], snapshot.scenario);
    if (beside.host > 0)
        lines.push_back({{.operation = {.name = OperationName::HostIssue,
                                        .part = CostPart::Host,
                                        .seconds = beside.host}},
                         work[CostPart::Host]});
    roundLines(lines, visit);
    StageCosts costs = {stage, static_cast<SpanKind>(op), visit.duration, finished(lines)};
    const Nanos handOver = handsOver(op) ? plan.exposedHandOver(0, 0, stage) : Nanos{};
    if (handOver > Nanos{}) {
        costs.rows.push_back({.operation = {.name = OperationName::HandOver,
                                            .part = CostPart::PipelineComm,
                                            .seconds = seconds(handOver),
                                            .bytes = static_cast<double>(own.output.count)},
                              .time = handOver});
        costs.total += handOver;
    }
    return costs;
}

namespace {

// By Op, of the first rank that has the stage.
std::array<int, kOpCount> visitsOf(const Plan &plan, int stage)
{
    std::array<int, kOpCount> visits{};
    const auto rank =
        static_cast<std::size_t>(plan.order.routes.front()[static_cast<std::size_t>(stage)]);
    for (const Action &action : plan.order.actions[rank])
        visits[static_cast<std::size_t>(action.op)] += action.stage == stage ? 1 : 0;
    return visits;
}

} // namespace

StageCosts stageCosts(const Snapshot &snapshot, int stage, SpanKind kind)
{
    const std::optional<Op> op = opOf(kind);
    StageCosts costs = op ? visitCosts(snapshot, stage, *op) : stepEndCosts(snapshot, stage);
    if (op || snapshot.plan.order.asynchronous) // that updates after every backward
        costs.visits =
            visitsOf(snapshot.plan, stage)[static_cast<std::size_t>(op.value_or(Op::Backward))];
    return costs;
}

std::vector<SpanKind> kindsOfStage(const Snapshot &snapshot, int stage)
{
    const std::array<int, kOpCount> visits = visitsOf(snapshot.plan, stage);
    std::vector<SpanKind> kinds;
    for (int op = 0; op < kOpCount; ++op) {
        if (visits[static_cast<std::size_t>(op)] > 0)
            kinds.push_back(static_cast<SpanKind>(op));
    }
    if (snapshot.plan.training)
        kinds.push_back(SpanKind::Optimizer);
    return kinds;
}

double shareOfStep(const StageOperation &row, const StageCosts &costs, const Snapshot &snapshot)
{
    const auto step = static_cast<double>(snapshot.metrics.step.count);
    return step > 0 ? static_cast<double>(row.time.count) * costs.visits / step : 0;
}

std::vector<StageCosts> allStageCosts(const Snapshot &snapshot)
{
    std::vector<StageCosts> all;
    for (int stage = 0; stage < static_cast<int>(snapshot.plan.stages.size()); ++stage) {
        for (const SpanKind kind : kindsOfStage(snapshot, stage))
            all.push_back(stageCosts(snapshot, stage, kind));
    }
    return all;
}

StageCosts costliestVisit(const Snapshot &snapshot)
{
    const Plan &plan = snapshot.plan;
    int costliest = 0;
    Op kind = Op::Forward;
    Nanos most;
    for (int stage = 0; stage < static_cast<int>(plan.stages.size()); ++stage) {
        const std::array<int, kOpCount> visits = visitsOf(plan, stage);
        for (std::size_t op = 0; op < kOpCount; ++op) {
            const Nanos all = planOf(snapshot, stage).visits[op].duration * visits[op];
            if (all <= most)
                continue;
            most = all;
            costliest = stage;
            kind = static_cast<Op>(op);
        }
    }
    return stageCosts(snapshot, costliest, static_cast<SpanKind>(kind));
}

std::string layersOf(const StageOperation &row, const Plan &plan)
{
    if (row.firstLayer < 0)
        return {};
    const auto name = [&plan](int index) {
        const LayerPrice &layer = plan.layers[static_cast<std::size_t>(index)];
        if (!layer.name.empty())
            return layer.name;
        return layer.kind == LayerKind::Embedding ? std::string("embedding")
               : layer.kind == LayerKind::Head    ? std::string("head")
                                                  : "layer " + std::to_string(index);
    };
    const std::string first = name(row.firstLayer);
    return row.layers > 1 ? first + " to " + name(row.firstLayer + row.layers - 1) : first;
}

double peakOf(const Operation &operation, const Scenario &scenario)
{
    const DeviceSpec &device = scenario.cluster.device;
    const bool rounds = operation.name == OperationName::Convolution && device.peakTf32Flops > 0 &&
                        isSingle(scenario.training.precision);
    return operation.narrow ? device.peakFp8Flops
           : rounds         ? device.peakTf32Flops
                            : peakFlops(scenario);
}

double reachedOfPeak(const Operation &operation, const Scenario &scenario)
{
    const double peak = peakOf(operation, scenario);
    return operation.seconds > 0 && peak > 0 ? operation.flops / operation.seconds / peak : 0;
}

double reachedOfBandwidth(const Operation &operation, const Scenario &scenario)
{
    const double bandwidth = scenario.cluster.device.memoryBandwidth;
    // What moves over links and PCIe is no traffic of the memory.
    const bool elsewhere =
        operation.kind() == OperationKind::Collective || operation.kind() == OperationKind::Host;
    if (elsewhere || operation.seconds <= 0 || bandwidth <= 0)
        return 0;
    return operation.bytes / operation.seconds / bandwidth;
}

} // namespace core
