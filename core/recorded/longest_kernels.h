// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/recorded/recorded_facts.h"

#include <cstddef>
#include <cstdint>
#include <vector>

namespace core {

struct KernelTime
{
    std::uint32_t name = 0; // of RecordedRun::names
    std::int64_t count = 0;
    std::int64_t time = 0; // ns, within the windows of the facts
};

// The kernels that took the most time in all ranks together, the longest first.
[[nodiscard]] std::vector<KernelTime> longestKernels(const RecordedRun &run,
                                                     const RecordedFacts &facts, std::size_t most);

} // namespace core
