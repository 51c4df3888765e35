// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/analysis/snapshot.h"
#include "ui/layout/scene/scene_layout.h"
#include "ui/paint/look.h"

#include <QPainter>
#include <QString>

#include <vector>

namespace ui {

// A part of memory that some device holds at its peak, in the colour of its layer in the tanks.
struct TankLayer
{
    QString name;
    QColor Theme::*colour = nullptr;
};
// Bottom to top; empty where the scene has no tanks.
[[nodiscard]] std::vector<TankLayer> tankLayers(const core::Snapshot &snapshot,
                                                const SceneLayout &layout);

// The shapes that move and what they stand for, a line each: where the header has no room.
[[nodiscard]] QString shapesText(const core::Snapshot &snapshot, const SceneLayout &layout);

// In the header, from the right: what the shapes that move stand for, and what the layers of the
// tanks are, where the whole title has room beside that. Returns the left end.
double paintSceneLegend(QPainter &painter, const core::Snapshot &snapshot,
                        const SceneLayout &layout, double titleEnd, const Look &look);

} // namespace ui
