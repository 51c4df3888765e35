// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/paint/look.h"

#include <vector>

class QCPLegend;

namespace ui {

constexpr double kLegendRow = 27; // logical pixels

// A legend of these graphs in as few rows as fit; of the few alone where those of all would leave
// little of the picture. Its wrap is then the number of rows.
void dressLegend(QCPLegend &legend, const std::vector<int> &all, const std::vector<int> &few,
                 const Look &look);

} // namespace ui
