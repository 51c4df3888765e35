// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/io/launch/launch_settings.h"

#include <string_view>

namespace core {

// What accelerate's settings say of a step, whether they came from its file or from the words
// behind "accelerate launch".

// mixed_precision, and what follows from it.
[[nodiscard]] Status takeAcceleratePrecision(LaunchSheet &sheet, LaunchSettings &settings);

// num_machines of them, with as many devices each; their number is known. What one machine alone
// has room for is the scenario's.
[[nodiscard]] Status spreadOverMachines(LaunchSheet &sheet, LaunchSettings &settings);

// What shares the states, and how the devices are divided; their number and the precision are
// known.
[[nodiscard]] Status takeAccelerateLayout(LaunchSheet &sheet, LaunchSettings &settings);

// A layer at a time where FSDP shards states; the others have said theirs. type: the
// distributed_type
void takeAccelerateBuckets(Scenario &scenario, std::string_view type);

void tellUnreadOfAccelerate(LaunchSheet &sheet, const LaunchSettings &settings);

} // namespace core
