// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/cluster/cluster_spec.h"

#include <string_view>

namespace core {

// The most that a layout may need of a device: "72GB" (or "72"), or "90%" of what it has.
[[nodiscard]] Result<Bytes> memoryLimitFrom(std::string_view text, const DeviceSpec &device);

} // namespace core
