// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/layout/scene/scene_layout.h"
#include "ui/paint/look.h"

#include <QPainter>

namespace ui {

// Left of replicas: the batch in bands of samples.
void paintBands(QPainter &painter, const core::Snapshot &snapshot, const SceneLayout &layout,
                const Look &look);

} // namespace ui
