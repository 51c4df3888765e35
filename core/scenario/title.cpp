// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/scenario/title.h"

#include "core/base/text.h"

namespace core {

std::string derivedTitle(const Scenario &scenario)
{
    const int devices = scenario.cluster.devices;
    return scenario.model.title + " on " + figureOfCount(devices) +
           (devices == 1 ? " GPU" : " GPUs");
}

} // namespace core
