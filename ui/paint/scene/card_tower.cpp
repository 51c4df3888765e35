// SPDX-License-Identifier: GPL-3.0-or-later
// The model tower of a card.
#include "core/analysis/moment.h"
#include "ui/layout/scene/scene_tower.h"
#include "ui/paint/primitives.h"
#include "ui/paint/scene/card_body.h"
#include "ui/paint/scene/device_card.h"
#include "ui/words/text_of.h"

#include <algorithm>

namespace ui {
namespace {

constexpr double kHole = 0.78;      // how far towards the surface: what others hold
constexpr double kCopy = 0.5;       // weights that all have, of states that others keep
constexpr double kLeastOutline = 4; // logical pixels: height of a slab

// The device's own share, what else is there, and what others hold (as pale as a hole).
void paintSlab(QPainter &painter, const QRectF &slab, const LayerShares &shares,
               const QColor &colour, const Look &look)
{
    if (shares.own.width() >= 1) {
        painter.fillRect(slab, colour);
        return;
    }
    painter.fillRect(slab, mixed(colour, look.theme.surface, kHole));
    if (shares.own.width() < shares.used.width()) {
        const QRectF rest = shares.used.of(slab);
        if (!shares.weightsShared)
            painter.fillRect(rest, mixed(colour, look.theme.surface, kCopy));
        else if (slab.height() >= look.px(kLeastOutline))
            drawOutline(painter, rest, 0, look.theme.line3, look.px(1));
    }
    QRectF own = shares.own.of(slab);
    own.setWidth(std::max(look.px(2), own.width()));
    painter.fillRect(own, colour);
}

// The number of each piece in its middle, where it is high enough.
void paintPieceNumbers(QPainter &painter, const Tower &tower, const std::vector<int> &piece,
                       const Look &look)
{
    painter.setFont(look.font(TextRole::Small, 10.5));
    for (int first = 0; first < tower.slabs;) {
        const int number = piece[static_cast<std::size_t>(first)];
        int end = first + 1;
        while (end < tower.slabs && piece[static_cast<std::size_t>(end)] == number)
            ++end;
        const QRectF whole = tower.slab(first).united(tower.slab(end - 1));
        if (number > 0 && whole.height() >= look.px(13)) {
            const double light = 0.18 + (number % 2 == 0 ? 0.3 : 0);
            const QColor ground = mixed(look.theme.memWeights, look.theme.surface, light);
            QRectF plate(0, 0, look.px(12), look.px(12));
            plate.moveCenter(whole.center());
            painter.fillRect(plate, ground);
            painter.setPen(textOn(ground));
            painter.drawText(plate, Qt::AlignCenter, QString::number(number));
        }
        first = end;
    }
}

// Up along the slab, where a layer has a name of its own and a slab to itself.
void paintLayerName(QPainter &painter, const core::Plan &plan, const Tower &tower, int slab,
                    const QColor &ground, const Look &look)
{
    if (plan.layers.front().kind != core::LayerKind::Named || tower.slabs != tower.layers)
        return;
    const QString name = textOf(plan.layers[static_cast<std::size_t>(slab)].name);
    const QRectF along = tower.slab(slab).transposed();
    painter.setFont(look.font(TextRole::Small, 10.5));
    if (textWidth(painter.font(), name) > along.width() - look.px(4))
        return;
    painter.save();
    painter.translate(tower.slab(slab).center());
    painter.rotate(-90);
    painter.setPen(textOn(ground));
    painter.drawText(along.translated(-along.center()), Qt::AlignCenter, name);
    painter.restore();
}

// High enough to be seen.
QRectF highSlab(QRectF slab, const Look &look)
{
    const double higher = std::max(0.0, (look.px(4) - slab.height()) / 2);
    return slab.adjusted(0, -higher, 0, higher);
}

} // namespace

void paintTower(QPainter &painter, const core::Snapshot &snapshot, const CardGeometry &card,
                const Look &look)
{
    const Tower tower = towerOf(snapshot, card);
    // 1-based piece of the model that a slab belongs to; 0: it is another device's.
    std::vector<int> piece(static_cast<std::size_t>(tower.slabs), 0);
    const std::vector<int> &stages =
        snapshot.plan.stagesOf[static_cast<std::size_t>(card.pipelineRank)];
    for (std::size_t i = 0; i < stages.size(); ++i) {
        const core::LayerRange range = core::stageBlocks(snapshot.plan, stages[i]);
        for (int layer = range.first; layer < std::min(range.end, tower.layers); ++layer)
            piece[static_cast<std::size_t>(tower.slabOf(layer))] = static_cast<int>(i) + 1;
    }
    const LayerShares shares = layerShares(snapshot, card);
    for (int i = 0; i < tower.slabs; ++i) {
        const int at = piece[static_cast<std::size_t>(i)];
        // Later pieces are lighter, so that two that meet are distinguishable.
        const double light = 0.18 + (at % 2 == 0 ? 0.3 : 0);
        const QColor colour = mixed(look.theme.memWeights, look.theme.surface, light);
        if (at > 0) {
            paintSlab(painter, tower.slab(i), shares, colour, look);
            paintLayerName(painter, snapshot.plan, tower, i, colour, look);
        } else // which is the surface itself in high contrast
            painter.fillRect(tower.slab(i), look.theme.flat ? visibleOn(look.theme, look.theme.idle)
                                                            : look.theme.idle);
    }
    if (stages.size() > 1)
        paintPieceNumbers(painter, tower, piece, look);
}

void paintActiveSlab(QPainter &painter, const core::Snapshot &snapshot, const CardGeometry &card,
                     const core::DeviceMoment &moment, const Look &look)
{
    if (moment.activeLayer < 0)
        return;
    const Tower tower = towerOf(snapshot, card);
    const int active = slabOfPlanLayer(snapshot.plan, tower, moment.activeLayer);
    const double wider = look.px(3);
    const QColor colour = stateColour(moment, look.theme);
    painter.fillRect(highSlab(tower.slab(active), look).adjusted(-wider, 0, wider, 0), colour);
    paintLayerName(painter, snapshot.plan, tower, active, colour, look);
}

// The layer at work is complete and has the colour of the work; only what is still arriving is
// added.
void paintGatheredSlabs(QPainter &painter, const core::Snapshot &snapshot, const CardGeometry &card,
                        const core::DeviceMoment &moment, const Look &look)
{
    const Tower tower = towerOf(snapshot, card);
    const int active =
        moment.activeLayer < 0 ? -1 : slabOfPlanLayer(snapshot.plan, tower, moment.activeLayer);
    for (const GatheredSlab &slab : gatheredSlabs(snapshot, card, moment)) {
        if (slab.slab == active && slab.complete)
            continue;
        for (const QRectF &part : slab.parts)
            painter.fillRect(highSlab(part, look),
                             slab.complete ? mixed(look.theme.memWeights, look.theme.surface, 0.18)
                                           : look.theme.sync);
    }
}

} // namespace ui
