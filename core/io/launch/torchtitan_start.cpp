// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/io/launch/torchtitan_start.h"

#include "core/base/text.h"
#include "core/io/launch/torch_table.h"
#include "core/io/launch/torchtitan_flavors.h"
#include "core/io/launch/torchtitan_stages.h"
#include "core/plan/partition.h"
#include "core/scenario/constraints.h"

#include <algorithm>
#include <optional>

namespace core {
namespace {

Status startModel(const Scenario &scenario, TorchtitanJob &job)
{
    const std::optional<TorchtitanFlavor> flavor =
        torchtitanFlavorOf(*scenario.model.transformer());
    if (!flavor) {
        const TorchtitanFlavor nearest = nearestTorchtitanFlavor(scenario.model);
        return Error{"It has no flavor with the sizes of " + scenario.model.title +
                     ", and a model of one's own needs a builder in Python: the nearest is " +
                     std::string(nearest.name) + " of " + std::string(nearest.family) + '.'};
    }
    job.model = flavor->family;
    job.flavor = flavor->name;
    return std::monostate{};
}

Status startTraining(const Scenario &scenario, TorchtitanStart &start)
{
    const TrainingSpec &training = scenario.training;
    TorchtitanJob &job = start.job;
    if (training.precision == Precision::Fp16)
        return Error{"It trains in bf16, fp32 or fp8, not in fp16."};
    if (training.optimizer != Optimizer::Adam)
        return Error{"It has Adam and AdamW, not SGD."};
    job.precision = isSingle(training.precision) ? "float32" : "bfloat16";
    if (training.precision == Precision::Fp8)
        job.converters = {"quantize.linear.float8"};
    job.recompute = training.recompute == Recompute::None   ? "none"
                    : training.recompute == Recompute::Full ? "full"
                                                            : "selective";
    job.recomputeOption = "op";
    if (training.recompute == Recompute::Selective)
        start.notes.emplace_back("torchtitan's selective recomputation keeps every second product; "
                                 "without ZeRO-3 the gated activation alone is recomputed here.");
    job.sequence = training.sequence;
    return std::monostate{};
}

Status startSharding(const Scenario &scenario, TorchtitanJob &job)
{
    const ParallelSpec &parallel = scenario.parallel;
    if (parallel.sharding == Sharding::Zero1 && parallel.data * parallel.context > 1)
        return Error{"It shards gradients wherever it shards states (ZeRO-2, ZeRO-3), and has no "
                     "ZeRO-1: set sharding to zero2."};
    if (parallel.sharding == Sharding::None && parallel.context > 1)
        return Error{"Context partners share their states there (ZeRO-2, ZeRO-3): set sharding to "
                     "zero2."};
    const bool shares = parallel.sharding != Sharding::None;
    job.shard = shares ? parallel.data : 1;
    if (shares && sharesInGroups(scenario)) {
        const int sharers = sharersOf(scenario);
        if (sharers % parallel.context != 0)
            return Error{"States are shared by replicas and all of their context partners there, "
                         "not by groups of " +
                         figureOfCount(sharers) + " beside context " +
                         figureOfCount(parallel.context) + ": set sharding_group to a multiple."};
        job.shard = sharers / parallel.context;
    }
    job.offload = shares && parallel.offloadOptimizer; // FSDP's alone
    job.replicate = parallel.data / job.shard;
    job.reshard = parallel.sharding == Sharding::Zero2 ? "never" : "always";
    if (!shares)
        job.reshard = "default";
    job.tensor = parallel.tensor;
    job.asyncTensor = parallel.tensor > 1 && scenario.cluster.software.asyncTensor;
    job.compiledLoss = scenario.cluster.software.fusedLoss;
    job.gathersFp8 = shares && !job.converters.empty() && scenario.cluster.software.gathersFp8;
    job.context = parallel.context;
    job.pipeline = parallel.pipeline;
    if (parallel.expert > 1 && !shares)
        return Error{"Experts are spread over replicas that share their states there: set sharding "
                     "to zero2."};
    if (parallel.expert > parallel.data * parallel.context)
        return Error{"It spreads experts over replicas, of which there are too few."};
    job.expert = parallel.expert;
    job.expertTensor = parallel.expert > 1 ? parallel.tensor : 1;
    if (parallel.dispatch == Dispatch::PerNode && parallel.expert > 1)
        job.expertExchange = "deepep";
    return std::monostate{};
}

void startBatch(const Scenario &scenario, TorchtitanJob &job)
{
    const TrainingSpec &training = scenario.training;
    const bool pipelined = scenario.parallel.pipeline > 1;
    job.globalBatch = training.globalBatch;
    job.localBatch =
        pipelined ? training.globalBatch / scenario.parallel.data : training.microBatch;
    job.microBatch = pipelined ? training.microBatch : 1;
}

// Whether torch makes the same order under its own name.
bool isNamed(const Scenario &scenario, const TorchSchedule &schedule)
{
    const std::int64_t count = microBatchCount(scenario);
    const std::int64_t ranks = scenario.parallel.pipeline;
    const std::int64_t rounds = std::max<std::int64_t>(1, count / ranks);
    if (schedule.manyStages && scenario.parallel.chunks < 2)
        return false;
    if (schedule.id == "dualpipe-v")
        return count >= 2 * ranks;
    if (schedule.id != "interleaved" && schedule.id != "interleaved-zb")
        return true;
    const std::int64_t group = scenario.parallel.group;
    return count % rounds == 0 && (group == 0 || group == count / rounds);
}

Status startSchedule(const Scenario &scenario, const std::string &table, TorchtitanStart &start)
{
    const TorchSchedule *schedule = torchScheduleOf(scenario.parallel.schedule);
    if (schedule && isNamed(scenario, *schedule)) {
        start.job.schedule = schedule->name;
        return std::monostate{};
    }
    Result<std::string> text = torchTable(scenario);
    if (!text)
        return text.error();
    start.table = std::move(text).value();
    start.job.schedule = torchPlacement(scenario);
    start.job.scheduleCsv = table;
    return std::monostate{};
}

// ["tok_embeddings", "layers.0"], … : torchtitan's names of the modules.
std::vector<std::string> modulesOf(const std::vector<int> &stages)
{
    std::vector<std::string> parts;
    int layer = 0;
    for (std::size_t stage = 0; stage < stages.size(); ++stage) {
        std::string part = stage == 0 ? "\"tok_embeddings\"" : "";
        for (int i = 0; i < stages[stage]; ++i)
            part += (part.empty() ? "\"layers." : ", \"layers.") + std::to_string(layer++) + '"';
        if (stage + 1 == stages.size())
            part += ", \"norm\", \"output\"";
        parts.push_back('[' + part + ']');
    }
    return parts;
}

// How many layers embedding and head count for so that torchtitan's division is the wanted one:
// its own rule first, then that they count for nothing. Nothing if neither is.
std::optional<std::int64_t> endsFor(const std::vector<int> &wanted, const Scenario &scenario)
{
    for (const std::int64_t ends : {std::int64_t{1}, std::int64_t{0}}) {
        const Result<std::vector<int>> split =
            torchtitanSplit(scenario.model.layerCount(), static_cast<std::int64_t>(wanted.size()),
                            ends, ends, leastLayers(scenario, 0));
        if (split && split.value() == wanted)
            return ends;
    }
    return {};
}

// Two stages a rank of a schedule of many, or one, are torchtitan's usual number; another follows
// from the layers of a stage, where it does.
Status startStages(const Scenario &scenario, TorchtitanStart &start)
{
    TorchtitanJob &job = start.job;
    const std::int64_t stages = stagesOf(scenario.parallel);
    const std::int64_t layers = scenario.model.layerCount();
    const Result<std::vector<int>> wanted = layersPerStage(scenario, static_cast<int>(stages));
    if (!wanted)
        return wanted.error();
    const std::optional<std::int64_t> ends = endsFor(wanted.value(), scenario);
    job.firstLess = ends.value_or(1);
    job.lastLess = job.firstLess;
    const std::int64_t counted = layers + job.firstLess + job.lastLess;
    const std::int64_t each = (counted + stages - 1) / stages;
    const bool isUsual = stages / job.pipeline <= 2;
    if (ends && !isUsual && (counted + each - 1) / each == stages)
        job.layersPerStage = each;
    else if (!ends || !isUsual)
        start.parts = modulesOf(wanted.value());
    return std::monostate{};
}

} // namespace

Result<TorchtitanStart> torchtitanStart(const Scenario &scenario, const std::string &table)
{
    TorchtitanStart start;
    if (const Status done = startModel(scenario, start.job); !done)
        return done.error();
    if (const Status done = startTraining(scenario, start); !done)
        return done.error();
    if (const Status done = startSharding(scenario, start.job); !done)
        return done.error();
    startBatch(scenario, start.job);
    if (start.job.offload)
        start.notes.emplace_back("training.enable_cpu_offload moves the weights to host memory as "
                                 "well, and brings them for every gather, which the simulation "
                                 "does not.");
    if (scenario.parallel.pipeline == 1)
        return start;
    if (const Status done = startSchedule(scenario, table, start); !done)
        return done.error();
    if (const Status done = startStages(scenario, start); !done)
        return done.error();
    return start;
}

} // namespace core
