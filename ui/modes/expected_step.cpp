// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/modes/expected_step.h"

#include "core/analysis/recorded_snapshot.h"
#include "core/live/session/calibration.h"
#include "core/live/session/trained_layout.h"
#include "core/sim/simulate.h"

#include <utility>

namespace ui {

core::SnapshotPtr expectedStep(const core::Scenario &scenario)
{
    using namespace core::live;
    core::Scenario here = calibrated(scenario, nominalCalibration());
    core::Result<TrainedLayout> trained = trainedLayout(here);
    if (!trained || !trained.value().plan.fits)
        return nullptr;
    core::Plan plan = std::move(trained.value().plan);
    core::Trace trace = core::simulate(plan);
    return core::recordedSnapshot(std::move(here), std::move(plan), std::move(trace));
}

} // namespace ui
