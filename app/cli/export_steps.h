// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/analysis/recording.h"
#include "core/io/file/file_writer.h"

#include <string>

namespace app {

// Files that a step is written to for other programs; empty: not asked for.
struct StepFiles
{
    std::string trace;   // by its suffix (core/io/exchange)
    std::string metrics; // CSV

    [[nodiscard]] bool any() const { return !trace.empty() || !metrics.empty(); }
};

// Before anything runs. Error: a suffix that no format has.
[[nodiscard]] core::Status checkStepFiles(const StepFiles &files);

[[nodiscard]] core::Written writeStepFiles(const StepFiles &files, const core::RunView &run,
                                           const std::string &title);

} // namespace app
