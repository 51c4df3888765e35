// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/presets/presets.h"

#include <algorithm>

namespace core {
namespace {

// The toy networks stand on no publication: their numbers are chosen so that each lesson shows
// one thing. The digits network has 3 x 3 convolutions, 320 channels on a map of 8 x 8.
const NamedLayer kTinyLayer = {.name = {},
                               .parameters = 1'000'000,
                               .forwardFlops = 2.5e11,
                               .activationBytes = 4'000'000,
                               .outputBytes = 1'000'000};
const NamedLayer kDigitsLayer = {.name = {},
                                 .parameters = 320 * 320 * 9 + 320,
                                 .forwardFlops = 2.0 * 320 * 320 * 9 * 8 * 8,
                                 .activationBytes = 2 * 320 * 8 * 8 * 2,
                                 .outputBytes = 320 * 8 * 8 * 2};
// 24 layers and 32 samples take 0.26 s forward on an A100 at 79 % of 312 TFLOP/s.
const NamedLayer kToyLayer = {.name = {},
                              .parameters = 2'000'000,
                              .forwardFlops = 0.26 * 0.79 * 312e12 / (24 * 32),
                              .activationBytes = 96'000'000,
                              .outputBytes = 8'000'000};

std::vector<NamedLayer> equalLayers(const NamedLayer &layer, int count)
{
    std::vector<NamedLayer> layers;
    for (int i = 1; i <= count; ++i) {
        layers.push_back(layer);
        layers.back().name = "layer" + std::to_string(i);
    }
    return layers;
}

std::vector<NamedLayer> tinyLayers()
{
    std::vector<NamedLayer> layers = {kTinyLayer, kTinyLayer};
    layers[0].name = "layerA";
    layers[1].name = "layerB";
    return layers;
}

// Kept in fp16: the output of each convolution and of the normalisation behind it.
NamedLayer resnetStage(std::string name, std::int64_t parameters, std::int64_t multiplications,
                       std::int64_t convolutionOutputs, std::int64_t outputs)
{
    return {.name = std::move(name),
            .parameters = parameters,
            .forwardFlops = 2.0 * static_cast<double>(multiplications),
            .activationBytes = 2 * 2 * convolutionOutputs,
            .outputBytes = 2 * outputs};
}

std::vector<NamedLayer> resnetLayers()
{
    return {resnetStage("conv1", 9'536, 118'013'952, 802'816, 200'704),
            resnetStage("stage1", 215'808, 667'942'912, 4'415'488, 802'816),
            resnetStage("stage2", 1'219'584, 1'027'604'480, 3'110'912, 401'408),
            resnetStage("stage3", 7'098'368, 1'464'336'384, 2'157'568, 200'704),
            resnetStage("stage4", 14'964'736, 809'238'528, 627'200, 100'352),
            resnetStage("fc", 2'049'000, 2'048'000, 2'048, 1'000)};
}

// What the Llama family shares: RMSNorm, gated MLP, rotary positions, no bias, untied head.
TransformerSpec llama(std::int64_t hidden, std::int64_t layers, std::int64_t heads,
                      std::int64_t kvHeads, std::int64_t ffn, std::int64_t vocab)
{
    return {.hidden = hidden,
            .layers = layers,
            .heads = heads,
            .kvHeads = kvHeads,
            .headDimension = hidden / heads,
            .ffn = ffn,
            .vocab = vocab,
            .gatedMlp = true,
            .tiedEmbedding = false,
            .bias = false,
            .rmsNorm = true,
            .flashAttention = true};
}

// What the GPT family shares: LayerNorm, four times as wide an MLP, learned positions, tied head.
TransformerSpec gpt(std::int64_t hidden, std::int64_t layers, std::int64_t heads,
                    std::int64_t vocab, std::int64_t positions)
{
    return {.hidden = hidden,
            .layers = layers,
            .heads = heads,
            .kvHeads = heads,
            .headDimension = hidden / heads,
            .ffn = 4 * hidden,
            .vocab = vocab,
            .positions = positions};
}

TransformerSpec bertLarge()
{
    TransformerSpec spec = gpt(1024, 24, 16, 30522, 512);
    spec.extraParameters = 2 * 1024 + 1024 * 1024 + 1024; // two token types, and the pooler
    return spec;
}

std::vector<ModelSpec> makeModelPresets()
{
    const char *toy = "made up for the lessons";
    return {
        {.id = "gpt2-124m",
         .title = "GPT-2 124M",
         .source = "OpenAI GPT-2 small, 124,439,808 parameters",
         .sequence = 1024,
         .shape = gpt(768, 12, 12, 50257, 1024)},
        {.id = "gpt3-175b",
         .title = "GPT-3 175B",
         .source =
             "arXiv:2005.14165; vocabulary padded to 51,200 and 174.6 billion parameters as in "
             "arXiv:2104.04473, Table 2",
         .sequence = 2048,
         .shape = gpt(12288, 96, 96, 51200, 2048)},
        {.id = "llama-2-7b",
         .title = "Llama-2 7B",
         .source =
             "arXiv:2307.09288; Hugging Face meta-llama/Llama-2-7b-hf, 6,738,415,616 parameters",
         .sequence = 4096,
         .shape = llama(4096, 32, 32, 32, 11008, 32000)},
        {.id = "llama-3-8b",
         .title = "Llama-3 8B",
         .source = "arXiv:2407.21783; torchtitan models/llama3, 8,030,261,248 parameters",
         .sequence = 8192,
         .shape = llama(4096, 32, 32, 8, 14336, 128256)},
        {.id = "llama-3-70b",
         .title = "Llama-3 70B",
         .source = "arXiv:2407.21783; Hugging Face meta-llama/Meta-Llama-3-70B, 70,553,706,496 "
                   "parameters",
         .sequence = 8192,
         .shape = llama(8192, 80, 64, 8, 28672, 128256)},
        {.id = "bert-large",
         .title = "BERT-large",
         .source = "arXiv:1810.04805; Hugging Face bert-large-uncased, 335,141,888 parameters",
         .sequence = 512,
         .shape = bertLarge()},
        {.id = "resnet-50",
         .title = "ResNet-50",
         .source =
             "torchvision resnet50: 25,557,032 parameters, 4.089 billion multiplications per image",
         .shape = resnetLayers()},
        {.id = "digits-12",
         .title = "Digits network, 12 layers",
         .source = toy,
         .shape = equalLayers(kDigitsLayer, 12)},
        {.id = "tiny-2", .title = "Two layers", .source = toy, .shape = tinyLayers()},
        {.id = "toy-24",
         .title = "24 equal layers",
         .source = toy,
         .shape = equalLayers(kToyLayer, 24)},
    };
}

} // namespace

std::span<const ModelSpec> modelPresets()
{
    static const std::vector<ModelSpec> table = makeModelPresets();
    return table;
}

const ModelSpec *findModel(std::string_view id)
{
    const auto row = std::ranges::find(modelPresets(), id, &ModelSpec::id);
    return row == modelPresets().end() ? nullptr : &*row;
}

} // namespace core
