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
NamedLayer layerOf(std::string name, std::vector<Convolution> convolutions, std::int64_t outputs)
{
    NamedLayer layer = {.name = std::move(name), .outputBytes = 2 * outputs};
    for (const Convolution &each : convolutions) {
        const std::int64_t weights = each.in * each.out * each.kernel * each.kernel;
        const std::int64_t pixels = each.side * each.side;
        layer.parameters += weights + 2 * each.out;
        layer.forwardFlops += 2.0 * static_cast<double>(weights * pixels);
        layer.activationBytes += 2 * 2 * each.out * pixels;
    }
    layer.convolutions = std::move(convolutions);
    return layer;
}

// Bottleneck blocks on a map of this side; the first one makes the map smaller in its 3 x 3
// convolution (version 1.5) and in a projection of its shortcut.
NamedLayer resnetStage(std::string name, int blocks, std::int64_t in, std::int64_t width,
                       std::int64_t side, std::int64_t stride)
{
    std::vector<Convolution> all;
    for (int block = 0; block < blocks; ++block) {
        const bool first = block == 0;
        const std::int64_t into = first ? in : 4 * width;
        const std::int64_t step = first ? stride : 1;
        all.push_back({.in = into, .out = width, .side = side * step});
        all.push_back({.in = width, .out = width, .kernel = 3, .side = side, .stride = step});
        all.push_back({.in = width, .out = 4 * width, .side = side, .residual = true});
        if (first)
            all.push_back({.in = into, .out = 4 * width, .side = side, .stride = step});
    }
    return layerOf(std::move(name), std::move(all), 4 * width * side * side);
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
    NamedLayer head = {.name = "fc",
                       .parameters = 2'049'000,
                       .forwardFlops = 2.0 * 2'048'000,
                       .activationBytes = 2 * 2 * 2'048,
                       .outputBytes = 2 * 1'000};
    const Convolution first = {.in = 3, .out = 64, .kernel = 7, .side = 112, .stride = 2};
    return {layerOf("conv1", {first}, 64 * 56 * 56), // behind a pooling of 2
            resnetStage("stage1", 3, 64, 64, 56, 1),
            resnetStage("stage2", 4, 256, 128, 28, 2),
            resnetStage("stage3", 6, 512, 256, 14, 2),
            resnetStage("stage4", 3, 1024, 512, 7, 2),
            std::move(head)};
}

} // namespace core
