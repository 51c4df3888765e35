// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/io/launch/launch_sheet.h"
#include "core/io/launch/launcher.h"
#include "core/io/launch/shell.h"

#include <vector>

namespace core {

// What the script amounts to; its notes are told. file: that of the sheet, or what it stands for.
[[nodiscard]] Result<ShellReading> readScript(LaunchSheet &sheet, const LaunchFile &file);

// Of the trainings that it starts, at least one, the one that the user chose, else the last. The
// others are told.
[[nodiscard]] LaunchedProgram chosenTraining(LaunchSheet &sheet,
                                             std::vector<LaunchedProgram> trainings);

} // namespace core
