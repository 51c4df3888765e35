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

// All files of a step or none.
class StepFilesWriter
{
public:
    explicit StepFilesWriter(StepFiles files);

    // Before anything else is written: a target that cannot be written leaves all as it was.
    [[nodiscard]] core::Written open();
    // Nothing, if no files are asked for.
    [[nodiscard]] core::Written write(const core::RunView &run, const std::string &title);

private:
    StepFiles m_files;
    core::FileWriter m_trace;
    core::FileWriter m_metrics;
};

} // namespace app
