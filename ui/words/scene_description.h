// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/analysis/snapshot.h"
#include "ui/layout/scene/scene_layout.h"

#include <QString>

namespace ui {

// The whole scene in words: title, then a line for each device, or for each state of very many.
[[nodiscard]] QString sceneDescription(const core::Snapshot &snapshot, const SceneLayout &layout,
                                       core::Nanos time);

// What screen readers say of a card, which may stand for several devices.
struct SpokenCard
{
    QString name;
    QString figures;
    QString description;
};
[[nodiscard]] SpokenCard spokenCard(const core::Snapshot &snapshot, const SceneLayout &layout,
                                    const CardGeometry &card, core::Nanos time);

// The tooltip of the card or link at this point of the scene; empty: nothing is there.
[[nodiscard]] QString sceneTip(const core::Snapshot &snapshot, const SceneLayout &layout,
                               QPointF point, core::Nanos time);

} // namespace ui
