// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace ui {

// Gathers the small turns of a wheel and the small moves of a pinch until they make a step.
class DetailSteps
{
public:
    // Whole steps that this turn completes; positive: more detail. One notch is 120 eighths.
    [[nodiscard]] int byWheel(int eighthsOfDegree);
    [[nodiscard]] int byPinch(double factor);

private:
    int m_turned = 0;
    double m_pinched = 1;
};

} // namespace ui
