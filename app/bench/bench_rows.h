// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/io/result/bench_json.h"

#include <vector>

namespace app {

// The timeline of a thousand rows. Needs a QApplication.
[[nodiscard]] std::vector<core::BenchResult> benchRows();

} // namespace app
