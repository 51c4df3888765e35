// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/scenario/scenario.h"
#include "core/sweep/sweep_axis.h"

#include <cstddef>
#include <span>
#include <string_view>

namespace core {

// The paths of the settings that are offered to be swept.
[[nodiscard]] std::span<const std::string_view> sweepParameters();

// Values that show something of this scenario: its own among them, doubled and halved, or the names
// that it can have (of a split none, where it is a mixture). At most so many; fewer than two: there
// is nothing to sweep.
[[nodiscard]] SweepAxis usualAxis(std::string_view path, const Scenario &scenario,
                                  std::size_t most);

} // namespace core
