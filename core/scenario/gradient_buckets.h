// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/scenario/scenario.h"

#include <cstdint>

namespace core {

// Elements of a bucket of Megatron-LM that was not told otherwise (DistributedDataParallel): 40
// million, or one million for each replica if that is more, since a ring over many of them would
// else send so little at a time that its steps take longer than its bytes.
[[nodiscard]] std::int64_t megatronBucketElements(const ParallelSpec &parallel);

// Bytes of gradients, as they are kept, in one collective of replicas. A distributed optimizer that
// was not told otherwise takes what Megatron-LM does.
[[nodiscard]] std::int64_t gradientBucketBytes(const Scenario &scenario);

} // namespace core
