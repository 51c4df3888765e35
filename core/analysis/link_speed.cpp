// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/link_speed.h"

#include "core/base/text.h"

#include <algorithm>

namespace core {

LinkSpeed linkSpeed(const Snapshot &snapshot, int fromDevice, int toDevice)
{
    const Wiring &wiring = snapshot.plan.wiring;
    const ClusterSpec &cluster = snapshot.scenario.cluster;
    const Hop hop = wiring.between(fromDevice, toDevice);
    const double whole = (hop.betweenNodes ? wiring.betweenNodes : wiring.inNode).bandwidth;
    const double sheet = (hop.betweenNodes ? cluster.interLink : cluster.intraLink).bandwidth;
    return {.sheet = whole > 0 ? sheet * (hop.bandwidth / whole) : sheet, .reached = hop.bandwidth};
}

std::string linkSpeedText(const LinkSpeed &speed)
{
    return figureOfRate(speed.sheet).text() + " on the data sheet, " +
           figureOfRate(speed.reached).text() + " achieved";
}

RingSpeed ringSpeed(const Snapshot &snapshot, int group)
{
    const GradientSync &sync = snapshot.plan.sync[static_cast<std::size_t>(group)];
    const GradientBucket *largest = nullptr;
    for (const GradientBucket &bucket : sync.buckets) {
        if (bucket.kind == BucketKind::Gradients && (!largest || bucket.size > largest->size))
            largest = &bucket;
    }
    if (!largest || sync.ring.devices < 2 || largest->duration.count <= 0)
        return {};
    const double time = seconds(largest->duration);
    const double sent = static_cast<double>(sentOfBucket(sync, *largest).count);
    return {.bus = sent / time,
            .algorithm = static_cast<double>(largest->size.count) / time,
            .allLinks = sent / time * sync.ring.devices * snapshot.plan.tensor,
            .devices = sync.ring.devices};
}

std::string ringSpeedText(const RingSpeed &speed)
{
    return "each GPU sends " + figureOfRate(speed.bus).text() + " (bus bandwidth), " +
           figureOfRate(speed.algorithm).text() + " of gradients (algorithm bandwidth)";
}

} // namespace core
