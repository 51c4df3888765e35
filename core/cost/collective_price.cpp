// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/cost/collective_price.h"

namespace core {

Nanos ringAllReduceTime(Bytes size, const Ring &ring)
{
    if (ring.devices <= 1)
        return {};
    const double n = ring.devices;
    const double onTheWire = 2 * (n - 1) / n * static_cast<double>(size.count) / ring.bandwidth;
    const std::int64_t steps = 2LL * (ring.devices - 1);
    return ring.baseLatency + ring.stepLatency * steps + nanosFromSeconds(onTheWire);
}

Bytes ringAllReduceBytesSent(Bytes size, int devices)
{
    if (devices <= 1)
        return {};
    const double n = devices;
    return bytesFrom(2 * (n - 1) / n * static_cast<double>(size.count));
}

} // namespace core
