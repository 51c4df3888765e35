// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/io/scenario/scenario_json.h"

namespace app {

// Of workers on this computer: a note tells whether they are priced by what was measured of it.
// Such as were changed tell nothing.
void noteThisComputer(core::LoadedScenario &loaded);

} // namespace app
