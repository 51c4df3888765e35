// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/io/launch/trainer_options.h"

#include <cstdint>
#include <optional>

namespace core {

// The program; of several the one that is chosen.
[[nodiscard]] std::optional<LaunchedProgram> trainerProgram(LaunchSheet &sheet,
                                                            const ShellReading &script);

// Its options: those of the settings that it names (HfArgumentParser, and TRL's --config), and over
// them those of the command, which LLaMA-Factory takes as key=value as well.
[[nodiscard]] Result<TrainerOptions> trainerOptionsOf(LaunchSheet &sheet,
                                                      const LaunchedProgram &program);

// Programs around the Trainer, which have defaults of their own.
enum class TrainerKind : std::uint8_t { Plain, LlamaFactory, Axolotl, Swift };
[[nodiscard]] TrainerKind trainerKind(const LaunchedProgram &program,
                                      const TrainerOptions &options);

} // namespace core
