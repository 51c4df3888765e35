// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/scenario/scenario.h"

#include <string_view>

namespace ui {

// The scenario that an exported picture or film of any kind carries. Error "NAME: what, why,
// what to do".
[[nodiscard]] core::Result<core::Scenario> scenarioFromPicture(std::string_view bytes,
                                                               std::string_view name);

} // namespace ui
