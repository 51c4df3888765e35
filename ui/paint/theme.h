// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QColor>

namespace ui {

enum class ThemeId { System, Light, Dark, HighContrast, Print };

// The colour tokens of the program (resources hold none of their own). Names follow their use.
struct Theme
{
    bool dark = false;
    bool flat = false;    // no shadows, no soft fills: high contrast and print
    double lineWidth = 1; // logical pixels of card outlines
    QColor bg, surface, surface2;
    QColor line, line2, line3;
    QColor text1, text2, text3;
    QColor accent, accentSoft, onAccent;
    QColor forward, onForward, recompute, backward, onBackward, backwardEdge, weightGrad;
    QColor sync, onSync, optimizer;
    QColor idle, idleHatch;
    QColor problem, onProblem, problemSoft, problemText;
    QColor memWeights, memGrads, memOptim, memActs, memBuffers;
};

// System is resolved by the caller (see ThemeWatcher); here it means Light.
[[nodiscard]] const Theme &themeOf(ThemeId id);

// Ordered ramp of the micro-batches: index of count (0-based).
[[nodiscard]] QColor microBatchColour(int index, int count);
// White or near-black, whichever reads better on the colour (relative luminance <= 0.22: white).
[[nodiscard]] QColor textOn(const QColor &background);
// The colour, in a dark theme so light that it stands out from the surface (3:1).
[[nodiscard]] QColor visibleOn(const Theme &theme, const QColor &colour);
// Work after the playhead: blended 62 % towards the surface.
[[nodiscard]] QColor faded(const QColor &colour, const Theme &theme);
[[nodiscard]] QColor mixed(const QColor &a, const QColor &b, double share);
// WCAG contrast ratio of two opaque colours, 1 to 21.
[[nodiscard]] double contrastRatio(const QColor &a, const QColor &b);

} // namespace ui
