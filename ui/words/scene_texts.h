// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/analysis/moment.h"

#include <QString>
#include <QStringList>

namespace ui {

// The texts of a scene, all derived from the snapshot and the moment.

struct SceneTitle
{
    QString title;  // "Pipeline parallel"
    QString detail; // "1F1B · 4 GPUs · one node"
};
// Of states that are shared within groups: "8 groups of 8: shards within, replicas between".
[[nodiscard]] QString stateGroupsText(const core::Snapshot &snapshot);
// What else is to be known of where the states are: "optimizer in host memory".
[[nodiscard]] QStringList stateNotes(const core::Scenario &scenario);
[[nodiscard]] SceneTitle sceneTitle(const core::Snapshot &snapshot);

struct PillText
{
    QString full;      // "Forward · micro-batch 6"
    QString shortForm; // "Forward 6"
    QString word;      // "Forward"
};
[[nodiscard]] PillText pillText(const core::Snapshot &snapshot, const core::DeviceMoment &moment,
                                core::Nanos time);

// "kept: 3", or "kept: c1 2, c2 1" by chunks, in two lengths.
[[nodiscard]] PillText keptText(const core::Snapshot &snapshot, const core::DeviceMoment &moment);
// "weights v2 v3": the versions that an asynchronous schedule keeps at this moment; empty: one.
[[nodiscard]] PillText versionsText(const core::Snapshot &snapshot,
                                    const core::DeviceMoment &moment);

// Number on the token of a micro-batch of this device (core/plan/batch_numbers), and its place in
// the ramp.
struct TokenNumber
{
    QString text;
    int index = 0;
    int count = 1;
};
[[nodiscard]] TokenNumber tokenNumber(const core::Snapshot &snapshot, int device, int microBatch);

// "481 of 1,000" over "done"; narrow: each figure in a line of its own.
[[nodiscard]] QString doneText(int done, int total, bool narrow);

// "A full copy: 13.5 weights + … = 134 GB", and where room is short, to the sum: "13.5 weights + …
// = 134 GB", "108 GB of states + …".
[[nodiscard]] QStringList doesNotFitSentences(const core::Snapshot &snapshot);
[[nodiscard]] QString doesNotFitSentence(const core::Snapshot &snapshot);

// Everything about a device at this moment, for the tooltip and for screen readers.
[[nodiscard]] QString deviceDescription(const core::Snapshot &snapshot, int device,
                                        core::Nanos time);

// "70 %" of a device that is slower than the others; empty: it is not.
[[nodiscard]] QString slowText(const core::Snapshot &snapshot, int device);

} // namespace ui
