// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/io/launch/launch_settings.h"
#include "core/io/launch/launcher.h"

#include <optional>

namespace core {

// What the words of "accelerate launch" before a program say: the file behind --config_file with
// the options over it, in the form of that file. Nothing: it is started by something else.
[[nodiscard]] std::optional<Result<LaunchSettings>>
accelerateLaunchSettings(LaunchSheet &sheet, const LaunchedProgram &program);

} // namespace core
