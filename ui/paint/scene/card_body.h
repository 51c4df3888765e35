// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/analysis/moment.h"
#include "ui/layout/scene/scene_layout.h"
#include "ui/paint/look.h"

#include <QPainter>

namespace ui {

// The pieces of a device card, top to bottom.
void paintCardTitle(QPainter &painter, const core::Snapshot &snapshot, const CardGeometry &card,
                    const Look &look);
// Of a slow device: the problem icon and its speed, from this point to the right. Returns its
// width; 0: the device is not slow, or there is no room.
double paintSlowMark(QPainter &painter, const core::Snapshot &snapshot, int device, QPointF left,
                     double room, const Look &look);
// One slab per layer of the whole model, first layer at the bottom; those of this device filled.
void paintTower(QPainter &painter, const core::Snapshot &snapshot, const CardGeometry &card,
                const Look &look);
void paintActiveSlab(QPainter &painter, const core::Snapshot &snapshot, const CardGeometry &card,
                     const core::DeviceMoment &moment, const Look &look);
// Layers whose weights are gathered, or in flight.
void paintGatheredSlabs(QPainter &painter, const core::Snapshot &snapshot, const CardGeometry &card,
                        const core::DeviceMoment &moment, const Look &look);
// Names of layers that have one of their own and a slab to themselves; behind all that covers
// slabs.
void paintLayerNames(QPainter &painter, const core::Snapshot &snapshot, const CardGeometry &card,
                     const core::DeviceMoment &moment, const Look &look);
// Progress ring with the token and what is kept, an hourglass, or the chunks on the ring.
void paintMiddle(QPainter &painter, const core::Snapshot &snapshot, const CardGeometry &card,
                 const core::DeviceMoment &moment, core::Nanos time, const Look &look);
void paintSmallToken(QPainter &painter, const core::Snapshot &snapshot,
                     const core::DeviceMoment &moment, QPointF centre, double radius,
                     const QColor &colour, const Look &look);
// Level 2 of the zoom: name, layers, token with its ring, state word, memory.
void paintStillSmallCard(QPainter &painter, const core::Snapshot &snapshot,
                         const CardGeometry &card, const Look &look);
void paintMovingSmallCard(QPainter &painter, const core::Snapshot &snapshot,
                          const CardGeometry &card, const core::DeviceMoment &moment,
                          core::Nanos time, const Look &look);
// What the device has done since the start of the step; the strip spans the whole step.
void paintHistory(QPainter &painter, const core::Snapshot &snapshot, const QRectF &rect,
                  const core::DeviceMoment &moment, core::Nanos time, const Look &look);

} // namespace ui
