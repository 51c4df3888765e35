// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/paint/look.h"

#include <QRectF>
#include <QString>

#include <optional>

class QPainter;

namespace ui {

constexpr double kSliderHeight = 40; // logical pixels

// Everything that a slider shows.
struct SliderPicture
{
    Look look;
    QSizeF size;
    bool reversed = false; // right to left
    bool enabled = true;
    bool active = false; // dragged, or hovered on its handle
    bool typing = false; // an editor covers the value
    bool emphasised = false;
    QString label;
    QString value;
    QString former;                       // "was 8"; empty: nothing
    QString refusal;                      // shown in place of the groove
    double position = 0;                  // of the handle along the groove, 0 to 1
    std::optional<double> formerPosition; // of the outline of the former handle
    std::optional<double> pinnedPosition; // of a tick: what it is compared with
};

[[nodiscard]] QRectF sliderHandle(const SliderPicture &slider, double position);
[[nodiscard]] QRectF sliderValue(const SliderPicture &slider);
// The refusal, or where that is too long for its line, what to do: its number was typed just now,
// and the tip says all.
[[nodiscard]] QString shownRefusal(const SliderPicture &slider);
void paintSlider(QPainter &painter, const SliderPicture &slider);

} // namespace ui
