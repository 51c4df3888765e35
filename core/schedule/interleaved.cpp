// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/schedule/virtual_operations.h"

namespace core {
namespace {

// Depth-first: a chunk takes a group of micro-batches, then the next chunk takes the same ones
// (arXiv:2104.04473; torch's ScheduleInterleaved1F1B; Megatron's table of groups).
Result<ScheduleOrder> makeInterleaved(const ScheduleShape &shape)
{
    return makeVirtualOrder("interleaved", shape, {.warmUpPerRank = 2});
}

} // namespace

namespace rows {
extern const ScheduleEntry interleaved;
const ScheduleEntry interleaved = {
    .id = "interleaved",
    .title = "Interleaved 1F1B",
    .vectorName = "Interleaved1F1B",
    .trade =
        "the bubble divided by the number of chunks, for more communication and more activations",
    .family = ScheduleFamily::OneForwardOneBackward,
    .chunks = {.least = 1, .usual = 2, .most = kMostChunks},
    .takesGroup = true,
    .make = makeInterleaved,
};
} // namespace rows
} // namespace core
