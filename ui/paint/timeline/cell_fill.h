// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/layout/timeline/timeline_layout.h"
#include "ui/paint/look.h"

#include <QPainter>

#include <array>
#include <optional>

namespace ui {

enum class CellPhase : std::uint8_t { Past, Active, Future };

[[nodiscard]] CellPhase phaseOf(const TimelineCell &cell, core::Nanos moment);

// What of a cell is coloured: it leaves a gap to its neighbours.
[[nodiscard]] QRectF cellArea(const TimelineCell &cell, const Look &look);

// The background of recomputation: stripes over its own colour.
[[nodiscard]] QBrush recomputeBrush(const Look &look, double devicePixelRatio);

struct CellSplit
{
    CellPhase phase = CellPhase::Past;
    double at = 0; // x at which the moment cuts the cell
};
// Its shape in the colour of its work.
void fillCell(QPainter &painter, const TimelineCell &cell, const CellSplit &split,
              const Look &look);

// The fill of a cell that is a rectangle of one colour with round corners.
struct PlainFill
{
    QRectF rect;
    double radiusLeft = 0; // of the corners at this end
    double radiusRight = 0;
    QRgb colour = 0;
};
// The colours of all kinds, for thousands of cells.
struct PlainColours
{
    std::array<QRgb, kWorkClassCount> past{};
    std::array<QRgb, kWorkClassCount> future{};

    explicit PlainColours(const Theme &theme);
};
[[nodiscard]] std::optional<PlainFill> plainFill(const TimelineCell &cell, core::Nanos moment,
                                                 const Look &look, const PlainColours &colours);

} // namespace ui
