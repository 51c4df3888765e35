// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/text.h"
#include "core/scenario/check.h"

#include <cmath>

namespace core {
namespace {

using Found = std::optional<Complaint>;

Found complaintAboutField(const char *name, std::int64_t value, std::int64_t low, std::int64_t high)
{
    if (value >= low && value <= high)
        return {};
    return Complaint{std::string("model.transformer.") + name,
                     std::string(name) + " of the transformer is " + figureOfCount(value) +
                         ", but must be from " + figureOfCount(low) + " to " + figureOfCount(high) +
                         "."};
}

Found complaintAboutFields(const TransformerSpec &spec)
{
    const struct
    {
        const char *name;
        std::int64_t value;
        std::int64_t low;
        std::int64_t high;
    } fields[] = {{"hidden", spec.hidden, 1, 1'000'000},
                  {"layers", spec.layers, 1, kMaxLayers},
                  {"heads", spec.heads, 1, 100'000},
                  {"kv_heads", spec.kvHeads, 1, spec.heads},
                  {"head_dim", spec.headDimension, 1, 1'000'000},
                  {"ffn", spec.ffn, 1, 100'000'000},
                  {"vocab", spec.vocab, 1, 100'000'000},
                  {"positions", spec.positions, 0, kMaxSequence},
                  {"extra_parameters", spec.extraParameters, 0, kMaxModelSize},
                  {"experts", spec.experts, 1, 100'000},
                  {"experts_per_token", spec.expertsPerToken, 1, spec.experts}};
    for (const auto &field : fields) {
        if (Found found = complaintAboutField(field.name, field.value, field.low, field.high))
            return found;
    }
    return {};
}

// In floating point, because the integer may not hold it.
double roughParameters(const TransformerSpec &spec)
{
    const double hidden = static_cast<double>(spec.hidden);
    const double attention =
        4 * hidden * static_cast<double>(spec.heads) * static_cast<double>(spec.headDimension);
    const double mlp =
        3 * hidden * static_cast<double>(spec.ffn) * static_cast<double>(spec.experts);
    const double tables = hidden * static_cast<double>(2 * spec.vocab + spec.positions);
    return static_cast<double>(spec.layers) * (attention + mlp) + tables +
           static_cast<double>(spec.extraParameters);
}

Found complaintAboutTransformer(const TransformerSpec &spec)
{
    if (Found found = complaintAboutFields(spec))
        return found;
    if (spec.heads % spec.kvHeads != 0)
        return Complaint{
            "model.transformer.kv_heads",
            figureOfCount(spec.heads) + " heads cannot share " + figureOfCount(spec.kvHeads) +
                " key-value heads evenly: choose a divisor of " + figureOfCount(spec.heads) + "."};
    if (spec.experts > 1)
        return Complaint{"model.transformer.experts",
                         "Models with experts come with a later version: set experts to 1."};
    if (roughParameters(spec) > static_cast<double>(kMaxModelSize))
        return Complaint{"model.transformer",
                         "The transformer would have more than 10^15 parameters: make it smaller."};
    return {};
}

Found complaintAboutLayer(const NamedLayer &layer)
{
    const std::string name = "Layer \"" + layer.name + "\"";
    const auto sane = [](std::int64_t value) { return value >= 0 && value <= kMaxModelSize; };
    if (!sane(layer.parameters))
        return Complaint{"model.layers", name + " has " + figureOfCount(layer.parameters) +
                                             " parameters, but must have from 0 to 10^15."};
    if (!sane(layer.activationBytes) || !sane(layer.outputBytes))
        return Complaint{"model.layers",
                         name + " must keep and hand on from 0 to 10^15 bytes per sample."};
    if (!(layer.forwardFlops >= 0 && layer.forwardFlops <= 1e30))
        return Complaint{"model.layers", name + " takes " + plainNumber(layer.forwardFlops) +
                                             " FLOP per sample, but must take from 0 to 10^30."};
    return {};
}

Found complaintAboutLayers(const std::vector<NamedLayer> &layers)
{
    const auto count = static_cast<std::int64_t>(layers.size());
    if (count < 1 || count > kMaxLayers)
        return Complaint{"model.layers", "The model has " + figureOfCount(count) +
                                             " layers, but must have from 1 to " +
                                             figureOfCount(kMaxLayers) + "."};
    double parameters = 0;
    for (const NamedLayer &layer : layers) {
        if (Found found = complaintAboutLayer(layer))
            return found;
        parameters += static_cast<double>(layer.parameters);
    }
    if (parameters > static_cast<double>(kMaxModelSize))
        return Complaint{"model.layers",
                         "The layers have more than 10^15 parameters together: make them smaller."};
    return {};
}

} // namespace

std::optional<Complaint> complaintAboutModel(const Scenario &scenario)
{
    const std::int64_t sequence = scenario.model.sequence;
    if (sequence < 1 || sequence > kMaxSequence)
        return Complaint{"model.sequence",
                         "The sequence length of the model is " + figureOfCount(sequence) +
                             ", but must be from 1 to " + figureOfCount(kMaxSequence) + "."};
    if (const TransformerSpec *spec = scenario.model.transformer())
        return complaintAboutTransformer(*spec);
    return complaintAboutLayers(*scenario.model.namedLayers());
}

} // namespace core
