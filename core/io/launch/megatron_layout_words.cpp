// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/io/launch/megatron_words.h"

#include "core/base/text.h"
#include "core/plan/partition.h"
#include "core/scenario/gradient_buckets.h"

#include <algorithm>

namespace core {
namespace {

// Its only two schedules.
constexpr std::string_view kPlain = "1f1b";
constexpr std::string_view kInterleaved = "interleaved";

Status checkSchedule(const Scenario &scenario)
{
    const ParallelSpec &parallel = scenario.parallel;
    if (parallel.pipeline == 1)
        return std::monostate{};
    if (parallel.schedule != kPlain && parallel.schedule != kInterleaved)
        return Error{"It has 1F1B and interleaved 1F1B, not " + scheduleTitle(parallel) +
                     ": export for torchtitan, which runs any order."};
    const std::int64_t count = microBatchCount(scenario);
    const std::int64_t ranks = parallel.pipeline;
    if (parallel.schedule == kInterleaved && parallel.chunks < 2)
        return Error{"It interleaves two or more chunks: set chunks to 2."};
    if (parallel.schedule == kPlain)
        return std::monostate{};
    const std::int64_t group = parallel.group > 0 ? parallel.group : ranks;
    if (group > count || (count % group != 0 && count % group < ranks))
        return Error{"It refuses groups of " + figureOfCount(group) + " of " +
                     figureOfCount(count) + " micro-batches that leave a rest smaller than the " +
                     figureOfCount(ranks) + " ranks: set global_batch to a multiple."};
    return std::monostate{};
}

// What its arguments check refuses (validate_args).
Status checkDegrees(const Scenario &scenario)
{
    const ParallelSpec &parallel = scenario.parallel;
    const TransformerSpec &spec = *scenario.model.transformer();
    if (parallel.context > 1 && scenario.training.sequence % (2 * parallel.context) != 0)
        return Error{"It refuses sequences of " + figureOfCount(scenario.training.sequence) +
                     " tokens: they are divided into 2 x context = " +
                     figureOfCount(2 * std::int64_t{parallel.context}) + " parts."};
    if (spec.kvRank == 0 && spec.kvHeads % parallel.tensor != 0 &&
        parallel.tensor % spec.kvHeads != 0)
        return Error{"It refuses " + figureOfCount(spec.kvHeads) + " key-value heads over tensor " +
                     figureOfCount(parallel.tensor) + '.'};
    if (spec.experts > 1 && parallel.tensor > 1 && !parallel.sequenceParallel)
        return Error{"It refuses experts with tensor partners without sequence parallelism: set "
                     "sequence_parallel to true."};
    if (spec.vocab % parallel.tensor != 0)
        return Error{"It pads a vocabulary of " + figureOfCount(spec.vocab) +
                     " to a multiple of tensor " + figureOfCount(parallel.tensor) +
                     ": give the model the padded one."};
    return std::monostate{};
}

// "Et*4|t*4|t*4L": E the embedding, t a layer, L the head with the loss.
std::string layoutOf(const std::vector<int> &stages)
{
    std::string text;
    for (std::size_t stage = 0; stage < stages.size(); ++stage) {
        text += stage == 0 ? "E" : "|";
        if (stages[stage] > 0)
            text += "t*" + std::to_string(stages[stage]);
    }
    return '"' + text + "L\"";
}

Status addStages(MegatronWords &words, const Scenario &scenario)
{
    const ParallelSpec &parallel = scenario.parallel;
    const int stages = stagesOf(parallel);
    const Result<std::vector<int>> layers = layersPerStage(scenario, stages);
    if (!layers)
        return layers.error();
    const bool even = std::ranges::count(layers.value(), layers.value().front()) == stages;
    if (!even)
        words.add("--pipeline-model-parallel-layout", layoutOf(layers.value()));
    else if (parallel.schedule == kInterleaved)
        words.add("--num-virtual-stages-per-pipeline-rank", parallel.chunks);
    if (parallel.schedule == kInterleaved && parallel.group > 0 &&
        parallel.group != parallel.pipeline)
        words.add("--microbatch-group-size-per-virtual-pipeline-stage", parallel.group);
    if (parallel.schedule == kInterleaved && parallel.exchange == Exchange::Blocking &&
        parallel.pipeline > 2)
        words.add("--no-overlap-p2p-communication");
    return std::monostate{};
}

// ZeRO-1 is its distributed optimizer, and beyond it there is Megatron-FSDP.
void addSharding(MegatronWords &words, const Scenario &scenario)
{
    const ParallelSpec &parallel = scenario.parallel;
    if (parallel.sharding != Sharding::None)
        words.add("--use-distributed-optimizer");
    if (parallel.sharding >= Sharding::Zero2) {
        words.add("--use-megatron-fsdp");
        words.add("--data-parallel-sharding-strategy",
                  parallel.sharding == Sharding::Zero2 ? "optim_grads" : "optim_grads_params");
        words.add("--ckpt-format", "fsdp_dtensor");
        words.add("--no-gradient-accumulation-fusion");
        const int sent = reduceBytesOf(scenario);
        if (sent != gradientBytesOf(scenario.training))
            words.add("--megatron-fsdp-grad-comm-dtype", sent == 4 ? "fp32" : "bf16");
    }
    if (sharesInGroups(scenario))
        words.add("--num-distributed-optimizer-instances",
                  parallel.data * parallel.context / sharersOf(scenario));
    words.addIf(scenario.training.precision == Precision::Fp8 &&
                    parallel.sharding != Sharding::None && scenario.cluster.software.gathersFp8,
                "--fp8-param-gather");
    if (!parallel.overlap)
        return;
    words.add("--overlap-grad-reduce");
    words.addIf(parallel.sharding != Sharding::None && scenario.cluster.software.gathersAhead,
                "--overlap-param-gather");
    words.add("--ddp-bucket-size",
              std::max<std::int64_t>(1, gradientBucketBytes(scenario) /
                                            gradientBytesOf(scenario.training)));
}

} // namespace

Result<MegatronWords> megatronLayout(const Scenario &scenario)
{
    if (const Status can = checkSchedule(scenario); !can)
        return can.error();
    if (const Status can = checkDegrees(scenario); !can)
        return can.error();
    const ParallelSpec &parallel = scenario.parallel;
    MegatronWords words;
    words.add("--tensor-model-parallel-size", parallel.tensor);
    words.add("--pipeline-model-parallel-size", parallel.pipeline);
    words.add("--context-parallel-size", parallel.context);
    const bool scattered = parallel.sequenceParallel && parallel.tensor > 1;
    words.addIf(scattered, "--sequence-parallel");
    words.addIf(scattered && scenario.cluster.software.tensorPipelined > 0, "--tp-comm-overlap");
    if (scenario.model.transformer()->experts > 1) {
        words.add("--expert-model-parallel-size", parallel.expert);
        words.add("--expert-tensor-parallel-size", parallel.tensor);
        const bool perNode = parallel.dispatch == Dispatch::PerNode;
        words.add("--moe-token-dispatcher-type", perNode ? "flex" : "alltoall");
        words.addIf(perNode, "--moe-enable-deepep");
    }
    if (parallel.pipeline > 1) {
        if (const Status done = addStages(words, scenario); !done)
            return done.error();
    }
    addSharding(words, scenario);
    return words;
}

} // namespace core
