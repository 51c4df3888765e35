// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/io/launch/launch.h"
#include "core/io/launch/shell.h"

#include <cstdint>
#include <optional>
#include <span>
#include <string>

namespace core {

// The cards on which "deepspeed" starts a program.
struct DeepSpeedCards
{
    std::int64_t count = 0;
    std::int64_t each = 0; // of a host; 0: hosts differ, or only one is known
    int line = 0;
    std::string by; // "--include a:0,1@b:0,1"
};

// Of the words before the program: --include and --exclude of hosts with their cards, over those of
// the --hostfile, which the script writes or which lies beside it (launcher/runner.py). Nothing:
// they do not say it.
[[nodiscard]] std::optional<DeepSpeedCards> deepSpeedCards(std::span<const ShellWord> words,
                                                           const ShellReading &script,
                                                           const LaunchFile &file);

} // namespace core
