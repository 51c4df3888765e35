// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/units.h"

namespace core {

// One ring of n devices; bandwidth is what its slowest link gives each device, bytes/s.
struct Ring
{
    int devices = 1;
    double bandwidth = 1;
    Nanos stepLatency; // of one of the 2(n-1) steps
    Nanos baseLatency; // of starting the collective
};

// base + 2(n-1) step + 2(n-1)/n S/bandwidth (ring all-reduce; nccl-tests' bus factor).
[[nodiscard]] Nanos ringAllReduceTime(Bytes size, const Ring &ring);

// Bytes that each device sends in it: 2(n-1)/n S.
[[nodiscard]] Bytes ringAllReduceBytesSent(Bytes size, int devices);

} // namespace core
