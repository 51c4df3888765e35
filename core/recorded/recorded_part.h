// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/analysis/recording.h"
#include "core/recorded/longest_kernels.h"
#include "core/recorded/recorded_facts.h"

#include <cstdint>
#include <optional>
#include <vector>

namespace core {

// A step of a recorded run, or all of them, with everything that is shown of it.
struct RecordedPart
{
    static constexpr std::size_t kMostKernels = 100;

    RecordedFacts facts;
    std::vector<KernelTime> kernels; // the longest, kMostKernels at most
    RecordingPtr recording;
};

// step: the number of one that all ranks have; nothing: all of them. The clocks must have been made
// to agree.
[[nodiscard]] RecordedPart partOf(const RecordedRun &run, const CollectiveMatches &matches,
                                  std::optional<std::int64_t> step = {});

} // namespace core
