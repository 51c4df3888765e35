// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/paint/timeline/cell_band.h"

#include "ui/paint/vector_device.h"

#include <QPaintEngine>

#include <algorithm>
#include <cmath>
#include <cstring>

namespace ui {

namespace {

// Alpha of an edge that covers so much of a pixel.
int coverOf(double share)
{
    return std::clamp(static_cast<int>(share * 255 + 0.5), 0, 255);
}

// The colour as an edge over what is there, with its alpha.
QRgb over(QRgb below, QRgb colour, int cover)
{
    const auto mix = [&](int above, int under) {
        return (above * cover + under * (255 - cover) + 127) / 255;
    };
    return qRgba(mix(qRed(colour), qRed(below)), mix(qGreen(colour), qGreen(below)),
                 mix(qBlue(colour), qBlue(below)), mix(255, qAlpha(below)));
}

// By how much a round corner takes from a line of pixels that begins so far from the end: the mean
// over its height, by Gauss' rule of two points.
double takenBy(double radius, double fromEnd)
{
    constexpr double kPoint = 0.211324865; // (1 - 1 / sqrt 3) / 2
    const auto at = [radius](double place) {
        const double up = radius - place;
        return up <= 0 ? 0 : radius - std::sqrt(std::max(0.0, radius * radius - up * up));
    };
    return fromEnd >= radius ? 0 : (at(fromEnd + kPoint) + at(fromEnd + 1 - kPoint)) / 2;
}

} // namespace

bool CellBand::serves(const QPainter &painter, double pixelRatio)
{
    if (paintsVectors(painter) || painter.opacity() < 1 || painter.paintEngine() == nullptr ||
        painter.paintEngine()->type() != QPaintEngine::Raster)
        return false;
    const QTransform transform = painter.deviceTransform();
    return transform.type() <= QTransform::TxScale && transform.m11() == pixelRatio &&
           transform.m22() == pixelRatio && transform.dx() == std::round(transform.dx()) &&
           transform.dy() == std::round(transform.dy());
}

CellBand::CellBand(const QRectF &area, double pixelRatio)
    : m_left(static_cast<int>(std::floor(area.left() * pixelRatio))),
      m_top(static_cast<int>(std::lround(area.top() * pixelRatio))), m_ratio(pixelRatio)
{
    const int right = static_cast<int>(std::ceil(area.right() * pixelRatio));
    const int bottom = static_cast<int>(std::lround(area.bottom() * pixelRatio));
    m_size = QSize(std::max(0, right - m_left), std::max(0, bottom - m_top));
}

// Between the corners all lines are the same, and below they are as above: each is filled once.
QImage CellBand::image() const
{
    QImage image(m_size, QImage::Format_ARGB32_Premultiplied);
    image.fill(Qt::transparent);
    double largest = 0;
    for (const PlainFill &cell : m_cells)
        largest = std::max({largest, cell.radiusLeft * m_ratio, cell.radiusRight * m_ratio});
    const int height = image.height();
    const int middle = std::min((height - 1) / 2, static_cast<int>(std::ceil(largest)));
    for (int y = 0; y <= middle; ++y) {
        for (const PlainFill &cell : m_cells) {
            fillLine(image, y,
                     cell.rect.left() * m_ratio - m_left + takenBy(cell.radiusLeft * m_ratio, y),
                     cell.rect.right() * m_ratio - m_left - takenBy(cell.radiusRight * m_ratio, y),
                     cell.colour);
        }
    }
    for (int y = middle + 1; y < height; ++y)
        std::memcpy(image.scanLine(y), image.constScanLine(std::min(middle, height - 1 - y)),
                    static_cast<std::size_t>(image.width()) * sizeof(QRgb));
    return image;
}

void CellBand::fillLine(QImage &image, int y, double left, double right, QRgb colour)
{
    left = std::max(0.0, left);
    right = std::min<double>(image.width(), right);
    if (right <= left)
        return;
    auto *line = reinterpret_cast<QRgb *>(image.scanLine(y));
    const int first = static_cast<int>(left);
    const int last = static_cast<int>(right);
    if (first == last) {
        line[first] = over(line[first], colour, coverOf(right - left));
        return;
    }
    line[first] = over(line[first], colour, coverOf(first + 1 - left));
    std::fill(line + first + 1, line + last, colour | 0xFF000000U);
    if (right > last)
        line[last] = over(line[last], colour, coverOf(right - last));
}

void CellBand::drawOnto(QPainter &painter) const
{
    if (m_size.isEmpty() || m_cells.empty())
        return;
    painter.drawImage(QRectF(m_left / m_ratio, m_top / m_ratio, m_size.width() / m_ratio,
                             m_size.height() / m_ratio),
                      image(), QRectF(QPointF(0, 0), m_size));
}

} // namespace ui
