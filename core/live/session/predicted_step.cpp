// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/live/session/predicted_step.h"

#include "core/analysis/recorded_snapshot.h"
#include "core/live/session/trained_layout.h"
#include "core/sim/simulate.h"

#include <utility>

namespace core::live {

SnapshotPtr predictedStep(const Scenario &scenario)
{
    Result<TrainedLayout> trained = trainedLayout(scenario);
    if (!trained || !trained.value().plan.fits)
        return nullptr;
    Plan plan = std::move(trained.value().plan);
    Trace trace = simulate(plan);
    return recordedSnapshot(scenario, std::move(plan), std::move(trace));
}

} // namespace core::live
