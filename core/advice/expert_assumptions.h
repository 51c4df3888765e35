// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/scenario/scenario.h"

namespace core {

class EffectList;

// How the tokens of expert partners travel, and what hides that.
void addExperts(EffectList &list, const Scenario &scenario);
void addRouting(EffectList &list, const Scenario &scenario);

} // namespace core
