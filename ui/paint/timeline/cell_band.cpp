// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/paint/timeline/cell_band.h"

#include <QPainter>

#include <algorithm>
#include <cmath>
#include <cstdint>
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

// What a painter makes of a line of pixels (premultiplied) over an opaque one, to the bit.
void blendOver(QRgb *below, const QRgb *line, std::size_t count)
{
    constexpr std::uint64_t kChannels = 0x00FF'00FF'00FF'00FF; // of a pixel, each in 16 bits
    constexpr std::uint64_t kHalf = 0x0080'0080'0080'0080;
    for (std::size_t i = 0; i < count; ++i) {
        const auto clear = static_cast<std::uint64_t>(255 - qAlpha(line[i]));
        if (clear == 0) {
            below[i] = line[i];
        } else if (clear < 255) {
            std::uint64_t rest = (below[i] | std::uint64_t{below[i]} << 24) & kChannels;
            rest *= clear;
            rest = (rest + (rest >> 8 & kChannels) + kHalf) >> 8 & kChannels;
            below[i] = line[i] + static_cast<QRgb>(rest | rest >> 24);
        }
    }
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

CellBand::CellBand(const QRectF &area, double pixelRatio)
    : m_left(static_cast<int>(std::floor(area.left() * pixelRatio))),
      m_top(static_cast<int>(std::lround(area.top() * pixelRatio))), m_ratio(pixelRatio)
{
    const int right = static_cast<int>(std::ceil(area.right() * pixelRatio));
    const int bottom = static_cast<int>(std::lround(area.bottom() * pixelRatio));
    m_size = QSize(std::max(0, right - m_left), std::max(0, bottom - m_top));
}

// Between the corners all lines are the same, and below they are as above: each is filled once.
template <class Put>
void CellBand::makeLines(Put put) const
{
    std::vector<QRgb> line(static_cast<std::size_t>(m_size.width()));
    double largest = 0;
    for (const PlainFill &cell : m_cells)
        largest = std::max({largest, cell.radiusLeft * m_ratio, cell.radiusRight * m_ratio});
    const int height = m_size.height();
    const int middle = std::min((height - 1) / 2, static_cast<int>(std::ceil(largest)));
    for (int y = 0; y <= middle; ++y) {
        std::ranges::fill(line, 0);
        for (const PlainFill &cell : m_cells)
            fillLine(line,
                     cell.rect.left() * m_ratio - m_left + takenBy(cell.radiusLeft * m_ratio, y),
                     cell.rect.right() * m_ratio - m_left - takenBy(cell.radiusRight * m_ratio, y),
                     cell.colour);
        put(line, y);
        for (int below = middle + 1; below < height; ++below) {
            if (std::min(middle, height - 1 - below) == y)
                put(line, below);
        }
    }
}

void CellBand::fillLine(std::vector<QRgb> &line, double left, double right, QRgb colour) const
{
    left = std::max(0.0, left);
    right = std::min<double>(m_size.width(), right);
    if (right <= left)
        return;
    const auto first = static_cast<std::size_t>(left);
    const auto last = static_cast<std::size_t>(right);
    if (first == last) {
        line[first] = over(line[first], colour, coverOf(right - left));
        return;
    }
    line[first] = over(line[first], colour, coverOf(static_cast<double>(first) + 1 - left));
    std::fill(line.begin() + static_cast<std::ptrdiff_t>(first) + 1,
              line.begin() + static_cast<std::ptrdiff_t>(last), colour | 0xFF000000U);
    if (right > static_cast<double>(last))
        line[last] = over(line[last], colour, coverOf(right - static_cast<double>(last)));
}

void CellBand::drawOnto(QPainter &painter) const
{
    if (m_size.isEmpty() || m_cells.empty())
        return;
    QImage image(m_size, QImage::Format_ARGB32_Premultiplied);
    makeLines([&image](const std::vector<QRgb> &line, int y) {
        std::memcpy(image.scanLine(y), line.data(), line.size() * sizeof(QRgb));
    });
    painter.drawImage(QRectF(m_left / m_ratio, m_top / m_ratio, m_size.width() / m_ratio,
                             m_size.height() / m_ratio),
                      image, QRectF(QPointF(0, 0), m_size));
}

void CellBand::writeOnto(const PixelTarget &target) const
{
    const QRect seen = QRect(QPoint(m_left, m_top), m_size) & target.area();
    if (seen.isEmpty() || m_cells.empty())
        return;
    const auto first = static_cast<std::size_t>(seen.left() - m_left);
    const auto count = static_cast<std::size_t>(seen.width());
    makeLines([&](const std::vector<QRgb> &line, int y) {
        if (m_top + y >= seen.top() && m_top + y <= seen.bottom())
            blendOver(target.line(m_top + y) + seen.left(), line.data() + first, count);
    });
}

} // namespace ui
