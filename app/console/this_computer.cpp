// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/console/this_computer.h"

#include "core/presets/this_computer.h"

namespace app {

void noteThisComputer(core::LoadedScenario &loaded)
{
    const core::DeviceSpec &device = loaded.scenario.cluster.device;
    if (!core::isThisComputer(device))
        return;
    loaded.notes.push_back(
        device.curve.table.empty()
            ? "This computer was never measured, so that it is priced as a usual one; "
              "\"parallarium live --calibrate\" measures it."
            : "This computer is priced by what was measured of it; \"parallarium live "
              "--calibrate\" measures it again.");
}

} // namespace app
