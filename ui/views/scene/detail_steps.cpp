// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/views/scene/detail_steps.h"

namespace ui {

namespace {

constexpr int kNotch = 120;
constexpr double kPinchStep = 1.3;

} // namespace

int DetailSteps::byWheel(int eighthsOfDegree)
{
    m_turned += eighthsOfDegree;
    const int steps = m_turned / kNotch;
    m_turned -= steps * kNotch;
    return steps;
}

int DetailSteps::byPinch(double factor)
{
    m_pinched *= factor;
    if (m_pinched < kPinchStep && m_pinched > 1 / kPinchStep)
        return 0;
    const int step = m_pinched > 1 ? 1 : -1;
    m_pinched = 1;
    return step;
}

} // namespace ui
