// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/analysis/moment.h"
#include "ui/paint/look.h"

#include <QPainter>

namespace ui {

// In the panel beside the tiles: how full the memory of a device is, and of what.
void paintInspectorMemory(QPainter &painter, const QRectF &area, const core::Snapshot &snapshot,
                          const core::DeviceMoment &moment, const Look &look);

// Below it, as far as there is room: the parts of the memory and the reason of a wait, which goes
// first.
void paintInspectorRest(QPainter &painter, const QRectF &area, const core::MemoryParts &memory,
                        core::Bytes capacity, const QString &reason, const Look &look);

} // namespace ui
