// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/paint/work_colours.h"

#include "ui/paint/theme.h"

namespace ui {

namespace {

struct WorkColours
{
    QColor Theme::*fill;
    QColor Theme::*on; // none: whichever reads better
    QColor Theme::*edge;
};

// In the order of WorkClass.
constexpr WorkColours kWorkColours[kWorkClassCount] = {
    {&Theme::forward, &Theme::onForward, &Theme::forward},
    {&Theme::recompute, nullptr, &Theme::forward},
    {&Theme::backward, &Theme::onBackward, &Theme::backwardEdge},
    {&Theme::weightGrad, nullptr, &Theme::backwardEdge},
    {&Theme::sync, &Theme::onSync, &Theme::sync},
    {&Theme::optimizer, nullptr, &Theme::optimizer},
    {&Theme::memActs, nullptr, &Theme::memActs},
    {&Theme::memWeights, nullptr, &Theme::memWeights},
    {&Theme::memOptim, nullptr, &Theme::memOptim},
    {&Theme::memBuffers, nullptr, &Theme::memBuffers},
    {&Theme::idle, nullptr, &Theme::idle},
};

const WorkColours &coloursOf(WorkClass work)
{
    return kWorkColours[static_cast<std::size_t>(work)];
}

} // namespace

QColor workColour(WorkClass work, const Theme &theme)
{
    return theme.*coloursOf(work).fill;
}

QColor onWorkColour(WorkClass work, const Theme &theme)
{
    const WorkColours &colours = coloursOf(work);
    return colours.on ? theme.*colours.on : textOn(theme.*colours.fill);
}

QColor workEdgeColour(WorkClass work, const Theme &theme)
{
    return theme.*coloursOf(work).edge;
}

} // namespace ui
