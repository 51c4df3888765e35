// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/units.h"
#include "ui/layout/scene/scene_layout.h"
#include "ui/paint/look.h"

#include <QPainter>

namespace ui {

// Right of a ring: which devices are slow, and what a square stands for.
void paintNotes(QPainter &painter, const core::Snapshot &snapshot, const SceneLayout &layout,
                core::Nanos time, const Look &look);

} // namespace ui
