// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/analysis/recording.h"
#include "core/base/result.h"
#include "core/base/watch.h"

#include <string>
#include <string_view>

namespace core {

// Whether a text begins as a trace that writeChromeTrace() wrote; its first kilobyte is enough.
[[nodiscard]] bool beginsAsChromeStep(std::string_view text);
// Whether the file does, plain or gzip; false if it cannot be read.
[[nodiscard]] bool isChromeStep(const std::string &path);

// Reads it back: every row, span, message, collective and memory step of the trace that was
// written, to the nanosecond. What a wait waited for is not in such a file. Error, as "NAME:LINE:
// what, why, what to do": it is cut off, or was changed into something that no step can be.
[[nodiscard]] Result<Recording> readChromeStep(const std::string &path, const Watch &watch = {});

} // namespace core
