// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/printable.h"
#include "core/base/text.h"
#include "core/io/launch/megatron_parts.h"

#include <algorithm>

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

// Of recompute_modules (megatron/core/transformer/transformer_config.py): what each needs to be
// accepted, and what of it is another thing in the simulation, which makes the gated activation
// again and what latent attention derives.
struct Module
{
    std::string_view name;
    std::string_view needs = {};
    std::string_view told = {};
    bool isSimulated = false; // in part at least
};
constexpr Module kModules[] = {
    {.name = "core_attn"},
    {.name = "layernorm",
     .told = "layernorm: outputs of norms are made again there; in the simulation they are kept."},
    {.name = "mla_up_proj", .needs = "--multi-latent-attention", .isSimulated = true},
    {.name = "mlp",
     .told = "mlp: Megatron-LM computes the whole dense MLP again, and keeps its input alone; in "
             "the simulation only its activation is, if it is gated: more is kept, and a step is "
             "shorter.",
     .isSimulated = true},
    {.name = "moe",
     .told = "moe: whole experts are computed again there; in the simulation their activation is.",
     .isSimulated = true},
    {.name = "moe_act", .needs = "--moe-grouped-gemm", .isSimulated = true},
    {.name = "shared_experts",
     .told = "shared_experts: they are computed again there; in the simulation they are kept."},
};

const Module *takenModule(MegatronValues &values, const std::string &name)
{
    constexpr std::string_view flag = "--recompute-modules";
    const Module *module = std::ranges::find(kModules, name, &Module::name);
    if (module == std::end(kModules)) {
        values.complain(flag, "--recompute-modules names \"" + printable(name) +
                                  "\", but Megatron-LM has core_attn, layernorm, mla_up_proj, mlp, "
                                  "moe, moe_act and shared_experts.");
        return nullptr;
    }
    if (!module->needs.empty() && !values.has(module->needs))
        values.complain(flag, name + " in --recompute-modules needs " + std::string(module->needs) +
                                  " in Megatron-LM.");
    if (!module->told.empty())
        values.tell(flag, std::string(module->told));
    return module;
}

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
    const bool hasScores = !flash && std::ranges::find(modules, "core_attn") != modules.end();
    bool isSimulated = hasScores;
    for (const std::string &name : modules) {
        const Module *module = takenModule(values, name);
        isSimulated = isSimulated || (module && module->isSimulated);
    }
    if (!isSimulated && flash && modules.size() == 1 && modules.front() == "core_attn")
        values.tell(asked.flag,
                    "Selective recomputation of core_attn saves nothing with flash attention, "
                    "which keeps no scores: taken as none. training.recompute=selective would be "
                    "that of other modules, such as the activated gates of MLPs.");
    return isSimulated ? Recompute::Selective : Recompute::None;
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
