// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/analysis/snapshot.h"
#include "ui/sound/tone.h"

#include <optional>

namespace ui {

// Listens to the clock: which tone belongs to where it has come since it was last asked.
class EventTones
{
public:
    // Nothing: no event lies between, or the clock went back, or it is another step. Of several
    // events that lie between the last one counts.
    [[nodiscard]] std::optional<Tone> at(const core::SnapshotPtr &snapshot, core::Nanos moment);

private:
    core::SnapshotPtr m_snapshot;
    core::Nanos m_moment;
};

} // namespace ui
