// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QBrush>
#include <QColor>
#include <QPainterPath>

#include <optional>

namespace ui {

// A ground with lines on it, laid in tiles from the painter's origin.
struct Texture
{
    enum class Kind { Hatch, Chevrons }; // 45-degree lines, rising to the right; small arrow heads

    Kind kind = Kind::Hatch;
    QColor ground;
    QColor lines;
    double scale = 1; // of the look
};

// As a brush: an image of one tile, for devices of this ratio.
[[nodiscard]] QBrush textureBrush(const Texture &texture, double devicePixelRatio);

// Device pixels to the side after which all textures of a scale repeat.
[[nodiscard]] int texturePeriod(double scale, double devicePixelRatio);

// The texture of a brush that was made above.
[[nodiscard]] std::optional<Texture> textureOf(const QBrush &brush);

// What the lines cover of a shape, as a path to be filled: for formats that scale. Shapes with
// curves are taken as polygons.
[[nodiscard]] QPainterPath textureLines(const Texture &texture, const QPainterPath &shape);

} // namespace ui
