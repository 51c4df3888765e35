// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/io/result/bench_json.h"

#include <string_view>

namespace app {

// From the start of this program to the first picture of its window, over the same for an empty
// Qt window. Starts this program anew for each repetition.
[[nodiscard]] core::BenchResult benchFirstPicture();

// The task of a process started by benchFirstPicture(): "window" opens the window as a user would,
// "empty" a QMainWindow with nothing in it. Says on standard output when the picture is there, and
// ends.
void drawFirstPicture(std::string_view what);

} // namespace app
