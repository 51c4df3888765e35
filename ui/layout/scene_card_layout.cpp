// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/layout/scene_card_layout.h"

#include <algorithm>

namespace ui {

// A low card has less of everything below its name.
void layoutFullCard(CardGeometry &card, double scale)
{
    const QRectF &r = card.card;
    const double s = scale;
    const bool low = r.height() < 176 * s;
    card.title = QRectF(r.left() + 12 * s, r.top() + 7 * s, r.width() - 24 * s, 21 * s);
    card.pill = QRectF(r.left() + 10 * s, r.top() + (low ? 29 : 32) * s, r.width() - 20 * s,
                       (low ? 21 : 24) * s);
    const double foot = r.bottom() - (low ? 22 : 31) * s;
    card.history = QRectF(r.left() + 12 * s, foot + 5 * s, r.width() - 94 * s, 10 * s);
    card.busy = QRectF(r.right() - 78 * s, foot, 68 * s, 20 * s);
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
