// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/layout/scene/scene_card_layout.h"

#include <algorithm>

namespace ui {

namespace {

// Logical pixels.
constexpr double kCompactBelow = 150; // height
constexpr double kWideCompact = 176;
constexpr double kFigure = 60;      // of the tank, at the foot: "0.704 GB"
constexpr double kStackedFrom = 56; // height of ring and words one below the other

// Ring, what is kept and the share of busy time: one below the other, or beside the ring.
void layoutCompactMiddle(CardGeometry &card, const QRectF &area, SceneKind kind, double s)
{
    const double line = 15 * s;
    const bool keeps = kind == SceneKind::Pipeline; // replicas keep what they work on alone
    if (area.height() >= kStackedFrom * s) {
        const bool roomy = keeps && area.height() >= (kStackedFrom + 15) * s;
        const double ring = std::min(50 * s, area.height() - (roomy ? 2 : 1) * line);
        card.middle = QRectF(area.left(), area.top() + 1 * s, area.width(), ring);
        card.busy = QRectF(area.left() - 4 * s, area.bottom() - line, area.width() + 8 * s, line);
        if (roomy)
            card.kept = card.busy.translated(0, -line);
        return;
    }
    const bool both = keeps && area.height() >= 2 * line;
    const double ring = std::min({(both ? 28 : 34) * s, area.height(), area.width() / 2});
    card.middle = QRectF(area.left(), area.top(), ring, area.height());
    const double left = card.middle.right() + 5 * s;
    card.busy = QRectF(left, area.top(), area.right() + 4 * s - left, area.height());
    if (!both)
        return;
    card.kept = QRectF(left, area.center().y() - line, card.busy.width(), line);
    card.busy = card.kept.translated(0, line);
}

// Tower and tank are beside everything else, as high as the card allows.
void layoutCompactCard(CardGeometry &card, SceneKind kind, double s)
{
    const QRectF &r = card.card;
    const double right = r.right() - 9 * s;
    card.compact = true;
    const bool wide = r.width() >= kWideCompact * s;
    card.tower =
        QRectF(r.left() + 9 * s, r.top() + 8 * s, (wide ? 40 : 32) * s, r.height() - 16 * s);
    const double left = card.tower.right() + (wide ? 9 : 7) * s;
    card.title = QRectF(left, r.top() + 4 * s, right - left, 18 * s);
    card.tankLabel = QRectF(right - kFigure * s, r.bottom() - 21 * s, kFigure * s, 16 * s);
    const double tank = (wide ? 26 : 22) * s;
    card.tank = QRectF(right - tank - 3 * s, r.top() + 26 * s, tank,
                       card.tankLabel.top() - 1 * s - (r.top() + 26 * s));
    const double inner = card.tank.left() - 7 * s;
    card.pill = QRectF(left - 2 * s, r.top() + 22 * s, inner - left, 18 * s);
    const double foot = r.bottom() - 17 * s;
    card.history = QRectF(left, foot + 1 * s, right - kFigure * s - left, 8 * s);
    layoutCompactMiddle(
        card, {QPointF(left, r.top() + 42 * s), QPointF(inner, card.tankLabel.top())}, kind, s);
}

} // namespace

// A low card has less of everything below its name.
void layoutFullCard(CardGeometry &card, SceneKind kind, double scale)
{
    const QRectF &r = card.card;
    const double s = scale;
    if (r.height() < kCompactBelow * s) {
        layoutCompactCard(card, kind, s);
        return;
    }
    const bool low = r.height() < 176 * s;
    card.title = QRectF(r.left() + 12 * s, r.top() + 7 * s, r.width() - 24 * s, 21 * s);
    card.pill = QRectF(r.left() + 10 * s, r.top() + (low ? 29 : 32) * s, r.width() - 20 * s,
                       (low ? 21 : 24) * s);
    const double foot = r.bottom() - (low ? 22 : 31) * s;
    // Beside it "100 % busy so far".
    card.history = QRectF(r.left() + 12 * s, foot + 5 * s, r.width() - 136 * s, 10 * s);
    card.busy = QRectF(r.right() - 120 * s, foot, 110 * s, 20 * s);
    const double bodyTop = r.top() + (low ? 55 : 66) * s;
    const double bodyBottom = foot - (low ? 3 : 7) * s;
    const double body = bodyBottom - bodyTop;
    card.tower = QRectF(r.left() + 14 * s, bodyTop, 40 * s, body);
    card.tankLabel = QRectF(r.right() - 74 * s, bodyBottom - 17 * s, 64 * s, 18 * s);
    card.tank = QRectF(r.right() - 46 * s, bodyTop, 32 * s, card.tankLabel.top() - 3 * s - bodyTop);
    const double left = card.tower.right() + 10 * s;
    const double right = card.tank.left() - 12 * s;
    // With its tokens, as words alone above the figure of the tank, or not at all.
    const double kept = body >= 96 * s ? 36 * s : body >= 66 * s ? 15 * s : 0;
    const double ring = std::min(60 * s, kept == 15 * s ? body - 33 * s : body);
    const double spare = std::max(0.0, body - kept - ring);
    card.middle = QRectF(left, bodyTop + (kept > 0 ? spare * 0.25 : spare / 2), right - left, ring);
    if (kept > 0)
        card.kept = QRectF(left - 4 * s, card.middle.bottom() + 1 * s, right - left + 8 * s, kept);
    if (kept == 15 * s)
        card.kept.moveBottom(card.tankLabel.top());
}

} // namespace ui
