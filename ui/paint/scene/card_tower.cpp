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

// For each slab the piece of the model that it belongs to, from 1; 0: it is another device's.
std::vector<int> piecesOf(const core::Plan &plan, const Tower &tower, int pipelineRank)
{
    std::vector<int> pieces(static_cast<std::size_t>(tower.slabs), 0);
    const std::vector<int> &stages = plan.stagesOf[static_cast<std::size_t>(pipelineRank)];
    for (std::size_t i = 0; i < stages.size(); ++i) {
        const core::LayerRange range = core::stageBlocks(plan, stages[i]);
        for (int layer = range.first; layer < std::min(range.end, tower.layers); ++layer)
            pieces[static_cast<std::size_t>(tower.slabOf(layer))] = static_cast<int>(i) + 1;
    }
    return pieces;
}

// Later pieces are lighter, so that two that meet are distinguishable.
QColor colourOfPiece(int piece, const Theme &theme)
{
    return mixed(theme.memWeights, theme.surface, piece % 2 == 0 ? 0.48 : 0.18);
}

// The number of each piece in its middle, where it is high enough.
void paintPieceNumbers(QPainter &painter, const Tower &tower, const std::vector<int> &pieces,
                       const Look &look)
{
    painter.setFont(look.font(TextRole::Small, 10.5));
    for (int first = 0; first < tower.slabs;) {
        const int number = pieces[static_cast<std::size_t>(first)];
        int end = first + 1;
        while (end < tower.slabs && pieces[static_cast<std::size_t>(end)] == number)
            ++end;
        const QRectF whole = tower.slab(first).united(tower.slab(end - 1));
        if (number > 0 && whole.height() >= look.px(13)) {
            const QColor ground = colourOfPiece(number, look.theme);
            QRectF plate(0, 0, look.px(12), look.px(12));
            plate.moveCenter(whole.center());
            painter.fillRect(plate, ground);
            painter.setPen(textOn(ground));
            painter.drawText(plate, Qt::AlignCenter, QString::number(number));
        }
        first = end;
    }
}

// Up along the slab, where there is room.
void paintName(QPainter &painter, const QString &name, const QRectF &slab, const QColor &ground,
               const Look &look)
{
    const QRectF along = slab.transposed();
    if (textWidth(painter.font(), name) > along.width() - look.px(4))
        return;
    painter.save();
    painter.translate(slab.center());
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
    const std::vector<int> pieces = piecesOf(snapshot.plan, tower, card.pipelineRank);
    const LayerShares shares = layerShares(snapshot, card);
    for (int i = 0; i < tower.slabs; ++i) {
        const int piece = pieces[static_cast<std::size_t>(i)];
        if (piece > 0)
            paintSlab(painter, tower.slab(i), shares, colourOfPiece(piece, look.theme), look);
        else // which is the surface itself in high contrast
            painter.fillRect(tower.slab(i), look.theme.flat ? visibleOn(look.theme, look.theme.idle)
                                                            : look.theme.idle);
    }
    if (snapshot.plan.stagesOf[static_cast<std::size_t>(card.pipelineRank)].size() > 1)
        paintPieceNumbers(painter, tower, pieces, look);
}

void paintActiveSlab(QPainter &painter, const core::Snapshot &snapshot, const CardGeometry &card,
                     const core::DeviceMoment &moment, const Look &look)
{
    if (moment.activeLayer < 0)
        return;
    const Tower tower = towerOf(snapshot, card);
    const int active = slabOfPlanLayer(snapshot.plan, tower, moment.activeLayer);
    const double wider = look.px(3);
    painter.fillRect(highSlab(tower.slab(active), look).adjusted(-wider, 0, wider, 0),
                     stateColour(moment, look.theme));
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
                             slab.complete ? colourOfPiece(1, look.theme) : look.theme.sync);
    }
}

void paintLayerNames(QPainter &painter, const core::Snapshot &snapshot, const CardGeometry &card,
                     const core::DeviceMoment &moment, const Look &look)
{
    const core::Plan &plan = snapshot.plan;
    const Tower tower = towerOf(snapshot, card);
    if (plan.layers.front().kind != core::LayerKind::Named || tower.slabs != tower.layers)
        return;
    const int active =
        moment.activeLayer < 0 ? -1 : slabOfPlanLayer(plan, tower, moment.activeLayer);
    const std::vector<int> pieces = piecesOf(plan, tower, card.pipelineRank);
    painter.setFont(look.font(TextRole::Small, 10.5));
    for (int i = 0; i < tower.slabs; ++i) {
        const auto slab = static_cast<std::size_t>(i);
        if (pieces[slab] > 0)
            paintName(painter, textOf(plan.layers[slab].name), tower.slab(i),
                      i == active ? stateColour(moment, look.theme)
                                  : colourOfPiece(pieces[slab], look.theme),
                      look);
    }
}

} // namespace ui
