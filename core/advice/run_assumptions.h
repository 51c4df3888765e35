// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/scenario/scenario.h"

namespace core {

class EffectList;

// What a run meets that is not its own work.
void addPauses(EffectList &list, const Scenario &scenario);
void addSurroundings(EffectList &list, const Scenario &scenario);

} // namespace core
