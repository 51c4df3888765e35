// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/io/launch/launch_sheet.h"
#include "core/io/launch/shell.h"

#include <span>
#include <string_view>
#include <vector>

namespace core {

// Megatron-SWIFT, the command line of ms-swift around Megatron-Core: megatron sft --model …
[[nodiscard]] bool isSwiftMegatron(std::string_view program, std::span<const ShellWord> arguments);

// Its arguments in the words of Megatron-LM ("--sequence_parallel true" is --sequence-parallel),
// with its own defaults (swift/megatron/argument/megatron_args.py, 3.12).
[[nodiscard]] std::vector<ShellWord> wordsOfMegatron(LaunchSheet &sheet,
                                                     std::span<const ShellWord> arguments);

} // namespace core
