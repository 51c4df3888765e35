// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/scenario/scenario.h"

#include <cstdint>

namespace core {

// Bytes of gradients, as they are kept, in one collective of replicas. A distributed optimizer that
// was not told otherwise takes what Megatron-LM does (DistributedDataParallel): 40 million
// parameters, or one million for each replica if that is more, since a ring over many of them would
// else send so little at a time that its steps take longer than its bytes.
[[nodiscard]] std::int64_t gradientBucketBytes(const Scenario &scenario);

} // namespace core
