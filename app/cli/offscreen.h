// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/io/file/file_writer.h"

#include <QApplication>

#include <memory>

namespace app {

// A QApplication that never touches a display, so that pictures are the same with and without one,
// and that leaves standard error to our own sentences.
[[nodiscard]] std::unique_ptr<QApplication> offscreenApplication();

// Whether there is any font to draw text with; a failure of the machine otherwise. Needs the
// application.
[[nodiscard]] core::Written checkFonts();

} // namespace app
