// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/export/picture.h"

#include <vector>

namespace ui {

// The whole window at one moment, paused. Needs a QApplication.
void paintWindow(QPainter &painter, const core::SnapshotPtr &snapshot, const Picture &picture);

// The views, and the whole window.
[[nodiscard]] std::vector<PictureView> allPictureViews();

} // namespace ui
