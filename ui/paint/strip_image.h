// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/layout/timeline/timeline_layout.h"
#include "ui/paint/look.h"
#include "ui/paint/stacked_columns.h"

#include <QImage>
#include <QRgb>

#include <array>
#include <memory>
#include <vector>

namespace ui {

// Strips of one picture, in device pixels. In rows of 6 px and more the kinds of work are stacked
// in the order of the legend, idle time on top, so that the area of each is its share of the time;
// lower rows show the mix of their light, weighted by time. Makes its colours once, and has one
// image for one strip after the other.
class StripImages
{
public:
    StripImages(const Look &look, double pixelRatio);

    // Work at and after momentX (logical) is faded.
    [[nodiscard]] QImage of(const TimelineStrip &strip, double momentX);
    // Of width columns of it, from first on.
    [[nodiscard]] QImage of(const TimelineStrip &strip, double momentX, int first, int width);
    // The same onto as many lines of pixels as it is high, from their column 0 on.
    void paint(const PixelLines &lines, const TimelineStrip &strip, double momentX, int first,
               int width) const;
    [[nodiscard]] int heightOf(const TimelineStrip &strip) const; // device pixels

    // Light of each channel.
    using Light = std::array<float, 3>;
    // Of each kind.
    using Codes = std::array<QRgb, kWorkClassCount>;
    using Lights = std::array<Light, kWorkClassCount>; // the same, linear

private:
    [[nodiscard]] QImage room(int width, int height);
    // Of the image; of the next one as well, once that is gone.
    using Memory = std::vector<QRgb>;

    double m_lowestStack; // logical pixels
    double m_pixelRatio;
    Codes m_past;
    Codes m_future;
    Lights m_pastLights;
    Lights m_futureLights;
    std::shared_ptr<Memory> m_memory;
};

} // namespace ui
