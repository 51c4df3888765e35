// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/layout/scene/scene_layout.h"

namespace ui {

// Fills the parts of a full card from its rectangle.
void layoutFullCard(CardGeometry &card, SceneKind kind, double scale);

// Links between neighbours of every line of cards: stages of a pipeline, or the ring of replicas.
void placeLinks(SceneLayout &layout, const core::Plan &plan);

} // namespace ui
