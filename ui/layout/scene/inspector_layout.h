// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QRectF>

#include <vector>

namespace ui {

// Where the parts of the panel beside the tiles lie. It depends on the scenario alone and not on
// the moment, so that nothing jumps while a step is played.

struct InspectorNeeds
{
    int devices = 1;      // of the tile
    int messageLines = 0; // of what is wrong with one of them; 0: nothing
};

struct InspectorLayout
{
    QRectF title;
    QRectF where;
    QRectF state;             // empty: no room, with the next one
    QRectF measure;           // what the bars are of
    std::vector<QRectF> rows; // as many devices as there is room for, column by column
    QRectF more;              // says how many are left out; empty: none
    QRectF message;           // a box; empty: nothing is wrong
    QRectF memory;            // of the chosen device; empty: no room
    QRectF rest;              // for what may be left out
    bool twoColumns = false;
};

[[nodiscard]] InspectorLayout layoutInspector(const QRectF &panel, double scale,
                                              const InspectorNeeds &needs);

// Which of the devices of a tile are shown: all if there is room, else the slow and the chosen one,
// then the first ones. Ascending indices.
struct InspectorChoice
{
    int count = 1;         // of all
    int room = 1;          // rows
    std::vector<int> must; // indices, most important first
};
[[nodiscard]] std::vector<int> inspectorRows(const InspectorChoice &choice);

} // namespace ui
