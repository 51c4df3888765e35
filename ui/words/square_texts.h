// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/layout/scene/scene_layout.h"
#include "ui/layout/scene/square_colours.h"
#include "ui/words/scene_texts.h"

#include <QString>

#include <span>

namespace ui {

// The texts of a scene of many devices: about a square, a frame, and its colours.

struct ColourChoice
{
    ColourBy by = ColourBy::State;
    const char *id = "";
    QString (*text)();    // "Idle cause"
    QString (*toolTip)(); // what the colours are then
};
[[nodiscard]] std::span<const ColourChoice> colourChoices();

// "forward"; "70 %" of a level; "waiting for a slow GPU".
[[nodiscard]] QString keyText(ColourBy by, int key);
// What the levels are of: "busy, of the step", "memory in use, of 80 GB"; empty: keys have names.
[[nodiscard]] QString levelsText(const core::Snapshot &snapshot, ColourBy by);

// "1,024 GPUs" and "data parallel · 128 nodes of 8 · one ring".
[[nodiscard]] SceneTitle squaresTitle(const core::Snapshot &snapshot, const SceneLayout &layout);
// "one square is 16 GPUs"; empty: it is one.
[[nodiscard]] QString squareText(const SceneLayout &layout);
// "One square is one GPU, one frame a node."
[[nodiscard]] QString squaresSentence(const core::Snapshot &snapshot, const SceneLayout &layout);

// "GPU 613", "GPUs 0–127", "64 GPUs": the devices of a square.
[[nodiscard]] QString squareName(const SceneLayout &layout, const CardGeometry &card);
// The same of a whole frame: "Node 77", "Replicas 1–64 · stage 4"; empty: a frame that is called
// by its replica and stage.
[[nodiscard]] QString frameName(const core::Snapshot &snapshot, const SceneLayout &layout,
                                int tile);
// "GPUs 608–615", "512 GPUs"
[[nodiscard]] QString frameDevices(const SceneLayout &layout, int tile);
// Everything about a square of several devices, for the tooltip and for screen readers.
[[nodiscard]] QString squareDescription(const core::Snapshot &snapshot, const SceneLayout &layout,
                                        const CardGeometry &card, core::Nanos time);

// Beside a ring: a device that is slow, or at a faulty link.
struct TroubleTexts
{
    QString name;  // "GPU 613"
    QString icon;  // "slow", "link-off", "warning"
    QString state; // "backward, 90 % speed"
    QString cost;  // "1,023 wait for it"; empty: none
};
[[nodiscard]] TroubleTexts troubleTexts(const core::Snapshot &snapshot, int device,
                                        core::Nanos time);
// "1,023 GPUs wait: +148 ms (7.9 %)": the longest of these waits; empty: none.
[[nodiscard]] QString costOfSlow(const core::Snapshot &snapshot);

} // namespace ui
