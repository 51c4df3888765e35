// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace ui {

class SimulationBridge;

// From now on, views that show a step before its index is made show all of it as soon as it is.
void followIndex(SimulationBridge &simulation);

} // namespace ui
