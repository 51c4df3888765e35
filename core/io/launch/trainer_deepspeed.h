// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/io/launch/trainer_options.h"

namespace core {

// --deepspeed FILE of transformers' Trainer, laid over what the options say so far. Of a file that
// cannot be read, and of ms-swift's own, the name says the stage.
[[nodiscard]] Status takeTrainerDeepSpeed(LaunchSheet &sheet, TrainerOptions &options);

} // namespace core
