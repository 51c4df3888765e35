// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/papers/blame.h"

#include <string>
#include <vector>

namespace app {

// What people read of --blame: for each run its error, the largest parts of its step, and the
// constants that move it most.
[[nodiscard]] std::string blameText(const std::vector<core::BlamedRun> &runs);

} // namespace app
