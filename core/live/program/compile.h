// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/live/program/layout.h"
#include "core/live/program/program.h"

#include <vector>

namespace core::live {

// The programs of one step, by device. The layout must have passed check().
[[nodiscard]] std::vector<Program> compile(const Layout &layout);

} // namespace core::live
