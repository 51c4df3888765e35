// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/presets/layer_models.h"

#include <utility>

namespace core {
namespace {

// The toy networks are not published: their numbers are chosen so that each lesson shows one thing.
// The digits network has 3 x 3 convolutions, 320 channels on a map of 8 x 8.
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
// 24 layers and 32 samples take 0.26 s forward on an A100 that does 0.90 of 271.2 TFLOP/s.
const NamedLayer kToyLayer = {.name = {},
                              .parameters = 2'000'000,
                              .forwardFlops = 0.26 * 0.90 * 271.2e12 / (24 * 32),
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

} // namespace

std::vector<NamedLayer> digitsLayers()
{
    return equalLayers(kDigitsLayer, 12);
}

std::vector<NamedLayer> toyLayers()
{
    return equalLayers(kToyLayer, 24);
}

std::vector<NamedLayer> tinyLayers()
{
    std::vector<NamedLayer> layers = {kTinyLayer, kTinyLayer};
    layers[0].name = "layerA";
    layers[1].name = "layerB";
    return layers;
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

} // namespace core
