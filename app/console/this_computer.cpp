// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/console/this_computer.h"

#include "core/live/session/calibration_file.h"

#include <utility>

namespace app {

void priceAsMeasured(core::LoadedScenario &loaded)
{
    using namespace core::live;
    if (loaded.scenario.cluster.device != nominalCalibration().device)
        return;
    const core::Result<Calibration> kept = readCalibration(calibrationPath());
    if (kept)
        loaded.scenario = calibrated(std::move(loaded.scenario), kept.value());
    loaded.notes.push_back(
        kept ? "This computer is priced by what was measured of it; \"parallarium live "
               "--calibrate\" measures it again."
             : "This computer was never measured, so that it is priced as a usual one; "
               "\"parallarium live --calibrate\" measures it.");
}

} // namespace app
