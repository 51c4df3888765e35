// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/io/launch/launch_settings.h"

#include <cstdint>
#include <optional>

namespace core {

// The scenario that torchtitan trains with these settings. devices: what a launcher beside them
// says. Refuses what torchtitan would refuse, with its reason.
[[nodiscard]] Status applyTorchtitan(LaunchSheet &sheet, LaunchSettings settings,
                                     std::optional<std::int64_t> devices);

} // namespace core
