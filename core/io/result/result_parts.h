// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/analysis/snapshot.h"
#include "core/io/json/json_value.h"

namespace core {

// "devices" of a result, as other documents have it too: one entry for each device, or, of many,
// for each that behaves in its own way.
[[nodiscard]] JsonValue devicesToJson(const Snapshot &snapshot);

} // namespace core
