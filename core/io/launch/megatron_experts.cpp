// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/text.h"
#include "core/io/launch/layer_pattern.h"
#include "core/io/launch/megatron_parts.h"

#include <algorithm>

namespace core {
namespace {

std::string text(std::int64_t number)
{
    return figureOfCount(number);
}

// --qk-nope-head-dim is Pai-Megatron-Patch's, whose program for DeepSeek has no other attention.
bool hasLatentAttention(const MegatronValues &values)
{
    return values.has("--multi-latent-attention") ||
           (values.has("--qk-nope-head-dim") && values.has("--kv-lora-rank"));
}

void readLatentAttention(MegatronValues &values, TransformerSpec &spec)
{
    if (!hasLatentAttention(values))
        return;
    spec.kvHeads = spec.heads;
    spec.kvRank = values.count("--kv-lora-rank", 32);
    spec.queryRank = values.count("--q-lora-rank", 0);
    const std::string_view head = values.firstOf({"--qk-head-dim", "--qk-nope-head-dim"});
    spec.headDimension = head.empty() ? 128 : values.count(head, 128);
    const std::string_view rope = values.firstOf({"--qk-pos-emb-head-dim", "--qk-rope-head-dim"});
    spec.ropeDimension = rope.empty() ? 64 : values.count(rope, 64);
    spec.valueDimension = values.count("--v-head-dim", 128);
}

// "1" or "[0]*3+[1]*58": which layers have experts. Here the first ones may have none.
std::int64_t denseLayers(MegatronValues &values, std::int64_t layers)
{
    const std::string_view flag = "--moe-layer-freq";
    constexpr std::string_view first = "--first-k-dense-replace"; // of MindSpeed; -1: none
    if (values.has(first))
        return std::clamp<std::int64_t>(values.count(first, 0, -1), 0, layers);
    std::string frequency;
    for (const std::string &part : values.texts(flag))
        frequency += part;
    if (frequency.empty() || frequency == "1" || frequency == "-1")
        return 0;
    const std::optional<std::vector<int>> pattern = layerPattern(frequency, layers);
    if (!pattern) {
        values.complain(flag, "--moe-layer-freq \"" + frequency +
                                  "\" is no number and no list such as [0]*3+[1]*58.");
        return 0;
    }
    if (static_cast<std::int64_t>(pattern->size()) != layers) {
        values.complain(flag, "--moe-layer-freq describes " +
                                  text(static_cast<std::int64_t>(pattern->size())) +
                                  " layers, but there are " + text(layers) + '.');
        return 0;
    }
    const auto firstWith = std::ranges::find(*pattern, 1);
    if (std::find(firstWith, pattern->end(), 0) != pattern->end()) {
        values.complain(flag, "Layers with and without experts in turn are not simulated: only the "
                              "first ones may have none.");
        return 0;
    }
    return firstWith - pattern->begin();
}

void readRouter(MegatronValues &values, TransformerSpec &spec)
{
    const bool isMegaBlocks = values.has("--moe-num-experts");
    spec.expertsPerToken = values.has("--topk")          ? values.count("--topk", 1)
                           : isMegaBlocks                ? values.count("--moe-top-k", 1)
                           : isMegatronDeepSpeed(values) ? 1
                                                         : values.count("--moe-router-topk", 2);
    const std::string_view groups = values.firstOf({"--moe-router-num-groups", "--n-group"});
    if (!groups.empty()) {
        const std::string_view taken = values.firstOf({"--moe-router-group-topk", "--topk-group"});
        spec.expertGroups = values.count(groups, 1);
        spec.groupsPerToken = taken.empty() ? 1 : values.count(taken, 1);
    }
    spec.routerBias = values.has("--moe-router-enable-expert-bias");
    Dispatch &dispatch = values.sheet().scenario.parallel.dispatch;
    const bool flex = values.word("--moe-token-dispatcher-type") == "flex";
    dispatch = flex || values.has("--moe-enable-deepep") ? Dispatch::PerNode : Dispatch::PerExpert;
}

void readExpertWidths(MegatronValues &values, TransformerSpec &spec)
{
    const std::string_view width =
        values.firstOf({"--moe-ffn-hidden-size", "--moe-intermediate-size"});
    if (!width.empty())
        spec.expertFfn = values.count(width, 0);
    // Pai-Megatron-Patch and MindSpeed: as many experts of the usual width are shared.
    const std::string_view number = values.firstOf({"--num-shared-experts", "--n-shared-experts"});
    const std::int64_t shared = number.empty() ? 0 : values.count(number, 0, 0);
    if (shared > 0 && shared <= 1000)
        spec.sharedFfn = shared * std::min<std::int64_t>(expertWidth(spec), 1'000'000'000);
    if (values.has("--moe-shared-expert-intermediate-size")) {
        spec.sharedFfn = values.count("--moe-shared-expert-intermediate-size", 0, 0);
        spec.sharedGate = values.has("--moe-shared-expert-gate");
    }
}

// Over all replicas; those that are left over share each expert (megablocks/layers/mpu.py,
// expert_sharding_degree).
void spreadAsMegaBlocks(MegatronValues &values, std::int64_t experts)
{
    constexpr std::string_view flag = "--moe-expert-model-parallelism";
    ParallelSpec &parallel = values.sheet().scenario.parallel;
    if (!values.has(flag))
        return;
    parallel.expert = static_cast<int>(std::min<std::int64_t>(parallel.data, experts));
    values.sheet().setBy("parallel.expert", values.lineOf(flag));
    if (experts % parallel.expert != 0 || parallel.data % parallel.expert != 0)
        return values.complain(flag, text(experts) + " experts cannot be spread evenly over " +
                                         text(parallel.data) + " replicas, as MegaBlocks needs.");
    if (parallel.data > parallel.expert)
        values.tell(flag, "Each expert is cut over " + text(parallel.data / parallel.expert) +
                              " replicas there. In the simulation each of them has all of it.");
}

} // namespace

void readMegatronExperts(MegatronValues &values, TransformerSpec &spec)
{
    readLatentAttention(values, spec);
    const std::string_view flag = values.firstOf({"--num-experts", "--moe-num-experts"});
    const std::int64_t experts = flag.empty() ? 1 : values.count(flag, 1);
    if (experts <= 1)
        return;
    spreadAsMegaBlocks(values, experts);
    spec.experts = experts;
    readRouter(values, spec);
    readExpertWidths(values, spec);
    spec.denseLayers = denseLayers(values, spec.layers);
    const bool deepSpeed = isMegatronDeepSpeed(values);
    if (deepSpeed && values.count("--expert-interval", 2) != 1)
        values.complain("--expert-interval",
                        "Experts in every second layer (--expert-interval 2, the default) are not "
                        "simulated: only layers that all have them are.");
    const ParallelSpec &parallel = values.sheet().scenario.parallel;
    values.sheet().setBy("model.transformer.experts", values.lineOf(flag));
    if (experts % std::max<std::int64_t>(1, values.count("--expert-model-parallel-size", 1)) != 0)
        values.complain("--expert-model-parallel-size",
                        text(experts) + " experts cannot be divided over expert " +
                            text(values.count("--expert-model-parallel-size", 1)) +
                            ", as Megatron-LM needs.");
    if (!deepSpeed && parallel.tensor > 1 && !parallel.sequenceParallel)
        values.complain(flag, "Experts beside tensor " + text(parallel.tensor) +
                                  " need --sequence-parallel in Megatron-LM.");
}

} // namespace core
