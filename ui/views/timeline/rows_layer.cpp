// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/views/timeline/rows_layer.h"

#include <QPainter>

#include <algorithm>

namespace ui {

namespace {

PixelColumns common(const PixelColumns &a, const PixelColumns &b)
{
    return {std::max(a.first, b.first), std::min(a.end, b.end)};
}

} // namespace

void RowsLayer::reset(const QRect &area, double pixelRatio)
{
    if (m_image.size() != area.size())
        m_image = QImage(area.size(), QImage::Format_RGB32);
    m_image.setDevicePixelRatio(pixelRatio);
    m_area = area;
    m_ratio = pixelRatio;
    m_turn = 0;
    m_there = {};
}

void RowsLayer::shift(int by, const PixelColumns &kept)
{
    const int width = m_area.width();
    if (width <= 0)
        return;
    m_turn = ((m_turn - by) % width + width) % width;
    const PixelColumns area{m_area.left(), m_area.left() + width};
    m_there = common(common({m_there.first + by, m_there.end + by}, kept), area);
    if (m_there.isEmpty())
        m_there = {};
}

std::vector<RowsLayer::Piece> RowsLayer::piecesOf(const PixelColumns &columns) const
{
    const PixelColumns cut = common(columns, {m_area.left(), m_area.left() + m_area.width()});
    if (cut.isEmpty())
        return {};
    const int width = m_area.width();
    const int begin = (cut.first - m_area.left() + m_turn) % width;
    const int before = std::min(cut.end - cut.first, width - begin); // the end of the image
    std::vector<Piece> pieces = {{{cut.first, cut.first + before}, begin}};
    if (cut.first + before < cut.end)
        pieces.push_back({{cut.first + before, cut.end}, 0});
    return pieces;
}

std::vector<PixelColumns> RowsLayer::missing(const PixelColumns &wanted) const
{
    std::vector<PixelColumns> parts;
    if (m_there.isEmpty())
        parts = {wanted};
    else
        parts = {{wanted.first, std::min(wanted.end, m_there.first)},
                 {std::max(wanted.first, m_there.end), wanted.end}};
    std::erase_if(parts, [](const PixelColumns &part) { return part.isEmpty(); });
    return parts;
}

void RowsLayer::fill(const PixelColumns &wanted,
                     const std::function<void(QPainter &, const PixelColumns &)> &paint)
{
    // One stretch: what lies between is painted as well.
    PixelColumns all = common(wanted, {m_area.left(), m_area.left() + m_area.width()});
    if (!m_there.isEmpty())
        all = {std::min(all.first, m_there.first), std::max(all.end, m_there.end)};
    for (const PixelColumns &part : missing(all)) {
        for (const Piece &piece : piecesOf(part)) {
            QPainter painter(&m_image);
            const int columns = piece.columns.end - piece.columns.first;
            painter.setClipRect(
                QRectF(piece.at / m_ratio, 0, columns / m_ratio, m_area.height() / m_ratio));
            painter.translate((piece.at - piece.columns.first) / m_ratio, -m_area.top() / m_ratio);
            paint(painter, piece.columns);
        }
    }
    m_there = all;
}

void RowsLayer::draw(QPainter &painter, const PixelColumns &columns) const
{
    for (const Piece &piece : piecesOf(columns)) {
        const int width = piece.columns.end - piece.columns.first;
        painter.drawImage(QRectF(piece.columns.first / m_ratio, m_area.top() / m_ratio,
                                 width / m_ratio, m_area.height() / m_ratio),
                          m_image, QRectF(piece.at, 0, width, m_area.height()));
    }
}

} // namespace ui
