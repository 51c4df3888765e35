// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/layout/scene/scene_layout.h"

namespace ui {

// Replicas of which groups share states (ParallelSpec::shardingGroup): shards within a group,
// replicas between groups.

// Groups of several devices.
[[nodiscard]] bool hasStateGroups(const core::Scenario &scenario);

// Devices of a group, where replicas alone are drawn, one device each; 0: there are no such groups.
[[nodiscard]] int stateGroupSize(const core::Snapshot &snapshot);

// The devices that share states with this one, itself included, as they follow each other in the
// ring; empty: there are no such groups.
[[nodiscard]] std::vector<int> stateGroupOf(const core::Snapshot &snapshot, int device);

// Frames around cards, and which links lead from group to group.
void placeStateGroups(SceneLayout &layout, const core::Snapshot &snapshot);

} // namespace ui
