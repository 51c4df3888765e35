// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/cluster/cluster_spec.h"

namespace core {

struct LaunchNodes
{
    int count = 1;
    int each = 1; // GPUs of one
};

// How a launcher is told of these devices: it starts as many processes on every node, and refuses
// devices that do not fill their nodes.
[[nodiscard]] Result<LaunchNodes> launchNodes(const ClusterSpec &cluster);

} // namespace core
