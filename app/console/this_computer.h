// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/io/scenario/scenario_json.h"

namespace app {

// Of workers on this computer: with the numbers that were measured of it, where such are kept. A
// note tells which it is priced by. Others stay as they are.
void priceAsMeasured(core::LoadedScenario &loaded);

} // namespace app
