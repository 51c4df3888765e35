// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/scenario/scenario.h"

#include <string>
#include <vector>

namespace core {

// What of a scenario is another one in other, each as "parallel.overlap: true here, false there.".
// there: "in the script". Fields that mean the same are the same, whether a default or spelled out
// (gradient_bytes 0 and 2 in bf16), and those without effect are not looked at (the schedule of a
// single rank). What no configuration of a framework holds is not either: titles, the kind of
// device, links and software, but for how it shares states, which differs from one to another.
[[nodiscard]] std::vector<std::string> launchLosses(const Scenario &scenario, const Scenario &other,
                                                    const std::string &there);

} // namespace core
