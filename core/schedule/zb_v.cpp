// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/schedule/leg_writer.h"

#include <algorithm>

namespace core {
namespace {

// A writer for each of the chunks, on the way down the ranks and on the way back up: their weight
// gradients do not wait for each other.
void appendZbVRank(std::vector<Action> &actions, const ScheduleShape &shape, int rank)
{
    const int fromEnd = shape.ranks - rank;
    const int full = std::max(shape.microBatches, 2 * shape.ranks - 1);
    Leg downLeg{.stage = rank, .end = shape.microBatches};
    Leg upLeg{.stage = 2 * shape.ranks - 1 - rank, .end = shape.microBatches};
    LegWriter down(actions, shape.backward);
    LegWriter up(actions, shape.backward);
    const auto passAll = [](LegWriter &writer, Leg &leg) {
        writer.forward(leg);
        writer.input(leg);
        writer.weight();
    };
    down.repeat(2 * fromEnd - 1, [&](int) { down.forward(downLeg); });
    down.repeat(rank, [&](int) {
        up.forward(upLeg);
        down.forward(downLeg);
    });
    down.repeat(fromEnd, [&](int) { passAll(up, upLeg); });
    down.repeat(full - shape.ranks, [&](int) {
        passAll(down, downLeg);
        passAll(up, upLeg);
    });
    down.repeat(rank, [&](int) {
        down.input(downLeg);
        up.input(upLeg);
    });
    down.repeat(fromEnd, [&](int) {
        down.input(downLeg);
        down.weight();
    });
    up.remainingWeights();
    down.remainingWeights();
}

// The handcrafted order for two chunks in a V (arXiv:2401.10241, section 6; torch's
// ScheduleZBVZeroBubble).
Result<ScheduleOrder> makeZbV(const ScheduleShape &shape)
{
    ScheduleOrder order = emptyOrder("zb-v", shape, Placement::V);
    reserveActions(order, static_cast<std::size_t>(shape.microBatches) * (shape.backward ? 6 : 2));
    for (int rank = 0; rank < shape.ranks; ++rank)
        appendZbVRank(order.actions[static_cast<std::size_t>(rank)], shape, rank);
    return order;
}

} // namespace

namespace rows {
extern const ScheduleEntry zb_v;
const ScheduleEntry zb_v = {
    .id = "zb-v",
    .title = "Zero bubble V",
    .vectorName = "ZBV",
    .trade =
        "no bubble inside a rank's span for the memory of 1F1B, if F, I and W take equally long",
    .family = ScheduleFamily::ZeroBubble,
    .placement = Placement::V,
    .chunks = {.least = 2, .usual = 2, .most = 2},
    .splitsBackward = true,
    .make = makeZbV,
};
} // namespace rows
} // namespace core
