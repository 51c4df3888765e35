// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/layout/timeline/timeline_layout.h"
#include "ui/paint/look.h"

#include <QImage>
#include <QRgb>

#include <array>

namespace ui {

// Strips of one picture, in device pixels. In rows of 6 px and more the kinds of work are stacked
// in the order of the legend, idle time on top, so that the area of each is its share of the time;
// lower rows show the mix of their light, weighted by time. Makes its colours once.
class StripImages
{
public:
    StripImages(const Look &look, double pixelRatio);

    // Work at and after momentX (logical) is faded.
    [[nodiscard]] QImage of(const TimelineStrip &strip, double momentX) const;
    // Of width columns of it, from first on.
    [[nodiscard]] QImage of(const TimelineStrip &strip, double momentX, int first, int width) const;

    struct Light
    {
        float red = 0;
        float green = 0;
        float blue = 0;

        void add(const Light &other, float share)
        {
            red += share * other.red;
            green += share * other.green;
            blue += share * other.blue;
        }
    };
    // Of each kind.
    using Codes = std::array<QRgb, kWorkClassCount>;
    using Lights = std::array<Light, kWorkClassCount>; // the same, linear

private:
    double m_lowestStack; // logical pixels
    double m_pixelRatio;
    Codes m_past;
    Codes m_future;
    Lights m_pastLights;
    Lights m_futureLights;
};

} // namespace ui
