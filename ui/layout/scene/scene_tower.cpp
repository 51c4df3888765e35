// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/layout/scene/scene_tower.h"

#include <algorithm>

namespace ui {
namespace {

constexpr int kMostSlabs = 48; // above, one slab stands for several layers

// A ring first passes on what lies before the device's own share, then wraps around to what lies
// behind it.
std::vector<QRectF> partsOf(const QRectF &slab, const LayerShares &shares, double whole)
{
    const Share &own = shares.own;
    const double amount = whole * (shares.used.width() - own.width());
    const double before = std::min(amount, own.begin - shares.used.begin);
    std::vector<QRectF> parts;
    if (before > 0)
        parts.push_back(Share{own.begin - before, own.begin}.of(slab));
    if (amount > before)
        parts.push_back(Share{shares.used.end - (amount - before), shares.used.end}.of(slab));
    return parts;
}

} // namespace

int Tower::slabOf(int layer) const
{
    return std::min(slabs - 1, static_cast<int>(static_cast<qint64>(layer) * slabs / layers));
}

QRectF Tower::slab(int index) const
{
    const double height = rect.height() / slabs;
    const double gap = std::min(2.0, height * 0.3);
    return {rect.left(), rect.bottom() - (index + 1) * height, rect.width(), height - gap};
}

QRectF Share::of(const QRectF &slab) const
{
    return {slab.left() + begin * slab.width(), slab.top(), width() * slab.width(), slab.height()};
}

Tower towerOf(const core::Snapshot &snapshot, const CardGeometry &card)
{
    Tower tower;
    tower.rect = card.tower;
    tower.layers = std::max(1, static_cast<int>(snapshot.scenario.model.layerCount()));
    tower.slabs = std::min(kMostSlabs, tower.layers);
    return tower;
}

LayerShares layerShares(const core::Snapshot &snapshot, const CardGeometry &card)
{
    const core::Plan &plan = snapshot.plan;
    const core::Sharding sharding = snapshot.scenario.parallel.sharding;
    const int parts = std::max(1, plan.tensor);
    const double begin = static_cast<double>(card.device % plan.groupSize % parts) / parts;
    const bool sharded = sharding != core::Sharding::None && plan.replicas > 1;
    const int owners = sharded ? plan.replicas : 1;
    const double width = 1.0 / parts / owners;
    const int owner = sharded ? card.replica : 0;
    return {.used = {begin, begin + 1.0 / parts},
            .own = {begin + owner * width, begin + (owner + 1) * width},
            .weightsShared = sharded && sharding == core::Sharding::Zero3};
}

int slabOfPlanLayer(const core::Plan &plan, const Tower &tower, int layer)
{
    const int offset = plan.layers.front().kind == core::LayerKind::Embedding ? 1 : 0;
    return tower.slabOf(std::clamp(layer - offset, 0, tower.layers - 1));
}

std::vector<GatheredSlab> gatheredSlabs(const core::Snapshot &snapshot, const CardGeometry &card,
                                        const core::DeviceMoment &moment)
{
    const Tower tower = towerOf(snapshot, card);
    const LayerShares shares = layerShares(snapshot, card);
    std::vector<GatheredSlab> slabs;
    for (const core::GatheredLayer &layer : core::gatheredLayers(snapshot, moment)) {
        GatheredSlab slab;
        slab.slab = slabOfPlanLayer(snapshot.plan, tower, layer.layer);
        slab.complete = layer.whole >= 1;
        slab.parts = partsOf(tower.slab(slab.slab), shares, layer.whole);
        slabs.push_back(std::move(slab));
    }
    return slabs;
}

} // namespace ui
