// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/io/file/file_writer.h"

#include <string_view>

namespace app {

constexpr int kFault = 1; // a bug, or the machine failed us
constexpr int kWrongInput = 2;

// 0 for success; otherwise says the error on standard error and returns 2: the input is wrong, or
// 1: the machine failed us.
[[nodiscard]] int exitCodeOf(const core::Written &done);

// To standard output, made safe for a terminal.
[[nodiscard]] core::Written print(std::string_view text);

} // namespace app
