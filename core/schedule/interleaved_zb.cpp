// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/schedule/virtual_operations.h"

namespace core {
namespace {

// Depth-first as interleaved, with the split backward of H1 (torch's
// ScheduleInterleavedZeroBubble).
Result<ScheduleOrder> makeInterleavedZb(const ScheduleShape &shape)
{
    return makeVirtualOrder("interleaved-zb", shape,
                            {.warmUpPerRank = 1, .splitBackward = true, .weightDelayPerRank = 1});
}

} // namespace

namespace rows {
extern const ScheduleEntry interleaved_zb;
const ScheduleEntry interleaved_zb = {
    .id = "interleaved-zb",
    .title = "Interleaved zero bubble",
    .vectorName = "InterleavedZB",
    .trade =
        "interleaved with weight gradients in the gaps: a smaller bubble, later weight gradients",
    .family = ScheduleFamily::ZeroBubble,
    .chunks = {.least = 1, .usual = 2, .most = kMostChunks},
    .splitsBackward = true,
    .takesGroup = true,
    .make = makeInterleavedZb,
};
} // namespace rows
} // namespace core
