// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/io/launch/trainer_options.h"

namespace core {

// --fsdp "full_shard auto_wrap" of transformers' Trainer; words that are none of its FSDPOption are
// refused.
[[nodiscard]] Status takeTrainerFsdp(LaunchSheet &sheet, TrainerOptions &options);

// Degrees beside the replicas: axolotl's keys and those of parallelism_config. What they leave of
// the devices are replicas, of which dp_shard_size share the states.
[[nodiscard]] Status takeTrainerDegrees(LaunchSheet &sheet, TrainerOptions &options);

} // namespace core
