// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/schedule/order_builder.h"
#include "core/schedule/order_clock.h"
#include "core/schedule/v_block.h"

namespace core {
namespace {

// arXiv:2405.15362: a third of the activations of 1F1B.
Result<ScheduleOrder> makeVMin(const ScheduleShape &shape)
{
    ScheduleOrder order = emptyOrder("v-min", shape, Placement::V);
    if (!shape.backward)
        return forwardsOnly(std::move(order));
    const int ranks = shape.ranks;
    const int shift = ranks % 3 == 0 ? 2 : 0;
    std::vector<BuildingBlock> blocks;
    for (int rank = 0; rank < ranks; ++rank)
        blocks.push_back({.forwardDown = rank,
                          .forwardUp = 2 * ranks - 1 - rank,
                          .inputUp = 2 * ranks + shift + rank,
                          .inputDown = 4 * ranks - 1 + shift - rank});
    return repeatBlocks(order, shape.costs, blocks, Backward::Split);
}

} // namespace

namespace rows {
extern const ScheduleEntry v_min;
const ScheduleEntry v_min = {
    .id = "v-min",
    .title = "V-Min",
    .vectorName = "V-Min",
    .trade = "a third of the activations of 1F1B, sensitive to unequal costs, for twice the "
             "communication",
    .family = ScheduleFamily::ControllableMemory,
    .placement = Placement::V,
    .chunks = {.least = 2, .usual = 2, .most = 2},
    .splitsBackward = true,
    .searched = true,
    .make = makeVMin,
};
} // namespace rows
} // namespace core
