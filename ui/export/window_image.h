// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/sim/snapshot.h"
#include "ui/paint/theme.h"

#include <QImage>
#include <QSize>

namespace ui {

// The whole window at one moment, paused; size in logical pixels. Needs a QApplication.
[[nodiscard]] QImage renderWindow(const core::SnapshotPtr &snapshot, core::Nanos moment, QSize size,
                                  double pixelRatio, ThemeId theme);

} // namespace ui
