// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/analysis/recording.h"
#include "core/base/result.h"
#include "core/base/watch.h"

#include <string>

namespace core {

// Whether the file holds a step that this program wrote: a trace file (docs/traces.md), or a Chrome
// trace of one. Plain or gzip; false if it cannot be read.
[[nodiscard]] bool isStepFile(const std::string &path);
// Reads it. Errors are those of readTrace() and readChromeStep().
[[nodiscard]] Result<Recording> readStep(const std::string &path, const Watch &watch = {});

} // namespace core
