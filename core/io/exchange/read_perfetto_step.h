// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/analysis/recording.h"
#include "core/base/result.h"
#include "core/base/watch.h"

#include <string>

namespace core {

// Whether the file is a Perfetto trace whose first packet describes a track, as those do that
// writePerfettoTrace() wrote. Plain or gzip; false if it cannot be read.
[[nodiscard]] bool isPerfettoStep(const std::string &path);

// Reads back what writePerfettoTrace() wrote: rows, spans, messages, collectives and the sum of
// memory. Stages, sizes of messages, and how many devices are alike are not in such a file. Error,
// as "NAME: what, why, what to do": it is cut off, too large, or another program's.
[[nodiscard]] Result<Recording> readPerfettoStep(const std::string &path, const Watch &watch = {});

} // namespace core
