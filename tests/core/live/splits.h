// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/live/network/counter_random.h"
#include "core/live/network/samples.h"
#include "core/live/program/layout.h"
#include "core/plan/plan.h"

// Small networks, and ways to split them over workers.
namespace core::live {

inline NetworkSpec eightLayers()
{
    return {.kind = NetworkKind::Mlp, .sizes = {64, 48, 48, 48, 48, 48, 48, 48, 10}, .seed = 5};
}

inline NetworkSpec smallGpt(bool tied)
{
    return {.kind = NetworkKind::Gpt,
            .sizes = {},
            .layers = 6,
            .hidden = 24,
            .heads = 4,
            .sequence = 12,
            .vocab = 64,
            .tied = tied,
            .initStd = 0.05,
            .seed = 9};
}

inline SampleSource samplesFor(const NetworkSpec &network)
{
    SampleSource source;
    source.seed = 3;
    if (network.kind == NetworkKind::Gpt) {
        std::string text;
        for (int i = 0; i < 500; ++i)
            text += static_cast<char>(randomBits(1, 2, static_cast<std::uint64_t>(i) / 3) % 64);
        source.text = std::make_shared<const std::string>(text);
    }
    return source;
}

struct Split
{
    int replicas = 1;
    int stages = 1;
    int microBatches = 8; // of all replicas
    const char *schedule = "1f1b";
    int shards = 0;
    Accumulation accumulation = Accumulation::Plain;
    bool shareGradients = true;
    bool overlap = true;
    SumBy sumBy = SumBy::Ring;
    int partners = 1;
    bool keepGradients = false;
};

inline Layout layoutOf(const NetworkSpec &network, const Split &split)
{
    Layout layout = {.network = network,
                     .replicas = split.replicas,
                     .partners = split.partners,
                     .samples = 2,
                     .shards = split.shards,
                     .shareGradients = split.shareGradients,
                     .overlap = split.overlap,
                     .sumBy = split.sumBy,
                     .bucket = 3000,
                     .accumulation = split.accumulation,
                     .keepGradients = split.keepGradients};
    auto order =
        core::makeOrder(split.schedule, {.ranks = split.stages,
                                         .microBatches = split.microBatches / split.replicas});
    layout.order = std::move(order).value();
    layout.units = balancedUnits(network, layout.order.stages);
    return layout;
}

inline Hop freeLink(int, int)
{
    return {};
}

} // namespace core::live
