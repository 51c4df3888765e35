// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/advice/ideas.h"
#include "core/advice/remedies.h"
#include "core/analysis/snapshot.h"

#include <optional>
#include <vector>

namespace ui {

// What came of a scenario. A value: a window may hold several.
struct StepResult
{
    core::SnapshotPtr snapshot = nullptr; // null: there is none yet
    // Ideas that improve on it; nothing while they are being computed.
    std::optional<core::IdeaList> ideas = {};
    // Remedies for a model that does not fit; nothing while they are being computed.
    std::optional<std::vector<core::Remedy>> remedies = {};
};

} // namespace ui
