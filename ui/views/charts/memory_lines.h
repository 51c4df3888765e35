// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/analysis/snapshot.h"
#include "ui/paint/look.h"

#include <QPainter>
#include <QString>

#include <vector>

namespace ui {

// The memory of all devices together: a line for each row of the trace, or of very many for the
// fullest one of each stage.
struct MemoryLine
{
    int row = 0;     // of the trace
    QString name;    // "GPU 3", "stage 4", "the slow GPU 613"
    double tint = 0; // place in the ramp of colours, 0 to 1
    bool fullest = false;
};
// The fullest one last, so that it is drawn over the others.
[[nodiscard]] std::vector<MemoryLine> memoryLines(const core::Snapshot &snapshot);
[[nodiscard]] QColor memoryLineColour(const MemoryLine &line, const Theme &theme);

// In one line: which colour is which device. Each by its name where all have room, else the
// fullest, and the others together from the first to the last.
struct MemoryKeyPart
{
    QString name;
    std::vector<MemoryLine> lines; // in the order of their colours
};
[[nodiscard]] std::vector<MemoryKeyPart> memoryKey(const std::vector<MemoryLine> &lines,
                                                   double width, const Look &look);
void paintMemoryLinesKey(QPainter &painter, const QRectF &rect,
                         const std::vector<MemoryLine> &lines, const Look &look);

// Where the value axis of memory ends and what it counts in, from the largest value and the
// capacity. A capacity far above everything is left out of it.
struct MemoryScale
{
    double top = 1; // bytes
    double divisor = 1e9;
    QString unit;
    bool showsCapacity = true;
};
[[nodiscard]] MemoryScale memoryScale(core::Bytes most, core::Bytes capacity, double headroom);

} // namespace ui
