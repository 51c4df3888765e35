// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/analysis/snapshot.h"

#include <string>

namespace app {

// A summary of a step, in a dozen lines.
[[nodiscard]] std::string summaryOf(const core::Snapshot &snapshot);

} // namespace app
