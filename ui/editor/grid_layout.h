// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/editor/order_edit.h"
#include "core/editor/order_grid.h"
#include "core/editor/ready_visits.h"

#include <QRectF>
#include <QSizeF>

#include <vector>

namespace ui {

// Where the visits of an order lie on its grid, in pixels. The names of the ranks stand before it.
struct EditorLayout
{
    struct Cell
    {
        core::VisitPlace place;
        QRectF area;
    };
    struct Row
    {
        QRectF label;
        QRectF track; // all of its time
        std::vector<Cell> cells;
        std::vector<QRectF> idle; // up to its last visit
    };
    struct Ghost
    {
        std::size_t ready = 0; // index
        int rank = 0;
        QRectF area;
    };
    struct Mark
    {
        double x = 0;
        std::int64_t units = 0;
    };

    std::vector<Row> rows;
    std::vector<Ghost> ghosts;
    std::vector<Mark> marks; // of the axis
    double labelWidth = 0;
    double axisHeight = 0;
    double perTick = 0; // pixels
    QSizeF size;        // of all of it

    [[nodiscard]] double xOf(std::int64_t ticks) const
    {
        return labelWidth + static_cast<double>(ticks) * perTick;
    }
    [[nodiscard]] const Cell *cellAt(QPointF position) const;
    [[nodiscard]] const Ghost *ghostAt(QPointF position) const;
    [[nodiscard]] const Cell *cellOf(core::VisitPlace place) const;
    // Before which visit of a rank something stands that is dropped at this x.
    [[nodiscard]] std::size_t indexAt(int rank, double x) const;
};

struct EditorLayoutRequest
{
    QSizeF room; // to fill where there is enough of it
    double scale = 1;
    double rowPitch = 56; // logical, at most
    double rowGap = 12;
    bool hasAxis = true;
    std::int64_t ticksShown = 0; // at least
};

[[nodiscard]] EditorLayout layoutEditor(const core::ScheduleOrder &order,
                                        const core::OrderGrid &grid,
                                        const std::vector<core::ReadyVisit> &ready,
                                        const EditorLayoutRequest &request);

} // namespace ui
