// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/io/launch/launch_sheet.h"

#include <span>
#include <string_view>

namespace core {

// The text of a file that another one names: one that came with it, or from its folder, and from
// nowhere else. what: "It starts torchtitan with the settings in", which begins the refusal.
[[nodiscard]] Result<std::string> textBeside(const LaunchFile &file, const std::string &path,
                                             const std::string &what);
// Likewise, and one that the script writes itself goes before it.
[[nodiscard]] Result<std::string> textBeside(const LaunchSheet &sheet, const std::string &path,
                                             const std::string &what);

// Of scripts that a shell or a queue is given.
[[nodiscard]] bool isScriptName(std::string_view name);
inline constexpr std::string_view kScriptEndings[] = {".sh",  ".slurm", ".sbatch", ".pbs",
                                                      ".lsf", ".bash",  ".qsub"};

// Whether the text of the file names one with such an ending that lies beside it and is accepted.
[[nodiscard]] bool namesOneBeside(const LaunchFile &file, std::span<const std::string_view> endings,
                                  bool (*accepts)(std::string_view text));

} // namespace core
