// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/one_device.h"

#include "core/cost/gradient_sum.h"
#include "core/plan/plan.h"

#include <algorithm>

namespace core {
namespace {

// Seconds of one device that adds the gradients of all micro-batches up.
double addedUp(const Snapshot &snapshot)
{
    std::int64_t parameters = 0;
    for (const StagePlan &stage : snapshot.plan.stages)
        parameters += stage.parameters;
    const std::int64_t sums = microBatchCount(snapshot.scenario) * snapshot.plan.replicas - 1;
    return static_cast<double>(sums) * gradientSumSeconds(parameters, snapshot.scenario);
}

// Could one replica train by itself?
bool fitsAlone(const Snapshot &snapshot)
{
    Scenario alone = snapshot.scenario;
    if (alone.parallel.sharding == Sharding::None && alone.parallel.expert == 1)
        return true;
    alone.training.globalBatch /= std::max(1, alone.parallel.data);
    alone.cluster.devices /= std::max(1, alone.parallel.data);
    alone.parallel.data = alone.parallel.expert = 1;
    alone.parallel.sharding = Sharding::None;
    alone.faults = {};
    const Result<Plan> plan = makePlan(alone);
    return plan && plan.value().fits;
}

} // namespace

std::optional<Nanos> oneDeviceAlone(const Snapshot &snapshot)
{
    using enum SpanKind;
    if (snapshot.plan.ranks() != 1 || snapshot.plan.replicas < 2 || !fitsAlone(snapshot))
        return {};
    std::optional<Nanos> fastest;
    for (const RowMetrics &row : snapshot.metrics.rows) {
        const auto spent = [&row](SpanKind kind) {
            return row.spent[static_cast<std::size_t>(kind)];
        };
        Nanos work;
        for (const SpanKind kind : {Forward, Backward, BackwardInput, BackwardWeight, Recompute})
            work += spent(kind);
        work -= row.breakdown.expertComm;
        for (const Nanos gathered : row.gathering)
            work -= gathered;
        work.count *= snapshot.plan.replicas;
        if (scattersLayers(snapshot.scenario)) // alone, it adds up what is scattered here
            work += nanosFromSeconds(addedUp(snapshot));
        work += spent(Optimizer);
        fastest = std::min(fastest.value_or(work), work);
    }
    return fastest.value_or(Nanos{});
}

} // namespace core
