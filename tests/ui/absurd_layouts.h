// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/scenario/constraints.h"
#include "core/scenario/edits.h"
#include "core/scenario/wish.h"
#include "core/schedule/schedule.h"

#include <QString>

#include <algorithm>
#include <initializer_list>

namespace walks {

// The place of the newest ask for one of these; -1: none.
inline int newestOf(const core::Wish &wish, std::initializer_list<core::Setting> settings)
{
    int newest = -1;
    for (int i = 0; i < static_cast<int>(wish.asks.size()); ++i) {
        const core::Ask &ask = wish.asks[static_cast<std::size_t>(i)];
        if (!ask.isBase && std::ranges::find(settings, ask.setting) != settings.end())
            newest = i;
    }
    return newest;
}

inline bool starves(const core::Scenario &scenario)
{
    return core::isPipelined(scenario) &&
           core::microBatchCount(scenario) < scenario.parallel.pipeline;
}

// Idle share of a pipeline of equal stages.
inline double idleOf(double stages, double microBatches)
{
    return (stages - 1) / (microBatches + stages - 1);
}

// What nobody would choose; empty: it is sensible. Numbers that were asked for by name are as they
// were asked for: the parts of the batch, and a split whose GPUs take turns.
inline QString absurdity(const core::Wish &wish, const core::Scenario &scenario)
{
    using enum core::Setting;
    const core::ParallelSpec &parallel = scenario.parallel;
    const int layout = newestOf(wish, {Split, Devices, Tensor, Pipeline, Data, Context});
    if (layout < 0)
        return {};
    const bool byName = newestOf(wish, {GlobalBatch, MicroBatch, MicroBatches}) > layout;
    if (!byName && !starves(wish.base) && starves(scenario) && scenario.training.microBatch > 1)
        return QStringLiteral("stages without work, though the batch has samples for it");
    if (!byName && !starves(wish.base) && core::isPipelined(scenario)) {
        const auto count = static_cast<double>(core::microBatchCount(scenario));
        const double idle = idleOf(parallel.pipeline, count);
        const std::int64_t groups = parallel.data * parallel.pipeline;
        for (std::int64_t stages = 1; stages <= parallel.pipeline; ++stages) {
            const std::int64_t samples = scenario.training.globalBatch * stages / groups;
            if (groups % stages == 0 && idle > 0.6 && samples >= 1 &&
                idleOf(double(stages), double(samples)) < idle / 2)
                return QStringLiteral("mostly idle, where another split is not");
        }
    }
    // Where no part of the batch was asked for and micro-batches follow, it stays as it is unless
    // replicas or their stages need more of it; what passed as a whole is then cut, not multiplied.
    const core::Scenario &base = wish.base;
    const bool partAsked = newestOf(wish, {GlobalBatch, MicroBatch, MicroBatches}) >= 0;
    if (!partAsked && wish.follows == core::BatchPart::Count) {
        const auto shareIn = [](const core::Scenario &each) {
            return each.training.globalBatch / each.parallel.data;
        };
        const std::int64_t size =
            core::isOneAtATime(base.parallel.schedule) ? 1 : base.training.microBatch;
        const std::int64_t fed = size * core::ranksToFeed(scenario);
        if (parallel.data >= base.parallel.data && shareIn(scenario) > std::max(shareIn(base), fed))
            return QStringLiteral("a replica has more samples than before");
        const std::int64_t kept = base.training.globalBatch;
        if (scenario.training.globalBatch != kept && kept % parallel.data == 0 &&
            kept / parallel.data >= core::ranksToFeed(scenario))
            return QStringLiteral("another batch, though the former can be divided");
    }
    const int node = scenario.cluster.devicesPerNode;
    const bool tensorAsked = newestOf(wish, {Tensor}) >= 0;
    if (!tensorAsked && parallel.tensor > node && parallel.tensor > wish.base.parallel.tensor)
        return QStringLiteral("tensor partners in two nodes");
    return {};
}

} // namespace walks
