// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/analysis/snapshot.h"

#include <optional>

namespace core {

// What the busiest device would take if every device were healthy and it never waited for another.
[[nodiscard]] Nanos busiestWithoutWaiting(const Snapshot &snapshot);
// When it would finish; none: next to the end.
[[nodiscard]] std::optional<Nanos> idealFinish(const Snapshot &snapshot);

} // namespace core
