// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/paint/pixel_target.h"
#include "ui/paint/timeline/cell_fill.h"

#include <QImage>

#include <vector>

namespace ui {

// Fills cells of one row after the other into an image as wide as what is seen, which is then drawn
// at once: thousands of them one by one would take a painter ten times as long. Only for painters
// of pixels (paintsPixels()).
class CellBand
{
public:
    // Where cells may lie, logical; those of a row, which is on whole device pixels.
    CellBand(const QRectF &area, double pixelRatio);

    void fill(const PlainFill &cell) { m_cells.push_back(cell); }
    void drawOnto(QPainter &painter) const;
    void writeOnto(const PixelTarget &target) const; // to the same pixels

private:
    // Calls put(line, y) for each line of pixels from above, y counted from the top of the band.
    template <class Put>
    void makeLines(Put put) const;
    void fillLine(std::vector<QRgb> &line, double left, double right, QRgb colour) const;

    std::vector<PlainFill> m_cells;
    QSize m_size;   // device pixels
    int m_left = 0; // likewise
    int m_top = 0;
    double m_ratio = 1;
};

} // namespace ui
