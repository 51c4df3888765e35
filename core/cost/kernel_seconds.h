// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/cost/network_work.h"

namespace core {

// On a computer that was measured, products by their table and elements by their kernels. Else a
// product reaches half of the rate where one of its sizes is the half size of that kind (Hockney's
// n 1/2, in three directions); what lies between is memory traffic and functions. workingSet: bytes
// that the step around it passes through (see core/cost/network_memory.h); more than anything near
// unless it is given.
[[nodiscard]] double kernelSeconds(const KernelWork &work, const DeviceSpec &device,
                                   double workingSet = 1e18);

} // namespace core
