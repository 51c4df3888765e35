// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/analysis/communication_moment.h"
#include "core/analysis/moment.h"
#include "ui/layout/scene/scene_layout.h"
#include "ui/paint/look.h"
#include "ui/words/scene_texts.h"

#include <QPainter>

namespace ui {

// One device of the scene. The still part changes only with snapshot, size and look; the moving
// part is painted over it for every moment.

void paintStillCard(QPainter &painter, const core::Snapshot &snapshot, const CardGeometry &card,
                    CardDetail detail, const Look &look);
// tells: also how much of the step it was busy, and when.
void paintMovingCard(QPainter &painter, const core::Snapshot &snapshot, const CardGeometry &card,
                     CardDetail detail, core::Nanos time, bool tells, const Look &look);

// Colour of what the device is at: forward, backward, sync, optimizer, problem; invalid: idle.
[[nodiscard]] QColor stateColour(const core::DeviceMoment &moment, const Theme &theme);
// The same for outlines: at least 3:1 on the surface.
[[nodiscard]] QColor edgeColour(const core::DeviceMoment &moment, const Theme &theme);
[[nodiscard]] QColor onStateColour(const core::DeviceMoment &moment, const Theme &theme);

// The longest text that fits.
[[nodiscard]] QString fittingText(const PillText &text, const QFont &font, double width);

// What fills the device, bottom to top; the scale is the larger of 1.12 x capacity and 1.04 x need.
void paintTank(QPainter &painter, const QRectF &rect, const core::MemoryParts &parts,
               core::Bytes capacity, core::Bytes need, const Look &look);

// Chunks A, B, C… of the gradient bucket on the ring, with the contributions that this ring
// position has summed up.
void paintChunks(QPainter &painter, const QRectF &rect, const core::CollectiveMoment &ring,
                 int position, const Look &look);

// How many contributions a ring position has of a chunk after this many steps of a ring all-reduce:
// n means the finished sum.
[[nodiscard]] int chunkContributions(int ringSize, int position, int chunk, int step);

} // namespace ui
