// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/analysis/moment.h"
#include "ui/layout/scene/scene_layout.h"

#include <QString>

#include <vector>

namespace ui {

// What the panel beside a grid of tiles says about one device and its partners.
struct InspectorTexts
{
    QString title;   // "Replica 2 · stage 5"
    QString place;   // "GPU 12 · tensor rank 1 of 4 · node 2 · layers 49–60"
    QString where;   // of the whole tile: "node 2 · layers 49–60"
    QString brief;   // "node 2 · 24 layers in 6 parts": the same where that has no room
    QString state;   // "Forward · micro-batch 9"
    QString word;    // the same where that has no room: "Forward 9"
    QString reason;  // which device it waits for, and why; empty: it does not wait
    QString trouble; // "GPU 12 runs at 70 % speed"; empty: all devices of the tile are whole
    QString effect;  // "Its 7 partners wait for it at every layer"
    QString busy;    // "71 %" of the step
    double busyShare = 0;
    QString memory; // "98.4 of 141 GB", at the moment
};
[[nodiscard]] InspectorTexts inspectorTexts(const core::Snapshot &snapshot,
                                            const core::DeviceMoment &moment, core::Nanos time);

// The frame or tile in which a device is, as the panel lists it: its devices one by one, or as many
// as a square stands for.
struct InspectorGroup
{
    std::vector<CardGeometry> squares;
    std::vector<std::vector<RowCount>> rows; // of each
    QString name;                            // "Node 77"; empty: its replica and stage are
    QString devices;                         // "GPUs 608–615"
    bool oneByOne = true;
};
[[nodiscard]] InspectorGroup inspectorGroup(const core::Snapshot &snapshot,
                                            const SceneLayout &layout, int device);
// The same texts of a group that has a name of its own, or stands for many.
[[nodiscard]] InspectorTexts inspectorTexts(const core::Snapshot &snapshot,
                                            const InspectorGroup &group,
                                            const core::DeviceMoment &moment, core::Nanos time);

// What one bar of the panel shows: how busy a device is, or, if the model does not fit, how full.
struct InspectorBar
{
    int device = 0;
    QString name;   // "GPU 12"
    QString figure; // "71 %"
    double share = 0;
    bool problem = false; // a slow device, or one in which the model does not fit
};
// One for each square of the group.
[[nodiscard]] std::vector<InspectorBar> inspectorBars(const core::Snapshot &snapshot,
                                                      const SceneLayout &layout, int device);
// "busy, of the step"
[[nodiscard]] QString inspectorMeasure(const core::Snapshot &snapshot);
// "and 112 more, all 71 %": of bars that find no room, given those that are shown.
[[nodiscard]] QString inspectorRest(const std::vector<InspectorBar> &bars,
                                    const std::vector<int> &shown);
// The devices of the tile in which this device is, ascending: tensor and context partners.
[[nodiscard]] std::vector<int> tileDevices(const core::Plan &plan, int device);

// The same in one line, for screen readers.
[[nodiscard]] QString inspectorSentence(const core::Snapshot &snapshot, const SceneLayout &layout,
                                        int device, core::Nanos time);

// The device that the panel shows: the hovered or selected one, else a slow one, else the first in
// the grid.
[[nodiscard]] int inspectedDevice(const core::Snapshot &snapshot, const SceneLayout &layout,
                                  std::optional<int> selected);

} // namespace ui
