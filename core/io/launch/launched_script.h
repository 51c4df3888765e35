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

// "It starts on --nnodes 4 x --nproc_per_node 8 = 32 devices.": where a launcher says so many.
void tellDevices(LaunchSheet &sheet, const std::optional<SaidCount> &said, std::int64_t devices);

} // namespace core
