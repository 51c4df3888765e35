// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/text.h"
#include "core/io/launch/megatron_parts.h"

#include <algorithm>
#include <array>

namespace core {
namespace {

std::string text(std::int64_t number)
{
    return figureOfCount(number);
}

// Today's spelling of what older scripts say.
struct Asked
{
    std::string granularity;
    std::string method;
    std::optional<std::int64_t> layers;
    std::string_view flag = "--recompute-granularity";
};

Asked askedFor(MegatronValues &values)
{
    Asked asked{.granularity = values.word("--recompute-granularity"),
                .method = values.word("--recompute-method"),
                .layers = values.countIn("--recompute-num-layers")};
    if (!asked.granularity.empty())
        return asked;
    if (values.has("--recompute-activations")) {
        asked.granularity = "selective";
        asked.flag = "--recompute-activations";
    } else if (values.has("--checkpoint-activations") ||
               values.has("--activations-checkpoint-method")) {
        asked.flag = values.has("--checkpoint-activations") ? "--checkpoint-activations"
                                                            : "--activations-checkpoint-method";
        asked.granularity = "full";
        asked.method = values.word("--activations-checkpoint-method", "uniform");
        asked.layers = values.countIn("--activations-checkpoint-num-layers").value_or(1);
        values.tell(asked.flag, std::string(asked.flag) +
                                    " is the older spelling of --recompute-granularity full.");
    }
    return asked;
}

// Blocks recompute the first layers of each stage and keep what the others make.
Recompute ofBlocks(MegatronValues &values, const Asked &asked)
{
    const Scenario &scenario = values.sheet().scenario;
    const std::int64_t stages =
        static_cast<std::int64_t>(scenario.parallel.pipeline) * scenario.parallel.chunks;
    const std::int64_t each = std::max<std::int64_t>(1, scenario.model.layerCount() / stages);
    const std::int64_t layers = asked.layers.value_or(1);
    if (layers >= each)
        return Recompute::Full;
    const bool most = 2 * layers >= each;
    values.tell("--recompute-num-layers",
                text(layers) + " of " + text(each) +
                    " layers of a stage are computed again, which is not simulated: taken as " +
                    (most ? "all" : "none") + " of them.");
    return most ? Recompute::Full : Recompute::None;
}

Recompute full(MegatronValues &values, const Asked &asked)
{
    const bool strict = !isMegatronDeepSpeed(values) && asked.flag == "--recompute-granularity";
    if (strict && (asked.method.empty() || !asked.layers))
        values.complain(asked.flag, "--recompute-granularity full needs --recompute-method and "
                                    "--recompute-num-layers in Megatron-LM.");
    if (asked.method == "block")
        return ofBlocks(values, asked);
    if (asked.layers.value_or(1) > 1)
        values.tell("--recompute-num-layers",
                    "Only every " + text(*asked.layers) +
                        "th layer keeps its input, which is not simulated: every one does.");
    return Recompute::Full;
}

// Modules whose results are small work to make again, as they are in the simulation.
bool isCheap(const std::string &module)
{
    constexpr std::array<std::string_view, 4> cheap = {"mlp", "moe_act", "mla_up_proj",
                                                       "layernorm"};
    return std::ranges::find(cheap, module) != cheap.end();
}

// Here the gated activation is made again, and what latent attention derives.
Recompute selective(MegatronValues &values, const Asked &asked)
{
    if (!asked.method.empty() || asked.layers)
        values.complain(asked.flag, "Selective recomputation excludes --recompute-method and "
                                    "--recompute-num-layers in Megatron-LM.");
    std::vector<std::string> modules = values.texts("--recompute-modules");
    if (modules.empty())
        modules = {"core_attn"};
    const TransformerSpec *spec = values.sheet().scenario.model.transformer();
    const bool flash = spec && spec->flashAttention;
    if (std::ranges::find(modules, "moe") != modules.end())
        values.tell("--recompute-modules", "Whole experts are computed again, which is not "
                                           "simulated: only their activation is.");
    if (std::ranges::any_of(modules, isCheap))
        return Recompute::Selective;
    const bool onlyScores = modules.size() == 1 && modules.front() == "core_attn";
    if (onlyScores && flash) {
        values.tell(asked.flag,
                    "Selective recomputation of core_attn saves nothing with flash attention, "
                    "which keeps no scores: taken as none. training.recompute=selective would be "
                    "that of other modules, such as the activated gates of MLPs.");
        return Recompute::None;
    }
    if (!onlyScores)
        values.tell("--recompute-modules", "What is computed again is not quite the same in the "
                                           "simulation: scores and gated activations.");
    return Recompute::Selective;
}

} // namespace

void readMegatronRecompute(MegatronValues &values)
{
    const Asked asked = askedFor(values);
    Recompute &recompute = values.sheet().scenario.training.recompute;
    if (asked.granularity.empty() || asked.granularity == "none")
        recompute = Recompute::None;
    else if (asked.granularity == "full")
        recompute = full(values, asked);
    else if (asked.granularity == "selective")
        recompute = selective(values, asked);
    else
        values.complain(asked.flag, "--recompute-granularity is \"" + asked.granularity +
                                        "\", but must be full or selective.");
}

} // namespace core
