// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/paint/patch_sprites.h"

#include <QCache>
#include <QImage>
#include <QPaintEngine>

namespace ui {

namespace {

constexpr int kMostSpriteBytes = 4 << 20;
constexpr int kReach = 5; // below the frame, for its shadow

QPixmap makeSprite(int corner, const std::function<void(QPainter &, const QRectF &)> &draw)
{
    const int side = 2 * corner + 1;
    QPixmap pixmap(side, side + kReach);
    pixmap.fill(Qt::transparent);
    QPainter painter(&pixmap);
    draw(painter, QRectF(0, 0, side, side));
    return pixmap;
}

// What lies between two corners: lines of one colour each, the last one as wide as it takes.
// across: lines run from left to right.
void fillSide(QPainter &painter, const QImage &sprite, const QRect &source, const QRect &target,
              bool across)
{
    const int lines = across ? source.height() : source.width();
    const auto colourOf = [&](int line) {
        return across ? sprite.pixelColor(source.left(), source.top() + line)
                      : sprite.pixelColor(source.left() + line, source.top());
    };
    for (int begin = 0; begin < lines;) {
        const QColor colour = colourOf(begin);
        int end = begin + 1;
        while (end < lines && colourOf(end) == colour)
            ++end;
        const int last = end == lines ? (across ? target.height() : target.width()) : end;
        if (colour.alpha() > 0)
            painter.fillRect(
                across ? QRect(target.left(), target.top() + begin, target.width(), last - begin)
                       : QRect(target.left() + begin, target.top(), last - begin, target.height()),
                colour);
        begin = end;
    }
}

void drawPatches(QPainter &painter, const QRect &area, int corner, const QPixmap &sprite)
{
    const int bottom = corner + kReach;
    const int right = area.left() + area.width() - corner;
    const int below = area.top() + area.height() - corner;
    const QPoint corners[] = {
        area.topLeft(), {right, area.top()}, {area.left(), below}, {right, below}};
    const QRect sources[] = {{0, 0, corner, corner},
                             {corner + 1, 0, corner, corner},
                             {0, corner + 1, corner, bottom},
                             {corner + 1, corner + 1, corner, bottom}};
    for (int i = 0; i < 4; ++i)
        painter.drawPixmap(corners[i], sprite, sources[i]);
    const QImage image = sprite.toImage();
    const int width = area.width() - 2 * corner;
    const int height = area.height() - 2 * corner;
    fillSide(painter, image, {corner, 0, 1, corner},
             {area.left() + corner, area.top(), width, corner}, true);
    fillSide(painter, image, {corner, corner + 1, 1, bottom},
             {area.left() + corner, below, width, bottom}, true);
    const QRect middle(area.left() + corner, area.top() + corner, width, height);
    fillSide(painter, image, {0, corner, corner, 1}, {area.left(), middle.top(), corner, height},
             false);
    fillSide(painter, image, {corner, corner, 1, 1}, middle, true);
    fillSide(painter, image, {corner + 1, corner, corner, 1}, {right, middle.top(), corner, height},
             false);
}

} // namespace

size_t qHash(const PatchKey &key, size_t seed)
{
    return qHashMulti(seed, key.radius, key.width, key.fill, key.outline, key.shadow);
}

bool drawFromCorners(QPainter &painter, const QRectF &rect, int corner, const PatchKey &key,
                     const std::function<void(QPainter &, const QRectF &)> &draw)
{
    const QTransform transform = painter.deviceTransform();
    const QRectF placed = rect.translated(transform.dx(), transform.dy());
    const bool plain = transform.type() <= QTransform::TxTranslate &&
                       placed == QRectF(placed.toRect()) && painter.opacity() == 1 &&
                       painter.paintEngine() != nullptr &&
                       painter.paintEngine()->type() == QPaintEngine::Raster;
    const bool large = rect.width() > 2 * corner && rect.height() > 2 * corner;
    if (!plain || !large)
        return false;
    static QCache<PatchKey, QPixmap> sprites(kMostSpriteBytes);
    const QPixmap *sprite = sprites.object(key);
    if (sprite == nullptr) {
        auto *made = new QPixmap(makeSprite(corner, draw));
        sprites.insert(key, made, made->width() * made->height() * 4);
        sprite = made;
    }
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing, false);
    painter.setRenderHint(QPainter::SmoothPixmapTransform, false);
    painter.translate(rect.topLeft());
    drawPatches(painter, QRect(QPoint(0, 0), rect.size().toSize()), corner, *sprite);
    painter.restore();
    return true;
}

} // namespace ui
