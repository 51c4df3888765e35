// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/layout/scene/square_colours.h"
#include "ui/paint/look.h"

#include <QBrush>
#include <QPainter>
#include <QPixmap>

#include <map>
#include <tuple>

namespace ui {

// Of a square with this key. Idle time is hatched and gradient sync has chevrons, so that neither
// relies on colour alone.
[[nodiscard]] QBrush squareBrush(ColourBy by, int key, const Look &look, double pixelRatio);
// The plain colour under it.
[[nodiscard]] QColor squareColour(ColourBy by, int key, const Theme &theme);

// Rounded boxes of few kinds, drawn a thousand times per picture: each kind is painted once and
// then copied. On anything but a raster image they are drawn one by one.
class SquareStamps
{
public:
    SquareStamps(QPainter &painter, const Look &look);
    [[nodiscard]] double pixelRatio() const { return m_ratio; }

    // kind tells boxes of the same size apart.
    struct Box
    {
        int kind = 0;
        QBrush fill;
        QColor outline = {};
        double width = 0; // of the outline
        double radius = 0;
    };
    void draw(const QRectF &rect, const Box &box);

private:
    void drawWhole(QPainter &painter, const QRectF &rect, const Box &box) const;

    QPainter &m_painter;
    double m_ratio = 1;
    bool m_copies = false;
    std::map<std::tuple<int, int, int>, QPixmap> m_made; // by kind, width and height
};

} // namespace ui
