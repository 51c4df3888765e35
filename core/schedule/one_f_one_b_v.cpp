// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/schedule/order_builder.h"
#include "core/schedule/v_block.h"

#include <algorithm>
#include <array>
#include <utility>

namespace core {
namespace {

constexpr int kSlots = 6; // two forwards of one slot and two backwards of two

int slotsAfter(int slot, int other)
{
    return ((slot - other) % kSlots + kSlots) % kSlots;
}

bool isFreePair(const BuildingBlock &block, int slot)
{
    return std::ranges::none_of(
        std::array{block.forwardDown, block.forwardUp}, [slot](int forward) {
            return slotsAfter(slot, forward) == 0 || slotsAfter(slot + 1, forward) == 0;
        });
}

// A backward of two slots that leaves two adjacent ones for the other backward.
int firstPair(const BuildingBlock &block, int from)
{
    for (int slot = from;; ++slot)
        if (isFreePair(block, slot) && (isFreePair(block, slot + 2) ||
                                        isFreePair(block, slot + 3) || isFreePair(block, slot + 4)))
            return slot;
}

// Forwards go down and up without a stop, each backward takes the first free slots of its rank.
std::vector<BuildingBlock> wholeBlocks(int ranks)
{
    std::vector<BuildingBlock> blocks(static_cast<std::size_t>(ranks));
    int next = 2 * ranks;
    for (int rank = 0; rank < ranks; ++rank) {
        BuildingBlock &block = blocks[static_cast<std::size_t>(rank)];
        block.forwardDown = rank;
        block.forwardUp = 2 * ranks - 1 - rank;
        block.inputUp = firstPair(block, next);
        next = block.inputUp + 2;
    }
    for (int rank = ranks - 1; rank >= 0; --rank) {
        BuildingBlock &block = blocks[static_cast<std::size_t>(rank)];
        const auto taken = [&block](int slot) {
            const int apart = slotsAfter(slot, block.inputUp);
            return apart <= 1 || apart == kSlots - 1;
        };
        while (!isFreePair(block, next) || taken(next))
            ++next;
        block.inputDown = next;
        next += 2;
    }
    return blocks;
}

Result<ScheduleOrder> makeOneFOneBV(const ScheduleShape &shape)
{
    ScheduleOrder order = emptyOrder("1f1b-v", shape, Placement::V);
    if (!shape.backward)
        return forwardsOnly(std::move(order));
    return repeatBlocks(order, shape.costs, wholeBlocks(shape.ranks), Backward::Whole);
}

} // namespace

namespace rows {
extern const ScheduleEntry one_f_one_b_v;
const ScheduleEntry one_f_one_b_v = {
    .id = "1f1b-v",
    .title = "1F1B-V",
    .vectorName = "1F1B-V",
    .trade = "two thirds of the activations of 1F1B without splitting the backward",
    .family = ScheduleFamily::ControllableMemory,
    .placement = Placement::V,
    .chunks = {.least = 2, .usual = 2, .most = 2},
    .searched = true,
    .make = makeOneFOneBV,
};
} // namespace rows
} // namespace core
