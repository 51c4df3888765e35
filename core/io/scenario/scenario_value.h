// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/io/json/json_value.h"
#include "core/io/scenario/scenario_json.h"

namespace core {

// A scenario as a part of another document.
[[nodiscard]] JsonValue jsonOf(const Scenario &scenario, Detail detail);

} // namespace core
