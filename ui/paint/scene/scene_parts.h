// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/analysis/layer_exchange.h"
#include "ui/layout/scene/scene_layout.h"
#include "ui/paint/look.h"

#include <QPainter>

namespace ui {

struct SquareColours;
class SquareStamps;

// The path between cards, with arrows, speed and its faults.
void paintLinks(QPainter &painter, const core::Snapshot &snapshot, const SceneLayout &layout,
                const Look &look);
// Messages in flight.
void paintTransfers(QPainter &painter, const core::Snapshot &snapshot, const SceneLayout &layout,
                    core::Nanos time, const Look &look);

// Left and right of a pipeline: what waits to enter, and the loss.
void paintQueue(QPainter &painter, const core::Snapshot &snapshot, const SceneLayout &layout,
                core::Nanos time, const Look &look);
void paintLoss(QPainter &painter, const core::Snapshot &snapshot, const SceneLayout &layout,
               const Look &look);

// Below replicas: the ring that joins them.
void paintRingPath(QPainter &painter, const core::Snapshot &snapshot, const SceneLayout &layout,
                   const Look &look);
void paintRingChunks(QPainter &painter, const core::Snapshot &snapshot, const SceneLayout &layout,
                     core::Nanos time, const Look &look);
// Around those that share states: the ring within each group.
void paintStateGroups(QPainter &painter, const SceneLayout &layout, const Look &look);
[[nodiscard]] QColor stateGroupEdge(const Look &look);
// On the chunks of what is gathered and scattered layer by layer.
[[nodiscard]] QString shardLetter(core::LayerExchange::Kind kind);
// α, β, γ …: a, b and c would be taken for layers, or for what a question offers.
[[nodiscard]] QString chunkLetter(int chunk);

// Grid of tiles.
void paintTileLabels(QPainter &painter, const SceneLayout &layout, const Look &look);
void paintTile(QPainter &painter, const core::Snapshot &snapshot, const SceneLayout &layout,
               const TileGeometry &tile, core::Nanos time, const SquareColours &colours,
               SquareStamps &stamps, const Look &look);
// Around the tile of this device.
void paintTileOutline(QPainter &painter, const SceneLayout &layout, int device, double width,
                      const Look &look);

// The panel beside the tiles, of one device and its partners.
void paintInspector(QPainter &painter, const core::Snapshot &snapshot, const SceneLayout &layout,
                    int device, core::Nanos time, const Look &look);

// What tensor partners exchange in every layer.
void paintPartners(QPainter &painter, const core::Snapshot &snapshot, const SceneLayout &layout,
                   const Look &look);
void paintPartnerBursts(QPainter &painter, const core::Snapshot &snapshot,
                        const SceneLayout &layout, core::Nanos time, const Look &look);

// Lines that end in an arrow head.
void drawLane(QPainter &painter, const Lane &lane, const QColor &colour, double width,
              const Look &look, Qt::PenStyle style = Qt::SolidLine);
void drawArrow(QPainter &painter, QPointF from, QPointF to, const QColor &colour, double width,
               const Look &look, Qt::PenStyle style = Qt::SolidLine);

} // namespace ui
