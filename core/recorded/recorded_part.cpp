// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/recorded/recorded_part.h"

#include "core/recorded/recorded_trace.h"

#include <memory>

namespace core {

RecordedPart partOf(const RecordedRun &run, const CollectiveMatches &matches,
                    std::optional<std::int64_t> step)
{
    RecordedPart part;
    part.facts = factsOf(run, matches, step);
    part.kernels = longestKernels(run, part.facts, RecordedPart::kMostKernels);
    part.recording = std::make_shared<const Recording>(recordingOfFacts(run, part.facts));
    return part;
}

} // namespace core
