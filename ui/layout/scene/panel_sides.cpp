// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/layout/scene/panel_sides.h"

#include "ui/layout/scene/scene_grid.h"

#include <algorithm>

namespace ui {
namespace {

// Logical pixels.
constexpr double kSide = 14;
constexpr double kPanelGap = 14;
constexpr double kKey = 20;
constexpr double kColourChoice = 330; // with its name
constexpr double kPanelHeight = 150;  // at least
constexpr double kWithPanel = 700;    // width of the scene

} // namespace

QRectF besidePanel(const SceneLayout &layout)
{
    const double s = layout.scale;
    const double beside = layout.inspector.isEmpty() ? 0 : layout.inspector.width() + kPanelGap * s;
    const double bottom = layout.overflows ? lineOfSum(layout).top() - 2 * s : layout.key.top();
    const double top = sceneTop(layout);
    return {kSide * s, top, layout.size.width() - 2 * kSide * s - beside, bottom - top};
}

void placeKey(SceneLayout &layout)
{
    const double s = layout.scale;
    layout.footer = layout.overflows ? lineOfSum(layout) : QRectF();
    layout.key = QRectF(layout.header.left(), layout.size.height() - (kKey + 7) * s,
                        layout.header.width(), kKey * s);
    if (layout.extent == SceneExtent::Devices) { // beside a legend of its own
        layout.key.setTop(layout.key.bottom());
        return;
    }
    layout.colourChoice = layout.header;
    layout.colourChoice.setLeft(
        std::max(layout.header.left(), layout.header.right() - kColourChoice * s));
}

QRectF panelArea(SceneLayout layout, double width)
{
    const double s = layout.scale;
    layout.inspector = {};
    const QRectF area = besidePanel(layout);
    if (width <= 0 || area.width() < kWithPanel * s || area.height() < kPanelHeight * s)
        return {};
    return {area.right() - width * s, area.top(), width * s, area.height() - 4 * s};
}

} // namespace ui
