// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/scenario/scenario.h"

#include <string>

namespace core {

// The kind of run, for grouping errors: "tensor and pipeline parallel". Replicas and schedules make
// no difference; sharded parameters do.
[[nodiscard]] std::string runKind(const Scenario &scenario);

} // namespace core
