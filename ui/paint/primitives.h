// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/paint/look.h"

#include <QBrush>
#include <QPainter>
#include <QRectF>
#include <QString>

namespace ui {

// The pieces that every picture is made of. Sizes and positions are in painter units, already
// scaled; widths named logical are multiplied by look.scale here.

constexpr double kCardRadius = 10;   // logical
constexpr double kControlRadius = 6; // logical

// Surface with a rounded outline; a soft shadow of 1.5 px below unless the theme is flat.
// An invalid outline colour means the theme's line.
void drawCard(QPainter &painter, const QRectF &rect, const Look &look, const QColor &outline = {},
              double logicalWidth = 1);

// Rounded rectangle whose outline lies inside rect. Either colour may be invalid: none.
void drawRounded(QPainter &painter, const QRectF &rect, double radius, const QColor &fill,
                 const QColor &outline = {}, double width = 1);

// The outline alone, from a cached sprite: for frames that are drawn many times in a picture. rect
// lies on whole logical pixels.
void drawOutline(QPainter &painter, const QRectF &rect, double radius, const QColor &colour,
                 double width);

// 3 px accent with a 2 px gap around rect.
void drawFocusRing(QPainter &painter, const QRectF &rect, double radius, const Look &look);

// 45-degree lines, rising to the right. The tile is laid from the painter's origin, so neighbouring
// cells of one widget meet without a seam. Pass the ratio of the device painted on.
[[nodiscard]] QBrush hatchBrush(const QColor &background, const QColor &lines, const Look &look,
                                double devicePixelRatio);
[[nodiscard]] QBrush idleHatchBrush(const Look &look, double devicePixelRatio);

// Communication: small chevrons that point in the direction of the data, over the sync colour.
[[nodiscard]] QBrush syncBrush(const QColor &background, const Look &look, double devicePixelRatio);

// Circle: activations forward. Diamond: gradients back. Square: a chunk of a collective.
enum class TokenShape { Circle, Diamond, Square };

// Token with its number or letter, centred, 1.5 px rim in the surface colour of the theme. Drawn
// from a cached sprite; empty text draws the shape alone.
void drawToken(QPainter &painter, const QPointF &centre, double radius, TokenShape shape,
               const QColor &fill, const QString &text, const Look &look);
// Soft halo around a moving token, in the colour of its direction.
void drawHalo(QPainter &painter, const QPointF &centre, double radius, TokenShape shape,
              const QColor &colour);

enum class PillStyle { Filled, Dashed };

// Fully rounded; text is cut with an ellipsis when it does not fit.
void drawPill(QPainter &painter, const QRectF &rect, PillStyle style, const QColor &colour,
              const QColor &textColour, const QString &text, const QFont &font);

// Horizontal bar with round ends: track and a filled share from the left, 0 to 1.
void drawBar(QPainter &painter, const QRectF &rect, double share, const QBrush &fill,
             const QColor &track);

// icon NAME centred in rect, size logical pixels at scale 1.
void drawIcon(QPainter &painter, const QRectF &rect, const QString &name, const QColor &colour,
              double logicalSize, const Look &look);

} // namespace ui
