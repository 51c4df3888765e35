// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/analysis/recording.h"
#include "core/base/result.h"
#include "core/base/watch.h"

#include <string>
#include <string_view>

namespace core {

// Reads a parallarium-trace/1 file (docs/traces.md), plain or gzip. Error, as "NAME:LINE: what,
// why, what to do": no such file, cut off, or something that cannot be: spans that last too long,
// rows that do not exist, columns of different length.
[[nodiscard]] Result<Recording> readTrace(const std::string &path, const Watch &watch = {});

// Whether a text begins as such a file does; its first few hundred bytes are enough.
[[nodiscard]] bool beginsAsTrace(std::string_view text);
// Whether the file does, plain or gzip; false if it cannot be read.
[[nodiscard]] bool isTraceFile(const std::string &path);

} // namespace core
