// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/analysis/snapshot.h"
#include "ui/layout/scene/inspector_layout.h"
#include "ui/layout/scene/scene_layout.h"
#include "ui/layout/scene/square_colours.h"
#include "ui/paint/look.h"

#include <QPainter>

#include <optional>
#include <vector>

namespace ui {

struct SceneOptions
{
    std::optional<int> selectedDevice;
    std::optional<int> focusedDevice;    // by keyboard
    std::optional<int> hoveredDevice;    // in a grid of tiles: shown in the panel meanwhile
    ColourBy colourBy = ColourBy::State; // of tiles and squares
    bool tells = true;                   // of cards: how much of the step they were busy, and when
};

// Where the title and what stands beside it end; beside the choice of colours the latter is cut,
// the title itself only where the header ends.
[[nodiscard]] double sceneTitleEnd(const core::Snapshot &snapshot, const SceneLayout &layout,
                                   const Look &look);
// A card that fills the area, or a part of one.
void paintSceneGround(QPainter &painter, const QRectF &area, SceneExtent extent, const Look &look);
// What does not move: cards, towers, links, batch, captions. Worth caching.
void paintStillScene(QPainter &painter, const core::Snapshot &snapshot, const SceneLayout &layout,
                     const Look &look);
// What does: states, tokens, tanks, history. Goes over the still part.
void paintMovingScene(QPainter &painter, const core::Snapshot &snapshot, const SceneLayout &layout,
                      core::Nanos time, const Look &look, const SceneOptions &options = {});

// The panel beside the tiles: its parts, and the devices of its bars.
struct InspectorPlaces
{
    InspectorLayout layout;
    std::vector<int> devices; // of the tile; the first one of each square
    std::vector<int> shown;   // indices into them, one for each row
};
[[nodiscard]] InspectorPlaces placeInspector(const core::Snapshot &snapshot,
                                             const SceneLayout &layout, int device,
                                             const Look &look);
[[nodiscard]] std::optional<int> inspectorDeviceAt(const InspectorPlaces &places, QPointF point);

// Both, for exports.
void paintScene(QPainter &painter, const core::Snapshot &snapshot, core::Nanos time, QSizeF size,
                const Look &look, const SceneOptions &options = {});

} // namespace ui
