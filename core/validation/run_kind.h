// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/scenario/scenario.h"

#include <string>

namespace core {

// What kind of run this is, for the error of its like: "tensor and pipeline parallel". Replicas
// and schedules make no difference; sharded parameters do.
[[nodiscard]] std::string runKind(const Scenario &scenario);

} // namespace core
