// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/scenario/gradient_buckets.h"

#include <algorithm>

namespace core {

std::int64_t megatronBucketElements(const ParallelSpec &parallel)
{
    const std::int64_t replicas = static_cast<std::int64_t>(parallel.data) * parallel.context;
    return std::max<std::int64_t>(40'000'000, 1'000'000 * replicas);
}

std::int64_t gradientBucketBytes(const Scenario &scenario)
{
    const ParallelSpec &parallel = scenario.parallel;
    const bool told = parallel.bucketBytes != ParallelSpec{}.bucketBytes;
    const bool distributed = parallel.sharding == Sharding::Zero1 && scattersGradients(scenario) &&
                             parallel.framework != Framework::PyTorch;
    if (told || !distributed || scenario.train)
        return parallel.bucketBytes;
    return megatronBucketElements(parallel) * gradientBytesOf(scenario.training);
}

} // namespace core
