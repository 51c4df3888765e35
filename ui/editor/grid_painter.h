// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/editor/editor_session.h"
#include "ui/editor/grid_layout.h"
#include "ui/paint/look.h"

#include <optional>

class QPainter;

namespace ui {

// What is painted of an order besides its visits.
struct EditorPicture
{
    const core::ScheduleOrder *order = nullptr;
    const core::OrderGrid *grid = nullptr;
    const std::vector<core::ReadyVisit> *ready = nullptr; // null: none are shown
    std::optional<core::VisitPlace> selected = {};
    bool hasFocus = false;
    const RefusedEdit *refused = nullptr;
    std::optional<QRectF> dropAt = {}; // where the visit that is dragged would stand
    double labelsAt = 0;               // the left edge of what is in sight
    bool isComparison = false;         // numbers alone, and no critical path
};

void paintEditorGrid(QPainter &painter, const EditorLayout &layout, const EditorPicture &picture,
                     const Look &look);

// "F", "B", "I", "W", "R"
[[nodiscard]] QString letterOf(core::Op op);

} // namespace ui
