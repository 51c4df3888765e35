// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/base/units.h"

#include <string_view>

namespace app {

// "1.93s", "250ms", "12us", "800ns" or "45%" of the step that ends at stop. Error
// "--at: what, why", with the name of the option.
[[nodiscard]] core::Result<core::Nanos> momentFrom(std::string_view option, std::string_view text,
                                                   core::Nanos stop);

} // namespace app
