// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/cluster/cluster_spec.h"

#include <span>

namespace core {

// The tables as they are written down; this_computer.cpp puts in what was measured.
[[nodiscard]] std::span<const DeviceSpec> usualDevices();
[[nodiscard]] std::span<const LinkSpec> usualLinks();

} // namespace core
