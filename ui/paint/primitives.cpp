// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/paint/primitives.h"

#include "ui/paint/icons.h"
#include "ui/paint/patch_sprites.h"
#include "ui/paint/textures.h"
#include "ui/paint/token_text.h"
#include "ui/paint/vector_device.h"

#include <QCache>
#include <QPainterPath>
#include <QPixmapCache>

#include <algorithm>
#include <cmath>

namespace ui {

namespace {

double deviceRatio(const QPainter &painter)
{
    return painter.device() != nullptr ? painter.device()->devicePixelRatioF() : 1.0;
}

QPainterPath tokenPath(TokenShape shape, const QPointF &centre, double radius)
{
    QPainterPath path;
    const double x = centre.x();
    const double y = centre.y();
    switch (shape) {
    case TokenShape::Circle:
        path.addEllipse(centre, radius, radius);
        break;
    case TokenShape::Diamond: {
        // The same area as a circle of this radius, so that it looks right beside one.
        const double reach = radius * 1.2;
        path.addPolygon(
            QPolygonF({{x, y - reach}, {x + reach, y}, {x, y + reach}, {x - reach, y}}));
        path.closeSubpath();
        break;
    }
    case TokenShape::Square: {
        const double half = radius * 0.92;
        path.addRoundedRect(QRectF(x - half, y - half, 2 * half, 2 * half), half * 0.42,
                            half * 0.42);
        break;
    }
    }
    return path;
}

struct TokenSprite
{
    double radius = 0;
    TokenShape shape = TokenShape::Circle;
    QColor fill;
    QColor rim;
    QString text;
    QFont font;
    double textPixels = 0;
    double ratio = 1;
};

// What a sprite looks like, in a form that is quick to compare: a frame draws thousands.
struct TokenKey
{
    int halfPixels;
    int shape;
    QRgb fill;
    QRgb rim;
    int ratio64;
    QString text;

    bool operator==(const TokenKey &) const = default;
};

size_t qHash(const TokenKey &key, size_t seed)
{
    return qHashMulti(seed, key.halfPixels, key.shape, key.fill, key.rim, key.ratio64, key.text);
}

constexpr int kMostSpriteBytes = 16 << 20;
constexpr double kShadowDrop = 1.5; // logical pixels
// As a card title at 100 %, so that no font is loaded for tokens alone.
constexpr int kTokenFontPixels = 15;
constexpr double kLeastTokenPixels = 6; // smaller numbers are not read

// In high contrast a colour on which neither black nor white reads well is made lighter.
QColor tokenFill(const Theme &theme, const QColor &wanted)
{
    constexpr double kRead = 4.5;
    constexpr double kStep = 0.05;
    QColor fill = visibleOn(theme, wanted);
    while (theme.flat && theme.dark && contrastRatio(textOn(fill), fill) < kRead)
        fill = mixed(fill, theme.text1, kStep);
    return fill;
}

void paintToken(QPainter &painter, const QPointF &centre, const TokenSprite &token)
{
    painter.setRenderHint(QPainter::Antialiasing);
    const double rim = std::clamp(token.radius * 0.12, 0.75, 2.0);
    painter.setPen(QPen(token.rim, rim, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    painter.setBrush(token.fill);
    painter.drawPath(tokenPath(token.shape, centre, token.radius - rim / 2));
    if (token.text.isEmpty())
        return;
    // One font, scaled: loading one for every size takes longer than all the rest.
    const double scale = token.textPixels / kTokenFontPixels;
    const double reach = token.radius * 1.2 + 2;
    painter.save();
    painter.translate(centre);
    painter.scale(scale, scale);
    painter.setFont(token.font);
    painter.setPen(textOn(token.fill));
    painter.drawText(QRectF(-reach, -reach, 2 * reach, 2 * reach),
                     Qt::AlignCenter | Qt::TextDontClip, token.text);
    painter.restore();
}

QPixmap makeTokenSprite(const TokenSprite &token)
{
    const int pixels = 2 * static_cast<int>(std::ceil((token.radius * 1.2 + 2) * token.ratio));
    QPixmap pixmap(pixels, pixels);
    pixmap.setDevicePixelRatio(token.ratio);
    pixmap.fill(Qt::transparent);
    QPainter painter(&pixmap);
    const double middle = pixels / token.ratio / 2;
    paintToken(painter, {middle, middle}, token);
    return pixmap;
}

void drawRoundedWhole(QPainter &painter, const QRectF &rect, double radius, const QColor &fill,
                      const QColor &outline, double width)
{
    painter.setRenderHint(QPainter::Antialiasing);
    const double inset = outline.isValid() ? width / 2 : 0;
    painter.setPen(outline.isValid() ? QPen(outline, width) : QPen(Qt::NoPen));
    painter.setBrush(fill.isValid() ? QBrush(fill) : QBrush(Qt::NoBrush));
    const double inner = std::max(0.0, radius - inset);
    painter.drawRoundedRect(rect.adjusted(inset, inset, -inset, -inset), inner, inner);
}

QRgb keyOf(const QColor &colour)
{
    return colour.isValid() ? colour.rgba() : 0;
}

} // namespace

void drawRounded(QPainter &painter, const QRectF &rect, double radius, const QColor &fill,
                 const QColor &outline, double width)
{
    const auto whole = [&](QPainter &on, const QRectF &area) {
        drawRoundedWhole(on, area, radius, fill, outline, width);
    };
    const int corner = static_cast<int>(std::ceil(std::max(radius, width))) + 1;
    const PatchKey key{radius, outline.isValid() ? width : 0, keyOf(fill), keyOf(outline), 0};
    if (!drawFromCorners(painter, rect, corner, key, whole))
        whole(painter, rect);
}

void drawCard(QPainter &painter, const QRectF &rect, const Look &look, const QColor &outline,
              double logicalWidth)
{
    const double radius = look.px(kCardRadius);
    const double width = look.px(std::max(logicalWidth, look.theme.lineWidth));
    const QColor line = outline.isValid() ? outline : look.theme.line;
    QColor shadow(0x14, 0x18, 0x1F, look.theme.dark ? 70 : 26);
    if (look.theme.flat)
        shadow = QColor(); // {} would be the first of the global colours, which is white
    const auto whole = [&](QPainter &on, const QRectF &area) {
        if (shadow.isValid())
            drawRoundedWhole(on, area.translated(0, look.px(kShadowDrop)), radius, shadow, {}, 0);
        drawRoundedWhole(on, area, radius, look.theme.surface, line, width);
    };
    const int corner = static_cast<int>(std::ceil(radius + look.px(kShadowDrop))) + 1;
    const PatchKey key{radius, width, keyOf(look.theme.surface), keyOf(line), keyOf(shadow)};
    if (!drawFromCorners(painter, rect, corner, key, whole))
        whole(painter, rect);
}

void drawOutline(QPainter &painter, const QRectF &rect, double radius, const QColor &colour,
                 double width)
{
    if (paintsVectors(painter))
        return drawRounded(painter, rect, radius, {}, colour, width);
    const double ratio = deviceRatio(painter);
    const QString key = QStringLiteral("outline/%1/%2/%3/%4/%5/%6")
                            .arg(rect.width())
                            .arg(rect.height())
                            .arg(radius)
                            .arg(width)
                            .arg(ratio)
                            .arg(colour.rgba());
    QPixmap sprite;
    if (!QPixmapCache::find(key, &sprite)) {
        sprite = QPixmap((rect.size() * ratio).toSize());
        sprite.setDevicePixelRatio(ratio);
        sprite.fill(Qt::transparent);
        QPainter onSprite(&sprite);
        drawRounded(onSprite, QRectF(QPointF(), rect.size()), radius, {}, colour, width);
        onSprite.end();
        QPixmapCache::insert(key, sprite);
    }
    painter.drawPixmap(rect.topLeft(), sprite);
}

void drawFocusRing(QPainter &painter, const QRectF &rect, double radius, const Look &look)
{
    if (!look.interactive)
        return;
    const double width = look.px(3);
    const double out = look.px(2) + width;
    drawRounded(painter, rect.adjusted(-out, -out, out, out), radius + out, {}, look.theme.accent,
                width);
}

QBrush hatchBrush(const QColor &background, const QColor &lines, const Look &look,
                  double devicePixelRatio)
{
    return textureBrush({Texture::Kind::Hatch, background, lines, look.scale}, devicePixelRatio);
}

QBrush idleHatchBrush(const Look &look, double devicePixelRatio)
{
    return hatchBrush(look.theme.idle, look.theme.idleHatch, look, devicePixelRatio);
}

QBrush syncBrush(const QColor &background, const Look &look, double devicePixelRatio)
{
    const QColor lines = mixed(background, look.theme.onSync, 0.42);
    return textureBrush({Texture::Kind::Chevrons, background, lines, look.scale}, devicePixelRatio);
}

void drawToken(QPainter &painter, const QPointF &centre, double radius, TokenShape shape,
               const QColor &wanted, const QString &number, const Look &look)
{
    static QCache<TokenKey, QPixmap> sprites(kMostSpriteBytes);
    const QColor fill = tokenFill(look.theme, wanted);
    const double ratio = deviceRatio(painter);
    // Half-pixel steps of the radius keep the number of sprites small while cards resize.
    const double size = std::max(1.0, std::round(radius * 2) / 2);
    const double pixels = tokenTextPixels(size, shape, number.size());
    const QString text = pixels < kLeastTokenPixels ? QString() : number; // a speck is no number
    const auto token = [&] {
        QFont font = look.font(TextRole::Small);
        font.setPixelSize(kTokenFontPixels);
        font.setWeight(QFont::Bold);
        return TokenSprite{size, shape, fill, look.theme.surface, text, font, pixels, ratio};
    };
    if (paintsVectors(painter))
        return paintToken(painter, centre, token());
    const TokenKey key{static_cast<int>(size * 2), static_cast<int>(shape),      fill.rgba(),
                       look.theme.surface.rgba(),  static_cast<int>(ratio * 64), text};
    const QPixmap *sprite = sprites.object(key);
    if (sprite == nullptr) {
        auto *made = new QPixmap(makeTokenSprite(token()));
        sprites.insert(key, made, made->width() * made->height() * 4);
        sprite = made;
    }
    const QSizeF area = sprite->deviceIndependentSize();
    painter.drawPixmap(centre - QPointF(area.width() / 2, area.height() / 2), *sprite);
}

void drawHalo(QPainter &painter, const QPointF &centre, double radius, TokenShape shape,
              const QColor &colour)
{
    QColor soft = colour;
    soft.setAlphaF(0.28F);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(soft);
    painter.drawPath(tokenPath(shape, centre, radius * 1.38));
}

void drawPill(QPainter &painter, const QRectF &rect, PillStyle style, const QColor &colour,
              const QColor &textColour, const QString &text, const QFont &font)
{
    painter.setRenderHint(QPainter::Antialiasing);
    const bool dashed = style == PillStyle::Dashed;
    QPen pen = dashed ? QPen(colour, std::max(1.0, rect.height() / 20)) : QPen(Qt::NoPen);
    if (dashed)
        pen.setDashPattern({3.5, 3});
    painter.setPen(pen);
    painter.setBrush(dashed ? QBrush(Qt::NoBrush) : QBrush(colour));
    const double inset = dashed ? pen.widthF() / 2 : 0;
    const QRectF body = rect.adjusted(inset, inset, -inset, -inset);
    painter.drawRoundedRect(body, body.height() / 2, body.height() / 2);
    painter.setFont(font);
    painter.setPen(textColour);
    const QFontMetricsF metrics(font);
    const double room = rect.width() - rect.height() * 0.5;
    const bool fits = metrics.horizontalAdvance(text) <= room;
    painter.drawText(rect, Qt::AlignCenter,
                     fits ? text : metrics.elidedText(text, Qt::ElideRight, room));
}

void drawBar(QPainter &painter, const QRectF &rect, double share, const QBrush &fill,
             const QColor &track)
{
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    const double radius = rect.height() / 2;
    painter.setBrush(track);
    painter.drawRoundedRect(rect, radius, radius);
    const double width = rect.width() * std::clamp(share, 0.0, 1.0);
    if (width <= 0)
        return;
    // Cut from the full pill, so that a small share keeps the round end of the track.
    QPainterPath whole;
    whole.addRoundedRect(rect, radius, radius);
    QPainterPath filled;
    filled.addRoundedRect(
        QRectF(rect.left(), rect.top(), std::max(width, rect.height()), rect.height()), radius,
        radius);
    QPainterPath cut;
    cut.addRect(QRectF(rect.left(), rect.top(), width, rect.height()));
    painter.setBrush(fill);
    painter.drawPath(width < rect.height() ? whole.intersected(cut) : filled);
}

void drawIcon(QPainter &painter, const QRectF &rect, const QString &name, const QColor &colour,
              double logicalSize, const Look &look)
{
    const int size = look.ipx(logicalSize);
    const QPointF corner = rect.center() - QPointF(size / 2.0, size / 2.0);
    if (paintsVectors(painter))
        return paintIcon(painter, QRectF(corner.toPoint(), QSizeF(size, size)), name, colour);
    painter.drawPixmap(corner.toPoint(), iconPixmap(name, colour, size, deviceRatio(painter)));
}

} // namespace ui
