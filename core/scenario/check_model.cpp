// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/text.h"
#include "core/scenario/check.h"
#include "core/scenario/constraints.h"

#include <algorithm>
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
                  {"vocab", spec.vocab, spec.patch > 0 ? 0 : 1, 100'000'000},
                  {"positions", spec.positions, 0, kMaxSequence},
                  {"extra_parameters", spec.extraParameters, 0, kMaxModelSize},
                  {"experts", spec.experts, 1, 100'000},
                  {"experts_per_token", spec.expertsPerToken, 1, spec.experts},
                  {"dense_layers", spec.denseLayers, 0, kMaxLayers},
                  {"expert_ffn", spec.expertFfn, 0, 100'000'000},
                  {"shared_ffn", spec.sharedFfn, 0, 100'000'000},
                  {"expert_groups", spec.expertGroups, 0, spec.experts},
                  {"groups_per_token", spec.groupsPerToken, 0, spec.expertGroups},
                  {"kv_rank", spec.kvRank, 0, 1'000'000},
                  {"query_rank", spec.queryRank, 0, 1'000'000},
                  {"rope_dim", spec.ropeDimension, 0, 1'000'000},
                  {"value_dim", spec.valueDimension, 0, 1'000'000},
                  {"patch", spec.patch, 0, 10'000},
                  {"channels", spec.channels, 1, 10'000},
                  {"segments", spec.segments, 0, 1'000'000}};
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
    const double head =
        static_cast<double>(spec.headDimension + spec.ropeDimension + spec.valueDimension);
    const double attention = 4 * (hidden + static_cast<double>(spec.queryRank + spec.kvRank)) *
                             (static_cast<double>(spec.heads) * head + 1);
    const double mlp = 3 * hidden *
                       (static_cast<double>(spec.ffn + spec.sharedFfn) +
                        static_cast<double>(std::max(spec.ffn, spec.expertFfn)) *
                            static_cast<double>(spec.experts));
    const double rows = static_cast<double>(2 * spec.vocab + spec.positions + spec.segments) +
                        static_cast<double>(spec.channels * spec.patch * spec.patch);
    const double tables = hidden * (rows + 3 * hidden);
    return static_cast<double>(spec.layers) * (attention + mlp) + tables +
           static_cast<double>(spec.extraParameters);
}

// Latent attention makes keys and values for every head, and its fields are meaningless without it.
Found complaintAboutLatentAttention(const TransformerSpec &spec)
{
    if (spec.kvRank > 0 && spec.kvHeads != spec.heads)
        return Complaint{"model.transformer.kv_heads",
                         "Latent attention (kv_rank " + figureOfCount(spec.kvRank) +
                             ") has keys and values for each of the " + figureOfCount(spec.heads) +
                             " heads, so kv_heads cannot be " + figureOfCount(spec.kvHeads) +
                             ": leave it out."};
    if (spec.kvRank == 0 && (spec.queryRank > 0 || spec.ropeDimension > 0))
        return Complaint{"model.transformer.kv_rank",
                         "query_rank and rope_dim belong to latent attention: give kv_rank too."};
    return {};
}

// A router that limits a token to some groups chooses among the experts of these.
Found complaintAboutExpertGroups(const TransformerSpec &spec)
{
    if (spec.expertGroups == 0)
        return {};
    if (spec.experts % spec.expertGroups != 0)
        return Complaint{"model.transformer.expert_groups",
                         figureOfCount(spec.experts) + " experts cannot form " +
                             figureOfCount(spec.expertGroups) +
                             " equal groups: set expert_groups to " +
                             figureOfCount(nearestDivisor(spec.experts, spec.expertGroups)) + "."};
    const std::int64_t each = spec.experts / spec.expertGroups;
    const std::int64_t least = (spec.expertsPerToken + each - 1) / each;
    if (spec.groupsPerToken > 0 && spec.groupsPerToken < least)
        return Complaint{
            "model.transformer.groups_per_token",
            "The " + figureOfCount(spec.expertsPerToken) + " experts of a token do not fit in " +
                figureOfCount(spec.groupsPerToken) + " groups of " + figureOfCount(each) +
                ": set groups_per_token to " + figureOfCount(least) + " or more."};
    return {};
}

Found complaintAboutTransformer(const TransformerSpec &spec)
{
    if (Found found = complaintAboutFields(spec))
        return found;
    if (Found found = complaintAboutExpertGroups(spec))
        return found;
    if (spec.heads % spec.kvHeads != 0)
        return Complaint{
            "model.transformer.kv_heads",
            figureOfCount(spec.heads) + " heads cannot share " + figureOfCount(spec.kvHeads) +
                " key-value heads evenly: choose a divisor of " + figureOfCount(spec.heads) + "."};
    if (Found found = complaintAboutLatentAttention(spec))
        return found;
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
        return Complaint{
            "model.layers",
            name + " must have activations and outputs from 0 to 10^15 bytes per sample."};
    for (const Convolution &each : layer.convolutions) {
        constexpr std::int64_t kMost = 1 << 20;
        for (const std::int64_t size : {each.in, each.out, each.kernel, each.side, each.stride}) {
            if (size < 1 || size > kMost)
                return Complaint{"model.layers",
                                 name + " has a convolution with a size of " + figureOfCount(size) +
                                     ", but sizes must be from 1 to " + figureOfCount(kMost) + '.'};
        }
    }
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
