// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/layout/timeline/timeline_layout.h"

#include <QImage>
#include <QRect>

#include <functional>
#include <vector>

class QPainter;

namespace ui {

// A picture of the rows whose columns lie in a ring: when the time in sight moves by whole pixels,
// all of it stays where it is in memory, and only what came into sight is painted. Columns are
// device pixels from the left edge of the view.
class RowsLayer
{
public:
    // Of this part of a view, in device pixels; nothing of it is painted yet.
    void reset(const QRect &area, double pixelRatio);
    // Columns are seen so much further to the right. Of what is painted, what is still in sight
    // then and within these columns stays.
    void shift(int by, const PixelColumns &kept);
    // Paints what of the columns is not there. paint is called for each part of them that is
    // missing, with a painter in the coordinates of the view that is cut to it.
    void fill(const PixelColumns &wanted,
              const std::function<void(QPainter &, const PixelColumns &)> &paint);
    void draw(QPainter &painter, const PixelColumns &columns) const;

private:
    struct Piece
    {
        PixelColumns columns;
        int at = 0; // column of the image
    };
    [[nodiscard]] std::vector<Piece> piecesOf(const PixelColumns &columns) const;
    [[nodiscard]] std::vector<PixelColumns> missing(const PixelColumns &wanted) const;

    QImage m_image;
    QRect m_area;
    double m_ratio = 1;
    int m_turn = 0;       // column of the image that shows the first one of the area
    PixelColumns m_there; // painted
};

} // namespace ui
