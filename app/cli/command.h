// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/console/console.h"

#include <optional>
#include <string_view>
#include <vector>

namespace CLI {
class App;
}

namespace app {

// The exit code of the command that ran; nothing when none did.
using ExitCode = std::optional<int>;

// One subcommand. add() tells the parser its options; the parser calls it back, and it leaves its
// exit code. To add one: a .cpp file here and its row in commands().
struct Command
{
    std::string_view name;
    void (*add)(CLI::App &parser, ExitCode &exitCode);
};

// All but what other libraries add.
[[nodiscard]] std::vector<Command> commands();

void addSimulateCommand(CLI::App &parser, ExitCode &exitCode);
void addScheduleCommand(CLI::App &parser, ExitCode &exitCode);
void addCheckCommand(CLI::App &parser, ExitCode &exitCode);
void addValidateCommand(CLI::App &parser, ExitCode &exitCode);
void addListCommand(CLI::App &parser, ExitCode &exitCode);
void addExportCommand(CLI::App &parser, ExitCode &exitCode);
void addAdviseCommand(CLI::App &parser, ExitCode &exitCode);
void addLiveCommand(CLI::App &parser, ExitCode &exitCode);
void addQuizCommand(CLI::App &parser, ExitCode &exitCode);
void addCostCommand(CLI::App &parser, ExitCode &exitCode);
void addSweepCommand(CLI::App &parser, ExitCode &exitCode);
void addRecordedCommand(CLI::App &parser, ExitCode &exitCode);

} // namespace app
