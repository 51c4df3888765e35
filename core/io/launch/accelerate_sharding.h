// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/io/launch/launch_settings.h"

namespace core {

// What shares the states in a file of accelerate: distributed_type with the section that it has,
// for FSDP 1 and 2, DeepSpeed and Megatron-LM. Degrees of those sections are set with it.
[[nodiscard]] Status takeAccelerateSharding(LaunchSheet &sheet, LaunchSettings &settings);

// Lays the file behind deepspeed_config_file over the scenario, whose degrees and batch are known.
[[nodiscard]] Status takeDeepSpeedFile(LaunchSheet &sheet, LaunchSettings &settings);

} // namespace core
