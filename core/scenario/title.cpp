// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/scenario/title.h"

namespace core {

std::string derivedTitle(const Scenario &scenario)
{
    const int devices = scenario.cluster.devices;
    return scenario.model.title + " on " + std::to_string(devices) +
           (devices == 1 ? " GPU" : " GPUs");
}

} // namespace core
