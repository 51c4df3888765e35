// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/io/file/file_writer.h"

#include <string>
#include <vector>

namespace app {

// Answers each line of the file (core/answer) with one on standard output, in order and at once.
// settings hold for all of them. A line that fails does not end the run; the error then says how
// many did.
[[nodiscard]] core::Written simulateLines(const std::string &path,
                                          const std::vector<std::string> &settings);

} // namespace app
