// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/export/picture.h"

#include <functional>
#include <vector>

namespace ui {

class Mode;

// The whole window at one moment, paused. Needs a QApplication.
void paintWindow(QPainter &painter, const core::SnapshotPtr &snapshot, const Picture &picture);

// The same, as it stands in a mode; which may go on meanwhile, or be gone when it is painted.
[[nodiscard]] std::function<void(QPainter &, const Picture &)> windowPainter(const Mode &mode);

// The views, and the whole window.
[[nodiscard]] std::vector<PictureView> allPictureViews();

} // namespace ui
