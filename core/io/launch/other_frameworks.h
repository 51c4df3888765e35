// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/io/launch/launch_sheet.h"

namespace core {

// Of frameworks that are not read, which it is: a row of launch_formats.h.
[[nodiscard]] bool isOfOtherFramework(const LaunchFile &file);
[[nodiscard]] Status refuseOtherFramework(LaunchSheet &sheet);

} // namespace core
