// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/io/result/bench_json.h"

#include <vector>

namespace app {

// The timeline of up to ten million spans, as the window paints it, beside one opaque image of the
// window's size; and how fast a profiler's trace is read. Needs a QApplication.
[[nodiscard]] std::vector<core::BenchResult> benchTimeline();

} // namespace app
