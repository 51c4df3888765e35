// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/cost/weight_gather.h"

#include "core/cost/network_work.h"

namespace core {

bool overlapsLayers(const Scenario &scenario)
{
    return scenario.parallel.overlap && !isPricedAsTrained(scenario);
}

} // namespace core
