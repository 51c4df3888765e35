// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/layout/timeline/busy_bars.h"
#include "ui/paint/look.h"

#include <QPainter>
#include <QString>

#include <optional>

namespace ui {

constexpr double kLowestBusyRow = 24; // logical pixels at scale 1

// Where the bars lie in a picture of this size; rows that do not fit at the smallest height scroll.
struct BusyPlacement
{
    double rowHeight = 0;
    double contentHeight = 0;
};
[[nodiscard]] BusyPlacement placeBusyBars(int count, const QSizeF &size, const Look &look);

// All visible bars with name and share; scroll in pixels.
void paintBusyBars(QPainter &painter, const std::vector<BusyBar> &bars, const QSizeF &size,
                   double scroll, std::optional<int> selectedDevice, const Look &look);

// Every part with its time and share, one per line.
[[nodiscard]] QString busyBarText(const BusyBar &bar);

// The background of idle time caused by a link or a slow GPU.
[[nodiscard]] QBrush blamedBrush(const Look &look, double devicePixelRatio);

} // namespace ui
