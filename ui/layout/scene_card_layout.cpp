// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/layout/scene_card_layout.h"

#include <algorithm>

namespace ui {

void layoutFullCard(CardGeometry &card, double scale)
{
    const QRectF &r = card.card;
    const double s = scale;
    card.title = QRectF(r.left() + 12 * s, r.top() + 7 * s, r.width() - 24 * s, 21 * s);
    card.pill = QRectF(r.left() + 10 * s, r.top() + 32 * s, r.width() - 20 * s, 24 * s);
    card.history = QRectF(r.left() + 12 * s, r.bottom() - 26 * s, r.width() - 94 * s, 10 * s);
    card.busy = QRectF(r.right() - 78 * s, r.bottom() - 31 * s, 68 * s, 20 * s);
    const double bodyTop = r.top() + 66 * s;
    const double bodyBottom = r.bottom() - 38 * s;
    card.tower = QRectF(r.left() + 14 * s, bodyTop, 40 * s, bodyBottom - bodyTop);
    card.tankLabel = QRectF(r.right() - 74 * s, bodyBottom - 17 * s, 64 * s, 18 * s);
    card.tank = QRectF(r.right() - 46 * s, bodyTop, 32 * s, card.tankLabel.top() - 3 * s - bodyTop);
    const double left = card.tower.right() + 10 * s;
    const double right = card.tank.left() - 12 * s;
    const double keptHeight = 36 * s;
    const double spare = std::max(0.0, bodyBottom - bodyTop - keptHeight - 60 * s);
    card.middle = QRectF(left, bodyTop + spare * 0.25, right - left, 60 * s);
    card.kept =
        QRectF(left - 4 * s, card.middle.bottom() + 1 * s, right - left + 8 * s, keptHeight);
}

namespace {

LinkGeometry linkBetween(const CardGeometry &from, const CardGeometry &to,
                         const SceneLayout &layout)
{
    const double s = layout.scale;
    const bool full = layout.detail == CardDetail::Full;
    LinkGeometry link;
    link.fromDevice = from.device;
    link.toDevice = to.device;
    link.wraps = to.card.top() > from.card.top() + 1;
    const double left = from.card.right() + 4 * s;
    const double stub = (layout.kind == SceneKind::Data ? 10 : 22) * s; // of a way to the next line
    const double right = link.wraps ? left + stub : to.card.left() - 4 * s;
    // Level with the token in the ring of a full card.
    const double centre = full ? from.middle.center().y() : from.card.center().y();
    const double apart = (full ? 16 : 7) * s;
    link.forwardBegin = QPointF(left, centre - apart);
    link.forwardEnd = QPointF(right, centre - apart);
    link.backwardBegin = QPointF(right, centre + apart);
    link.backwardEnd = QPointF(left, centre + apart);
    if (full && !link.wraps)
        link.label = QRectF(left - 3 * s, centre + apart + 8 * s, right - left + 6 * s, 34 * s);
    return link;
}

} // namespace

void placeLinks(SceneLayout &layout, const core::Plan &plan)
{
    if (layout.detail == CardDetail::Cell)
        return;
    for (std::size_t i = 0; i + 1 < layout.cards.size(); ++i) {
        const CardGeometry &from = layout.cards[i];
        const CardGeometry &to = layout.cards[i + 1];
        const bool connected = layout.kind == SceneKind::Data || from.replica == to.replica;
        if (connected && !(layout.kind == SceneKind::Data && plan.replicas < 2))
            layout.links.push_back(linkBetween(from, to, layout));
    }
}

} // namespace ui
