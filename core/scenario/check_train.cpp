// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/text.h"
#include "core/scenario/check.h"
#include "core/scenario/constraints.h"
#include "core/scenario/train.h"

#include <algorithm>
#include <cmath>

namespace core {
namespace {

using Found = std::optional<Complaint>;

// Beyond these, a step takes longer than anybody watches.
constexpr int kWidestLayer = 16'384;
constexpr int kLongestSequence = 4096;
constexpr std::int64_t kMostParameters = 50'000'000;
constexpr int kBytes = 256; // what a gpt reads and writes

template <class T>
Found outside(const std::string &key, T value, T low, T high)
{
    if (value >= low && value <= high) // false for NaN
        return {};
    const auto text = [](T number) {
        if constexpr (std::is_integral_v<T>)
            return figureOfCount(number);
        else
            return plainNumber(number);
    };
    return Complaint{"train." + key, "train." + key + " is " + text(value) + ", but must be from " +
                                         text(low) + " to " + text(high) + "."};
}

Found complaintAboutSizes(const NetworkSpec &network)
{
    const auto count = static_cast<int>(network.sizes.size());
    if (count < 2 || count > kMostNetworkLayers + 1)
        return Complaint{"train.network.sizes",
                         "train.network.sizes names " + std::to_string(count) +
                             " widths, but must name from 2 to " +
                             std::to_string(kMostNetworkLayers + 1) +
                             ": the input's, and that of each layer's output."};
    for (const int size : network.sizes) {
        if (Found found = outside("network.sizes", size, 1, kWidestLayer))
            return found;
    }
    return {};
}

Found complaintAboutGpt(const NetworkSpec &network)
{
    const struct
    {
        const char *key;
        int value;
        int low;
        int high;
    } counts[] = {{"network.layers", network.layers, 1, kMostNetworkLayers},
                  {"network.hidden", network.hidden, 1, kWidestLayer},
                  {"network.heads", network.heads, 1, kWidestLayer},
                  {"network.sequence", network.sequence, 1, kLongestSequence}};
    for (const auto &count : counts) {
        if (Found found = outside(count.key, count.value, count.low, count.high))
            return found;
    }
    if (network.vocab != kBytes)
        return Complaint{"train.network.vocab", "train.network.vocab is " +
                                                    figureOfCount(network.vocab) +
                                                    ", but a gpt reads bytes here: leave it out, "
                                                    "or set it to 256."};
    if (Found found = outside("network.init_std", network.initStd, 1e-6, 10.0))
        return found;
    if (network.hidden % network.heads != 0)
        return Complaint{"train.network.heads",
                         figureOfCount(network.heads) + " heads do not divide a width of " +
                             figureOfCount(network.hidden) + ": set heads to " +
                             figureOfCount(nearestDivisor(network.hidden, network.heads)) + "."};
    return {};
}

Found complaintAboutNetwork(const NetworkSpec &network)
{
    if (Found found = network.kind == NetworkKind::Mlp ? complaintAboutSizes(network)
                                                       : complaintAboutGpt(network))
        return found;
    const std::int64_t parameters = parameterCount(modelOf(network));
    if (parameters <= kMostParameters)
        return {};
    return Complaint{"train.network",
                     "The network has " + figureOfCount(parameters) + " parameters, and at most " +
                         figureOfCount(kMostParameters) + " are trained here: make it smaller."};
}

bool isData(std::string_view data)
{
    return std::ranges::any_of(kDataSources, [data](const DataSource &source) {
        const std::size_t id = source.id.size();
        return data == source.id || (!source.place.empty() && data.starts_with(source.id) &&
                                     data.size() > id + 1 && data[id] == ':');
    });
}

} // namespace

std::optional<Complaint> complaintAboutTrain(const TrainSpec &train)
{
    if (Found found = complaintAboutNetwork(train.network))
        return found;
    if (!isData(train.data))
        return Complaint{"train.data", "train.data is \"" + train.data + "\", but must be " +
                                           namesOfData() + '.'};
    const struct
    {
        const char *key;
        double value;
        double low;
        double high;
    } numbers[] = {
        {"learning_rate", train.learningRate, 0, 1e6}, {"momentum", train.momentum, 0, 1},
        {"beta1", train.beta1, 0, 0.999999},           {"beta2", train.beta2, 0, 0.999999999},
        {"epsilon", train.epsilon, 1e-30, 1},          {"weight_decay", train.weightDecay, 0, 1e3}};
    for (const auto &number : numbers) {
        if (Found found = outside(number.key, number.value, number.low, number.high))
            return found;
    }
    return outside<std::int64_t>("steps", train.steps, 1, kMostTrainSteps);
}

std::optional<Complaint> complaintAboutTrained(const Scenario &scenario)
{
    if (!scenario.train)
        return {};
    if (Found found = complaintAboutTrain(*scenario.train))
        return found;
    if (scenario.model != modelOf(scenario.train->network))
        return Complaint{"train.network", "The model is not that of train.network: leave the model "
                                          "out, or take the training run away."};
    return {};
}

} // namespace core
