// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/io/launch/trainer_options.h"

namespace core {

// Names the arguments of transformers' Trainer and its relatives that nothing has asked for: first
// what certainly changes the step, each with its line, then what is not known. What is known to
// change neither time nor memory is left out.
void tellUnreadOfTrainer(LaunchSheet &sheet, const TrainerOptions &options);

} // namespace core
