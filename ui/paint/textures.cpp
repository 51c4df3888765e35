// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/paint/textures.h"

#include "ui/paint/cut_polygon.h"

#include <QCache>
#include <QPainter>
#include <QPixmap>
#include <QPixmapCache>

#include <algorithm>
#include <cmath>

namespace ui {
namespace {

// Logical pixels at scale 1.
constexpr double kHatchStep = 7;
constexpr double kHatchLine = 1.3;
constexpr double kChevronStep = 9;
constexpr double kChevronRow = 17;
constexpr double kChevronLine = 1.2;
constexpr double kChevronReach = 3.6;
constexpr int kMostKnown = 512; // brushes whose texture is remembered
// Device pixels of a tile. A painter copies one after the other: of a few pixels each, hatch takes
// several times as long as a plain colour.
constexpr int kWideTile = 256;

// Of tiles by the key of their image. A brush is asked about right after it was made.
QCache<qint64, Texture> &knownTextures()
{
    static QCache<qint64, Texture> known(kMostKnown);
    return known;
}

QSize tileSize(const Texture &texture, double ratio)
{
    const double unit = texture.scale * ratio;
    if (texture.kind == Texture::Kind::Chevrons)
        return {std::max(5, qRound(kChevronStep * unit)), std::max(8, qRound(kChevronRow * unit))};
    const int side = std::max(4, qRound(kHatchStep * unit));
    return {side, side};
}

QPen tilePen(const Texture &texture, double unit)
{
    if (texture.kind == Texture::Kind::Chevrons)
        return {texture.lines, std::max(1.0, kChevronLine * unit), Qt::SolidLine, Qt::RoundCap,
                Qt::RoundJoin};
    return {texture.lines, std::max(1.0, kHatchLine * unit), Qt::SolidLine, Qt::SquareCap};
}

QPolygonF chevron(const QPointF &centre, double unit)
{
    const double reach = kChevronReach * unit;
    return QPolygonF({{centre.x() - reach / 2, centre.y() - reach},
                      {centre.x() + reach / 2, centre.y()},
                      {centre.x() - reach / 2, centre.y() + reach}});
}

QPixmap tileOf(const Texture &texture, double ratio)
{
    const QSize size = tileSize(texture, ratio);
    QPixmap tile(size);
    tile.fill(texture.ground);
    QPainter painter(&tile);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(tilePen(texture, texture.scale * ratio));
    if (texture.kind == Texture::Kind::Chevrons) {
        painter.drawPolyline(
            chevron({size.width() / 2.0, size.height() / 2.0}, texture.scale * ratio));
        return tile;
    }
    const int side = size.width();
    for (const int shift : {-side, 0, side})
        painter.drawLine(QPointF(shift, side), QPointF(shift + side, 0));
    return tile;
}

// So many of them beside each other that a painter copies them at once.
QPixmap wideTileOf(const Texture &texture, double ratio)
{
    const QPixmap tile = tileOf(texture, ratio);
    QPixmap wide(std::max(1, kWideTile / tile.width()) * tile.width(), tile.height());
    QPainter(&wide).drawTiledPixmap(wide.rect(), tile);
    return wide;
}

// The strip between two of the lines x + y = constant, of each polygon.
void addStripe(QPainterPath &path, const QList<QPolygonF> &polygons, double middle, double width)
{
    const double half = width / 2 * std::sqrt(2.0);
    for (const QPolygonF &polygon : polygons) {
        const QPolygonF stripe =
            cutPolygon(cutPolygon(polygon, {1, 1, middle - half}), {-1, -1, -middle - half});
        if (stripe.size() > 2) {
            path.addPolygon(stripe);
            path.closeSubpath();
        }
    }
}

QPainterPath hatchLines(const Texture &texture, const QPainterPath &shape)
{
    const double step = tileSize(texture, 1).width();
    const double width = tilePen(texture, texture.scale).widthF();
    const QRectF area = shape.boundingRect();
    const QList<QPolygonF> polygons = shape.toFillPolygons();
    QPainterPath path;
    path.setFillRule(Qt::WindingFill);
    const double last = area.right() + area.bottom() + width;
    for (double at = std::floor((area.left() + area.top() - width) / step); at * step <= last; ++at)
        addStripe(path, polygons, at * step, width);
    return path;
}

QPainterPath chevronLines(const Texture &texture, const QPainterPath &shape)
{
    const QSizeF size = tileSize(texture, 1);
    const QPen pen = tilePen(texture, texture.scale);
    QPainterPathStroker stroker(pen);
    const QRectF area = shape.boundingRect();
    QPainterPath path;
    path.setFillRule(Qt::WindingFill);
    for (double y = std::floor(area.top() / size.height()); y * size.height() < area.bottom();
         ++y) {
        for (double x = std::floor(area.left() / size.width()); x * size.width() < area.right();
             ++x) {
            QPainterPath line;
            line.addPolygon(
                chevron({(x + 0.5) * size.width(), (y + 0.5) * size.height()}, texture.scale));
            const QPainterPath mark = stroker.createStroke(line);
            if (shape.contains(mark.boundingRect()))
                path.addPath(mark);
            else if (shape.intersects(mark.boundingRect()))
                path.addPath(mark.intersected(shape));
        }
    }
    return path;
}

} // namespace

int texturePeriod(double scale, double devicePixelRatio)
{
    const auto width = [&](Texture::Kind kind) {
        return tileSize({kind, {}, {}, scale}, devicePixelRatio).width();
    };
    return width(Texture::Kind::Hatch) * width(Texture::Kind::Chevrons);
}

QBrush textureBrush(const Texture &texture, double devicePixelRatio)
{
    const QString key = QStringLiteral("texture/%1/%2/%3/%4/%5")
                            .arg(static_cast<int>(texture.kind))
                            .arg(texture.ground.rgba())
                            .arg(texture.lines.rgba())
                            .arg(texture.scale)
                            .arg(devicePixelRatio);
    QPixmap tile;
    if (!QPixmapCache::find(key, &tile)) {
        tile = wideTileOf(texture, devicePixelRatio);
        QPixmapCache::insert(key, tile);
    }
    if (!knownTextures().contains(tile.cacheKey()))
        knownTextures().insert(tile.cacheKey(), new Texture(texture));
    QBrush brush(tile);
    // Tiles are made in device pixels and scaled back, so they stay sharp at fractional ratios.
    brush.setTransform(QTransform::fromScale(1 / devicePixelRatio, 1 / devicePixelRatio));
    return brush;
}

std::optional<Texture> textureOf(const QBrush &brush)
{
    if (brush.style() != Qt::TexturePattern)
        return {};
    const Texture *known = knownTextures().object(brush.texture().cacheKey());
    return known != nullptr ? std::optional(*known) : std::nullopt;
}

QPainterPath textureLines(const Texture &texture, const QPainterPath &shape)
{
    return texture.kind == Texture::Kind::Hatch ? hatchLines(texture, shape)
                                                : chevronLines(texture, shape);
}

} // namespace ui
