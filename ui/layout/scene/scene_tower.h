// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/analysis/layer_exchange.h"
#include "core/analysis/moment.h"
#include "ui/layout/scene/scene_layout.h"

#include <vector>

namespace ui {

// The model tower of a card: one slab per layer of the whole model, first layer at the bottom.
struct Tower
{
    QRectF rect;
    int layers = 1;
    int slabs = 1; // fewer than layers: each stands for several

    [[nodiscard]] int slabOf(int layer) const;
    [[nodiscard]] QRectF slab(int index) const;
};
[[nodiscard]] Tower towerOf(const core::Snapshot &snapshot, const CardGeometry &card);

// A part of every layer, across the slab.
struct Share
{
    double begin = 0;
    double end = 1;

    [[nodiscard]] double width() const { return end - begin; }
    [[nodiscard]] QRectF of(const QRectF &slab) const;
};

struct LayerShares
{
    Share used; // what the device computes with: all, or its part among tensor partners
    Share own;  // of that, what it keeps the states of
    bool weightsShared = false; // it holds no more than its own of the weights (ZeRO-3)
};
[[nodiscard]] LayerShares layerShares(const core::Snapshot &snapshot, const CardGeometry &card);

// What gathering has added to the device's own share of a slab, and whether more is coming.
struct GatheredSlab
{
    int slab = 0;
    bool complete = false;
    std::vector<QRectF> parts;
};
[[nodiscard]] std::vector<GatheredSlab> gatheredSlabs(const core::Snapshot &snapshot,
                                                      const CardGeometry &card,
                                                      const core::DeviceMoment &moment);

// Slab of a layer of the plan; embedding and head stand for their neighbours.
[[nodiscard]] int slabOfPlanLayer(const core::Plan &plan, const Tower &tower, int layer);

} // namespace ui
