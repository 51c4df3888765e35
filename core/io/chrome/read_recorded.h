// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/base/watch.h"
#include "core/io/chrome/early_look.h"
#include "core/recorded/matched_collectives.h"
#include "core/recorded/recorded_run.h"

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace core {

struct ReadRun
{
    RecordedRun run;
    CollectiveMatches matches;
    ClockAgreement clocks;
};

// Reads traces of the PyTorch profiler (Kineto), and others in the Trace Event Format (JSON, plain
// or gzip): one file for each rank, and of a folder all of them. Finds the steps, puts collectives
// together and makes the clocks agree. A file is never in memory as a whole: what is kept is 32
// bytes for each kernel. Error, as "NAME:LINE: what, why, what to do": no such file, cut off, no
// trace, nothing in it that takes time. What is shown early has neither steps nor agreeing clocks.
[[nodiscard]] Result<ReadRun> readRecordedRun(std::span<const std::string> paths,
                                              std::vector<KernelRule> rules,
                                              const Watch &watch = {}, const EarlyLook &early = {});

// Whether a text begins as such a file does; its first kilobytes are enough.
[[nodiscard]] bool beginsAsChromeTrace(std::string_view text);
// Whether the file does, plain or gzip; false if it cannot be read.
[[nodiscard]] bool isChromeTrace(const std::string &path);

} // namespace core
