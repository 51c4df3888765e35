// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/units.h"

namespace ui {

constexpr std::int64_t kAxisRoom = 40; // of the step

// Of the longest step on an axis: room to its right for the line at its end.
[[nodiscard]] constexpr core::Nanos withAxisRoom(core::Nanos end)
{
    return {end.count + end.count / kAxisRoom};
}

// The other way round, exactly.
[[nodiscard]] constexpr core::Nanos withoutAxisRoom(core::Nanos end)
{
    return {end.count - end.count / (kAxisRoom + 1)};
}

} // namespace ui
