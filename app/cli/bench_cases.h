// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/io/bench_json.h"

#include <string_view>
#include <vector>

namespace app {

// Each measures one thing and its yardstick in turn, in this process; medians. All but the engine
// need a QApplication.
[[nodiscard]] std::vector<core::BenchResult> benchEngine();
[[nodiscard]] core::BenchResult benchSliderToPicture();
[[nodiscard]] core::BenchResult benchSceneFrame();
// Starts this program anew for each repetition, and lets it draw one picture.
[[nodiscard]] core::BenchResult benchFirstPicture();

// What a process that benchFirstPicture() starts has to do: "window" or "empty".
void drawFirstPicture(std::string_view what);

} // namespace app
