// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/analysis/recording.h"
#include "core/base/result.h"
#include "core/base/watch.h"

#include <string>

namespace core {

// Whether the file holds a step that this program wrote: a trace file (docs/traces.md), or one
// exported for the viewers of Chrome or Perfetto. Plain or gzip; false if it cannot be read.
[[nodiscard]] bool isStepFile(const std::string &path);
// Reads it. Errors are those of readTrace(), readChromeStep() and readPerfettoStep().
[[nodiscard]] Result<Recording> readStep(const std::string &path, const Watch &watch = {});

} // namespace core
