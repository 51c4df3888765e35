// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/io/launch/launch_nodes.h"

#include "core/base/text.h"

#include <algorithm>

namespace core {

Result<LaunchNodes> launchNodes(const ClusterSpec &cluster)
{
    const int each = std::min(cluster.devices, cluster.devicesPerNode);
    if (cluster.devices % each != 0)
        return Error{"It is started with as many processes on every node, but " +
                     figureOfCount(cluster.devices) + " GPUs do not fill nodes of " +
                     figureOfCount(each) + '.'};
    return LaunchNodes{cluster.devices / each, each};
}

} // namespace core
