// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/printable.h"
#include "core/base/text.h"
#include "core/io/launch/launch_model.h"
#include "core/io/launch/megatron_noops.h"
#include "core/io/launch/megatron_parts.h"
#include "core/io/launch/recognised_model.h"

#include <algorithm>

namespace core {
namespace {

std::string text(std::int64_t number)
{
    return figureOfCount(number);
}

// As wide as Megatron makes it where nothing is said (arguments.py).
std::int64_t usualWidth(const TransformerSpec &spec)
{
    return spec.gatedMlp ? 4 * spec.hidden * 2 / 3 / 64 * 64 : 4 * spec.hidden;
}

constexpr std::int64_t kMaxPositions = 1'000'000'000'000; // where none are said

std::int64_t keyHeads(MegatronValues &values, std::int64_t heads)
{
    if (values.has("--num-key-value-heads"))
        return values.count("--num-key-value-heads", heads);
    if (values.has("--group-query-attention"))
        return values.count("--num-query-groups", 1);
    if (values.has("--num-query-groups") && values.count("--num-query-groups", 1) != 1)
        values.tell("--num-query-groups",
                    "--num-query-groups is ignored without --group-query-attention: every head has "
                    "its own keys.");
    return heads;
}

bool hasLearnedPositions(MegatronValues &values)
{
    const std::string type = values.word("--position-embedding-type", "learned_absolute");
    return type == "learned_absolute" && !values.has("--no-position-embedding") &&
           !values.has("--use-rotary-position-embeddings");
}

// Transformer Engine, the default, has it unless told otherwise; the own layers and older forks
// only on request.
bool hasFlashAttention(MegatronValues &values)
{
    if (!values
             .firstOf({"--use-flash-attn", "--use-flash-attn-v1", "--use-flash-attn-v2",
                       "--use-flash-attn-triton", "--use-flash-attn-builder"})
             .empty())
        return true;
    std::string backend = values.word("--attention-backend", "auto");
    backend = backend.substr(backend.rfind('.') + 1); // AttnBackend.auto in a log
    const bool older = isMegatronDeepSpeed(values) ||
                       !values
                            .firstOf({"--model-parallel-size", "--checkpoint-activations",
                                      "--activations-checkpoint-method", "--batch-size",
                                      "--DDP-impl", "--data-impl"})
                            .empty();
    const bool engine = values.word("--transformer-impl", older ? "local" : "transformer_engine") ==
                        "transformer_engine";
    const bool flash = engine && backend != "unfused" && backend != "local";
    if (!flash && !values.has("--attention-backend"))
        values.tell("--transformer-impl", "Without --use-flash-attn attention keeps its scores.");
    return flash;
}

// Null: the model is not in the arguments.
std::optional<TransformerSpec> sizesOf(MegatronValues &values)
{
    TransformerSpec spec;
    const std::string_view layers =
        values.firstOf({"--num-layers", "--decoder-num-layers", "--encoder-num-layers"});
    if (layers.empty() || !values.has("--hidden-size") || !values.has("--num-attention-heads"))
        return {};
    const auto idle = static_cast<std::int64_t>(megatronNoopLayers(values).size());
    spec.layers = std::max<std::int64_t>(1, values.count(layers, 1) - idle);
    spec.hidden = values.count("--hidden-size", 1);
    spec.heads = values.count("--num-attention-heads", 1);
    spec.kvHeads = keyHeads(values, spec.heads);
    spec.gatedMlp = !values.firstOf({"--swiglu", "--quick-geglu"}).empty();
    spec.ffn = values.count("--ffn-hidden-size", usualWidth(spec));
    const bool givesHead = values.has("--kv-channels") || values.has("--multi-latent-attention") ||
                           values.has("--qk-nope-head-dim");
    if (!givesHead && spec.hidden % spec.heads != 0)
        values.complain("--num-attention-heads", "A width of " + text(spec.hidden) +
                                                     " cannot be divided over " + text(spec.heads) +
                                                     " attention heads, as Megatron-LM needs.");
    spec.headDimension =
        values.count("--kv-channels", std::max<std::int64_t>(1, spec.hidden / spec.heads));
    LaunchSheet &sheet = values.sheet();
    sheet.setBy("model.transformer", values.lineOf(layers));
    sheet.setBy("model.transformer.kv_heads", values.lineOf("--num-query-groups"));
    return spec;
}

void readParts(MegatronValues &values, TransformerSpec &spec)
{
    spec.tiedEmbedding = !values.has("--untie-embeddings-and-output-weights");
    spec.bias = !values.has("--disable-bias-linear");
    spec.qkvBias = !spec.bias && values.has("--add-qkv-bias");
    spec.rmsNorm = values.word("--normalization", "layernorm") == "rmsnorm";
    spec.embeddingNorm = values.has("--embed-layernorm");
    // With latent attention these are the norms that it has anyway.
    spec.queryKeyNorm = values.has("--qk-layernorm") && !values.has("--multi-latent-attention");
    spec.flashAttention = hasFlashAttention(values);
    if (hasLearnedPositions(values)) {
        spec.positions = values.count("--max-position-embeddings", 0);
        if (spec.positions == 0)
            values.complain("",
                            "--max-position-embeddings is missing, which Megatron-LM requires.");
    }
}

void checkTensor(MegatronValues &values, const TransformerSpec &spec)
{
    const int tensor = values.sheet().scenario.parallel.tensor;
    const std::string_view flag = "--tensor-model-parallel-size";
    if (spec.heads % tensor != 0)
        values.complain(flag, text(spec.heads) + " attention heads cannot be divided over tensor " +
                                  text(tensor) + ", as Megatron-LM needs.");
    else if (spec.kvHeads % tensor != 0 && tensor % spec.kvHeads != 0)
        values.complain(flag, text(spec.kvHeads) +
                                  " query groups are neither a multiple nor a divisor of tensor " +
                                  text(tensor) + ", as Megatron-LM needs.");
}

// Before anything is made of them. A vocabulary that is asked for is none yet.
void checkSizes(MegatronValues &values, TransformerSpec spec)
{
    const std::vector<LaunchQuestion> &questions = values.sheet().questions();
    const auto isSize = [](const LaunchQuestion &question) {
        return question.about == LaunchQuestion::About::Variable;
    };
    if (std::ranges::any_of(questions, isSize)) // with the answers there are others
        return;
    spec.vocab = spec.vocab == 0 ? 1 : spec.vocab;
    if (const std::optional<Complaint> complaint = complaintAboutSizes(spec))
        values.complainAt(values.sheet().lineOf(complaint->path), complaint->message);
}

std::optional<std::string_view> sequenceFlag(const MegatronValues &values)
{
    const std::string_view flag = values.firstOf({"--seq-length", "--encoder-seq-length"});
    return flag.empty() ? std::nullopt : std::optional(flag);
}

void readSequence(MegatronValues &values, Scenario &scenario)
{
    const std::optional<std::string_view> flag = sequenceFlag(values);
    if (!flag) {
        values.complain("", "--seq-length is missing, which Megatron-LM requires.");
        return;
    }
    scenario.training.sequence = values.count(*flag, 1);
    scenario.model.sequence = scenario.training.sequence;
    values.sheet().setBy("training.sequence", values.lineOf(*flag));
    const int context = scenario.parallel.context;
    if (context > 1 && scenario.training.sequence % (2 * context) != 0)
        values.complain("--context-parallel-size",
                        "A sequence of " + text(scenario.training.sequence) +
                            " tokens cannot be divided into 2 x context " + text(context) +
                            " parts, as Megatron-LM needs.");
    const std::int64_t positions = values.count("--max-position-embeddings", kMaxPositions);
    if (positions < scenario.training.sequence)
        values.complain("--max-position-embeddings",
                        "A sequence of " + text(scenario.training.sequence) +
                            " tokens is longer than --max-position-embeddings " + text(positions) +
                            ", which Megatron-LM refuses even without learned positions.");
}

// --model-name of AIAK and others: a name instead of sizes.
void takeNamedModel(MegatronValues &values)
{
    constexpr std::string_view flag = "--model-name";
    LaunchSheet &sheet = values.sheet();
    const std::vector<std::string> names = values.texts(flag);
    const std::string name = names.empty() ? std::string() : names.front();
    const ModelSpec *known = modelNamed(name);
    if (known && !sheet.answers().model)
        sheet.scenario.model = *known;
    const bool isKnown = sheet.scenario.model.layerCount() > 0 || sheet.answers().model;
    if (!isKnown && !name.empty()) {
        sheet.ask({.about = LaunchQuestion::About::Model,
                   .name = {},
                   .line = values.lineOf(flag),
                   .why = "the model \"" + printable(name) + "\" is not one that is known here"});
        return;
    }
    if (!takeModelOfUser(sheet, 0) || (known && !sheet.answers().model))
        return;
    const std::string &title = sheet.scenario.model.title;
    if (name.empty())
        values.tell(flag, "The arguments name no model: " + title + " is taken.");
    else
        values.tell(flag, "The model " + printable(name) + " is taken as " + title + '.');
}

} // namespace

void readMegatronModel(MegatronValues &values, const MegatronStart &start)
{
    LaunchSheet &sheet = values.sheet();
    Scenario &scenario = sheet.scenario;
    std::optional<TransformerSpec> spec = sizesOf(values);
    if (!spec) {
        takeNamedModel(values);
        readSequence(values, scenario);
        return;
    }
    if (values.has("--use-checkpoint-args"))
        values.tell("--use-checkpoint-args",
                    "Sizes may come from a checkpoint: those of the command line are taken.");
    readParts(values, *spec);
    readMegatronExperts(values, *spec);
    spec->vocab = megatronVocabulary(values, start).value_or(0);
    checkTensor(values, *spec);
    checkSizes(values, *spec);
    if (values.failed())
        return;
    scenario.model = recognisedModel(*spec);
    readSequence(values, scenario);
}

} // namespace core
