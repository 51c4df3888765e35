// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/analysis/snapshot.h"

#include <optional>

namespace core {

// The whole batch on one device, or on the group of tensor partners that holds the model, priced as
// here: the work of a healthy replica as often as there are replicas, without what it waits for
// others within its work, then the optimizer. Nothing where there is one replica, or a pipeline, or
// where no replica could train by itself: where states are shared, perhaps only together. Makes a
// plan to find that out.
[[nodiscard]] std::optional<Nanos> oneDeviceAlone(const Snapshot &snapshot);

} // namespace core
