// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/sim/moment.h"
#include "ui/layout/scene_layout.h"

#include <QString>

#include <vector>

namespace ui {

// What the panel beside a grid of tiles says of one device.
struct InspectorTexts
{
    QString title;   // "Replica 2 · stage 5"
    QString place;   // "GPU 12 · tensor rank 1 of 4 · node 2 · layers 49–60"
    QString state;   // "Forward · micro-batch 9"
    QString brief;   // the same where that has no room: "Forward 9"
    QString reason;  // whom it waits for, and why; empty: it does not wait
    QString trouble; // "GPU 12 runs at 70 % speed"; empty: it is whole
    QString busy;    // "71 %" of the step
    double busyShare = 0;
    QString memory; // "98.4 of 141 GB", at the moment
};
[[nodiscard]] InspectorTexts inspectorTexts(const core::Snapshot &snapshot,
                                            const core::DeviceMoment &moment, core::Nanos time);

// The same in one line, for screen readers.
[[nodiscard]] QString inspectorSentence(const core::Snapshot &snapshot, int device,
                                        core::Nanos time);

// Whom the panel shows: the pointed at or selected device, else one that is slow, else the first in
// the grid.
[[nodiscard]] int inspectedDevice(const core::Snapshot &snapshot, const SceneLayout &layout,
                                  std::optional<int> selected);

// "98.4 of 141 GB"; both units where they differ.
[[nodiscard]] QString ofCapacityText(core::Bytes part, core::Bytes capacity);

} // namespace ui
