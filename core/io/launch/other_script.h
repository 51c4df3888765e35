// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/io/launch/launch_sheet.h"

namespace core {

// Of scripts that start no training that is read, what they start: a row of launch_formats.h.
[[nodiscard]] bool isOtherScript(const LaunchFile &file);
[[nodiscard]] Status refuseOtherScript(LaunchSheet &sheet);

} // namespace core
