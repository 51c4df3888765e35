// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/recorded/recorded_run.h"

#include <cstddef>
#include <cstdint>
#include <vector>

namespace core {

// How one rank took part in a collective: ns on the clock of the recording.
struct CollectivePart
{
    std::size_t rank = 0; // index into RecordedRun::ranks
    std::int64_t begin = 0;
    std::int64_t end = 0;
};

// One collective, seen from the ranks that were recorded.
struct MatchedCollective
{
    std::uint32_t operation = 0;
    std::uint32_t group = 0;
    Bytes message = {};
    std::vector<CollectivePart> parts; // two or more, in order of rank
};

struct CollectiveMatches
{
    std::vector<MatchedCollective> collectives; // in order of the first end
    std::int64_t alone = 0; // calls of ranks for which nobody else has one that fits
};

// Puts together the calls of all ranks that are one collective: those of the same group that have
// the same number in it, or come at the same place in the same step. Calls at one place that are
// not the same operation are left out. Sends and receives are no collectives.
[[nodiscard]] CollectiveMatches matchCollectives(const RecordedRun &run);

struct ClockAgreement
{
    bool shifted = false;
    std::int64_t largestShift = 0; // ns
    std::int64_t residue = 0;      // ns by which ends still differ, in the median
    std::vector<int> apart;        // ranks that share no collective with the first
};

// Shifts the clocks of the ranks so that collectives that can only end together do: by the median
// of the differences of their ends. Other ranks follow over those that they share collectives with.
ClockAgreement agreeClocks(RecordedRun &run, const CollectiveMatches &matches);

} // namespace core
