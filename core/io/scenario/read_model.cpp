// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/text.h"
#include "core/io/huggingface/read_hf_config.h"
#include "core/io/scenario/scenario_names.h"
#include "core/io/scenario/scenario_parts.h"
#include "core/io/scenario/transformer_fields.h"
#include "core/presets/presets.h"
#include "core/scenario/check.h"

namespace core {
namespace {

// The sizes that follow from the others, where they are not given.
void deriveSizes(ObjectReader &reader, TransformerSpec &spec)
{
    const JsonNode &node = reader.node();
    if (!node.member("kv_heads"))
        spec.kvHeads = spec.heads;
    if (!node.member("head_dim") && spec.heads > 0) {
        if (spec.hidden % spec.heads != 0)
            reader.complain(*node.member("heads"), "heads",
                            "is " + figureOfCount(spec.heads) + ", which does not divide hidden, " +
                                figureOfCount(spec.hidden) +
                                ": choose a divisor of it, or give head_dim.");
        spec.headDimension = spec.hidden / spec.heads;
    }
    if (!node.member("ffn") && std::abs(spec.hidden) < kMaxModelSize)
        spec.ffn = 4 * spec.hidden;
}

// With a base every field is an override; without, the sizes must be given.
void readTransformer(JsonComplaints &complaints, const JsonNode &node, TransformerSpec &spec,
                     bool hasBase)
{
    ObjectReader reader(complaints, node, "model.transformer");
    if (!hasBase) {
        for (const char *key : {"hidden", "layers", "heads", "vocab"}) {
            if (node.kind == JsonNode::Kind::Object && !node.member(key))
                reader.complain(node, key,
                                "is missing: a transformer needs hidden, layers, heads "
                                "and vocab.");
        }
    }
    for (const TransformerCount &count : kTransformerCounts)
        reader.take(count.key, spec.*count.field);
    for (const TransformerFlag &flag : kTransformerFlags)
        reader.take(flag.key, spec.*flag.field);
    if (!hasBase)
        deriveSizes(reader, spec);
    reader.finish();
}

Convolution readConvolution(JsonComplaints &complaints, const JsonNode &node,
                            const std::string &where)
{
    Convolution convolution;
    ObjectReader reader(complaints, node, where);
    reader.take("in", convolution.in);
    reader.take("out", convolution.out);
    reader.take("kernel", convolution.kernel);
    reader.take("side", convolution.side);
    reader.take("stride", convolution.stride);
    reader.take("residual", convolution.residual);
    reader.finish();
    return convolution;
}

void readConvolutions(JsonComplaints &complaints, ObjectReader &reader, const std::string &where,
                      NamedLayer &layer)
{
    const JsonNode *list = reader.find("convolutions");
    if (!list)
        return;
    if (list->kind != JsonNode::Kind::Array) {
        reader.complain(*list, "convolutions",
                        "is " + kindText(*list) + ", but must be a list of convolutions.");
        return;
    }
    for (std::size_t i = 0; i < list->items.size() && !complaints.any(); ++i)
        layer.convolutions.push_back(readConvolution(complaints, list->items[i],
                                                     where + ".convolutions." + std::to_string(i)));
}

NamedLayer readLayer(JsonComplaints &complaints, const JsonNode &node, std::size_t index)
{
    NamedLayer layer{.name = "layer" + std::to_string(index + 1)};
    const std::string where = "model.layers." + std::to_string(index);
    ObjectReader reader(complaints, node, where);
    reader.take("name", layer.name);
    reader.take("parameters", layer.parameters);
    reader.take("forward_flops", layer.forwardFlops);
    reader.take("activation_bytes", layer.activationBytes);
    reader.take("output_bytes", layer.outputBytes);
    readConvolutions(complaints, reader, where, layer);
    reader.finish();
    return layer;
}

void readLayers(JsonComplaints &complaints, const JsonNode &node, ModelSpec &model)
{
    TransformerSpec *spec = std::get_if<TransformerSpec>(&model.shape);
    if (node.kind == JsonNode::Kind::Integer && spec && spec->hidden > 0) {
        spec->layers = node.integer;
        return;
    }
    if (node.kind != JsonNode::Kind::Array) {
        complaints.add(node,
                       "model.layers is " + kindText(node) +
                           ", but must be a list of layers { \"name\": …, \"parameters\": … }.");
        return;
    }
    std::vector<NamedLayer> layers;
    for (std::size_t i = 0; i < node.items.size() && !complaints.any(); ++i)
        layers.push_back(readLayer(complaints, node.items[i], i));
    model.shape = std::move(layers);
}

void readBase(JsonComplaints &complaints, const JsonNode &node, ModelSpec &model)
{
    const ModelSpec *preset = node.kind == JsonNode::Kind::String ? findModel(node.text) : nullptr;
    if (preset)
        model = *preset;
    else
        complainAboutId(complaints, node, "model", modelPresets());
}

void readShape(JsonComplaints &complaints, ObjectReader &reader, bool hasBase, ModelSpec &model)
{
    const JsonNode *config = reader.find("hf_config");
    const JsonNode *configFile = reader.find("hf_config_file");
    if (config && configFile)
        reader.complain(*configFile, "hf_config_file",
                        "is given together with hf_config: give only one of them.");
    if (config)
        readHfConfig(complaints, *config, "model.hf_config", model);
    else if (configFile)
        readHfConfigFile(complaints, *configFile, model);
    hasBase = hasBase || config || configFile;
    const JsonNode *transformer = reader.find("transformer");
    const JsonNode *layers = reader.find("layers");
    if (transformer && layers)
        reader.complain(*layers, "layers",
                        "is given together with transformer: give only one of them.");
    if (!transformer && !layers && !hasBase)
        reader.complain(reader.node(), "",
                        "needs an id as \"base\", or \"transformer\", \"layers\", \"hf_config\" or "
                        "\"hf_config_file\".");
    if (transformer) {
        if (!std::holds_alternative<TransformerSpec>(model.shape))
            model.shape = TransformerSpec{};
        auto &spec = std::get<TransformerSpec>(model.shape);
        readTransformer(complaints, *transformer, spec, spec.hidden > 0);
    }
    if (layers)
        readLayers(complaints, *layers, model);
}

} // namespace

void readModel(JsonComplaints &complaints, const JsonNode &node, ModelSpec &model)
{
    if (node.kind != JsonNode::Kind::Object) {
        readBase(complaints, node, model);
        return;
    }
    ObjectReader reader(complaints, node, "model");
    const JsonNode *base = reader.find("base");
    if (base)
        readBase(complaints, *base, model);
    readShape(complaints, reader, base != nullptr, model);
    const bool known = base || reader.find("hf_config") || reader.find("hf_config_file");
    const bool titled = reader.take("title", model.title);
    if (model.title.empty() && !titled)
        model.title = model.transformer() ? "Transformer" : "Model";
    reader.take("source", model.source);
    reader.take("verified", model.verified);
    if (!reader.take("sequence", model.sequence) && !known && model.transformer())
        model.sequence = kUsualSequence;
    reader.finish();
}

} // namespace core
