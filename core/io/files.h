// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"

#include <cstddef>
#include <string>
#include <string_view>

namespace core {

constexpr std::size_t kLargestScenarioFile = 16u << 20; // bytes

// Whole file; refuses directories, missing and unreadable files and those above limit.
[[nodiscard]] Result<std::string> readFile(const std::string &path, std::size_t limit);

// Replaces the file whole or leaves it as it was: writes beside it, syncs, renames.
// "-" is standard output.
[[nodiscard]] Status writeFile(const std::string &path, std::string_view content);

} // namespace core
