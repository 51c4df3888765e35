// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/layout/scene/scene_layout.h"

namespace ui {

// How many cards fit on a line of the flow scene, and how large they are.

// Logical pixels above and below the cards or tiles.
constexpr double kSceneHeader = 42;
constexpr double kSceneBottom = 12;

// Space around the cards, and between them.
struct Frame
{
    QRectF area;
    double gap = 0;
    double lineGap = 0;
    double nodeName = 0; // height of what stands above the frame of a node
};

// How many cards fit on a line, and how large they are.
struct Grid
{
    int columns = 1;
    int lines = 1;
    double width = 0;
    double height = 0;
};

// Of the title, where there is one.
[[nodiscard]] double sceneTop(const SceneLayout &layout);

// Batch, loss and footer around the cards, and the room that is left for them.
void placeSides(SceneLayout &layout, Frame &frame);

// At the foot of the scene, where the cards leave it room: the sum that does not fit.
[[nodiscard]] QRectF lineOfSum(const SceneLayout &layout);

// There are several nodes, or one whose devices work as one.
[[nodiscard]] bool showsNodes(const core::Plan &plan);

// The finest detail that fits. Frames of nodes have names above them, unless the devices need that
// room for cards of their own.
[[nodiscard]] Grid gridWithNames(SceneLayout &layout, Frame &frame, const core::Plan &plan,
                                 int count);
// Cards of this detail whether they fit or not. The layout grows downwards as far as it takes.
[[nodiscard]] Grid forcedGrid(SceneLayout &layout, Frame &frame, CardDetail detail, int count,
                              int ranks);

} // namespace ui
