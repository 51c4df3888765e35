// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QPoint>
#include <QRect>
#include <QRectF>
#include <QRgb>

#include <cstddef>
#include <optional>

class QPainter;

namespace ui {

// A painter of pixels, as they are seen, whose pixels are those of this ratio.
[[nodiscard]] bool paintsPixels(const QPainter &painter, double pixelRatio);

// The pixels that a painter paints on, to be written without it: thousands of columns of colour
// need no image that is then copied, and several threads may write rows of their own. Valid while
// the painter stays as it is.
class PixelTarget
{
public:
    // Nothing: the painter wants shapes, its pixels are not those of the ratio or not of 32 bits,
    // or what it may paint on is no rectangle.
    [[nodiscard]] static std::optional<PixelTarget> of(const QPainter &painter, double pixelRatio);

    // What may be written. Here and below in device pixels from the origin of the painter.
    [[nodiscard]] QRect area() const { return m_area; }
    [[nodiscard]] QRgb *line(int y) const { return m_origin + y * m_stride; }
    [[nodiscard]] qsizetype stride() const { return m_stride; } // pixels

    // These logical pixels; nothing: they do not lie on whole device pixels from top to bottom.
    [[nodiscard]] std::optional<QRect> pixelsOf(const QRectF &rect) const;

private:
    QRgb *m_origin = nullptr;
    qsizetype m_stride = 0;
    QRect m_area;
    double m_ratio = 1;
};

// How many of so many pieces one thread takes at once where several share them: as many as are
// worth to wake another one for. The pieces are of all that is seen of so many rows.
[[nodiscard]] std::size_t sharedPart(std::size_t pieces, std::size_t rows,
                                     const PixelTarget &target);

} // namespace ui
