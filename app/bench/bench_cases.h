// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/io/result/bench_json.h"

#include <vector>

namespace app {

// Each measures one thing and its reference in turn, in this process; medians. Pictures
// need a QApplication, and lines start this program.
[[nodiscard]] std::vector<core::BenchResult> benchEngine();
[[nodiscard]] std::vector<core::BenchResult> benchPrices();
[[nodiscard]] std::vector<core::BenchResult> benchLayouts();
[[nodiscard]] std::vector<core::BenchResult> benchSweeps();
[[nodiscard]] std::vector<core::BenchResult> benchLive();
[[nodiscard]] std::vector<core::BenchResult> benchSchedules();
[[nodiscard]] core::BenchResult benchLines();
[[nodiscard]] core::BenchResult benchSliderToPicture();
[[nodiscard]] core::BenchResult benchSceneFrame();
[[nodiscard]] core::BenchResult benchLargeSceneFrame();

} // namespace app
