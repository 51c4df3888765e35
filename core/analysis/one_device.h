// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/analysis/snapshot.h"

namespace core {

// Could one replica train by itself? Where states are shared, perhaps only together.
[[nodiscard]] bool fitsAlone(const Snapshot &snapshot);

// The whole batch on one device, or on the group of tensor partners that holds the model, priced as
// here: the work of a healthy replica as often as there are replicas, without what it waits for
// others within its work, then the optimizer. Of replicas without a pipeline.
[[nodiscard]] Nanos oneDeviceAlone(const Snapshot &snapshot);

} // namespace core
