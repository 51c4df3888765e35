// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/scenario/title.h"

#include "core/base/grouped.h"

namespace core {

std::string derivedTitle(const Scenario &scenario)
{
    const int devices = scenario.cluster.devices;
    const std::string word = scenario.train ? " worker" : " GPU"; // networks are trained by threads
    return scenario.model.title + " on " + grouped(std::to_string(devices)) + word +
           (devices == 1 ? "" : "s");
}

} // namespace core
