// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/cost/network_memory.h"

#include "core/scenario/train.h"

namespace core {
namespace {

constexpr double kElementBytes = 4;

} // namespace

std::int64_t keptElements(const NetworkSpec &network, int unit, const UnitShare &share)
{
    const std::int64_t samples = share.samples;
    if (network.kind == NetworkKind::Mlp) {
        const auto at = static_cast<std::size_t>(unit);
        const bool last = at + 2 == network.sizes.size();
        // Its input, unless that is the samples themselves, and the last layer's output.
        return samples * ((unit > 0 ? network.sizes[at] : 0) + (last ? network.sizes[at + 1] : 0));
    }
    const std::int64_t rows = samples * network.sequence;
    const std::int64_t hidden = network.hidden;
    if (unit == 0)
        return 0; // tokens are no activations
    if (unit > network.layers)
        return rows * (2 * hidden + 1 + network.vocab); // norm and its input to the head, logits
    const std::int64_t heads = partOf(network.heads, share.partner, share.partners).size();
    const std::int64_t own = heads * (hidden / network.heads);
    const std::int64_t inner = 4 * hidden / share.partners;
    // Two norms with their outputs, query, key and value, scores, and the MLP before and behind
    // its activation function.
    return rows * (4 * hidden + 2 + 3 * own + own + 2 * inner) +
           samples * heads * network.sequence * network.sequence;
}

std::int64_t keptForWeightElements(const NetworkSpec &network, int unit, const UnitShare &share)
{
    const std::int64_t samples = share.samples;
    if (network.kind == NetworkKind::Mlp) {
        const auto at = static_cast<std::size_t>(unit);
        return at + 2 == network.sizes.size() ? 0 : samples * network.sizes[at + 1];
    }
    const std::int64_t rows = samples * network.sequence;
    const std::int64_t hidden = network.hidden;
    if (unit == 0 || unit > network.layers)
        return rows * hidden; // of the embedding's output, and of the last norm's
    const std::int64_t heads = partOf(network.heads, share.partner, share.partners).size();
    const std::int64_t own = heads * (hidden / network.heads);
    const std::int64_t inner = 4 * hidden / share.partners;
    // Of the output, of the stream between the two halves, of what both norms put out, of query,
    // key and value, and of the MLP before its activation function.
    return rows * (4 * hidden + 3 * own + inner);
}

std::int64_t outputElements(const NetworkSpec &network, int unit, int samples)
{
    if (network.kind == NetworkKind::Mlp)
        return std::int64_t{samples} * network.sizes[static_cast<std::size_t>(unit) + 1];
    return std::int64_t{samples} * network.sequence * network.hidden;
}

double workingSetOf(const NetworkSpec &network, const StepShape &shape)
{
    double parameters = 0;
    double activations = 0;
    for (int unit = 0; unit < unitCount(network); ++unit) {
        parameters += static_cast<double>(unitParameters(network, unit, {shape.samples, 0, 1}));
        activations += static_cast<double>(keptElements(network, unit, {shape.samples, 0, 1}));
    }
    const double held = parameters * (2 + shape.moments) + activations * shape.ranks;
    return shape.replicas * held * kElementBytes;
}

double workingSetOf(const Scenario &scenario)
{
    return workingSetOf(scenario.train->network,
                        {.replicas = scenario.parallel.data,
                         .ranks = scenario.parallel.pipeline,
                         .samples = static_cast<int>(scenario.training.microBatch),
                         .moments = momentsOf(optimizerOf(scenario.train->optimizer))});
}

} // namespace core
