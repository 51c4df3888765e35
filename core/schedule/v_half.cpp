// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/schedule/order_builder.h"
#include "core/schedule/order_clock.h"
#include "core/schedule/v_block.h"

namespace core {
namespace {

// arXiv:2405.15362: half the activations of 1F1B on every rank.
Result<ScheduleOrder> makeVHalf(const ScheduleShape &shape)
{
    ScheduleOrder order = emptyOrder("v-half", shape, Placement::V);
    if (!shape.backward)
        return forwardsOnly(std::move(order));
    const int ranks = shape.ranks;
    const int shift = ranks % 2 == 0 ? 3 : 0;
    std::vector<BuildingBlock> blocks;
    for (int rank = 0; rank < ranks; ++rank)
        blocks.push_back({.forwardDown = 2 * rank,
                          .forwardUp = 3 * ranks - 2 - rank,
                          .inputUp = 3 * ranks - 1 + shift + 2 * rank,
                          .inputDown = 6 * ranks - 2 + shift - rank});
    return repeatBlocks(order, shape.costs, blocks, Backward::Split);
}

} // namespace

namespace rows {
extern const ScheduleEntry v_half;
const ScheduleEntry v_half = {
    .id = "v-half",
    .title = "V-Half",
    .vectorName = "V-Half",
    .trade = "half the activations of 1F1B and a smaller bubble, for twice the communication",
    .family = ScheduleFamily::ControllableMemory,
    .placement = Placement::V,
    .chunks = {.least = 2, .usual = 2, .most = 2},
    .splitsBackward = true,
    .searched = true,
    .make = makeVHalf,
};
} // namespace rows
} // namespace core
