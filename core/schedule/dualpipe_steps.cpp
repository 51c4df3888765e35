// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/schedule/dualpipe_steps.h"

#include "core/base/text.h"
#include "core/schedule/leg_writer.h"

#include <algorithm>

namespace core {
namespace {

// A rank as the published steps see it.
struct DualRank
{
    int depth;  // ranks from where near micro-batches enter to where they meet the far ones
    int height; // ranks before it on that way
    int full;   // micro-batches of each leg that the steps are made for
    Leg near;   // whose micro-batches reach this rank first
    Leg far;
};

// Steps 1 to 4: fill from the near side, then forwards of one leg beside backwards of the other.
void appendDualFill(LegWriter &write, DualRank &at)
{
    Leg &near = at.near;
    Leg &far = at.far;
    const int below = at.depth - at.height - 1;
    write.repeat(2 * below, [&](int) { write.forward(near); });
    write.repeat(at.height + 1, [&](int) {
        write.forward(near);
        write.forward(far);
    });
    write.repeat(below, [&](int) {
        write.input(far);
        write.weight();
        write.forward(far);
    });
    write.repeat(at.full - 2 * at.depth + at.height + 1, [&](int turn) {
        if (below == 0 && turn == 0) { // where the legs meet: this backward awaits this forward
            write.forward(near);
            write.backward(far);
        } else {
            write.pair(near, far);
        }
        write.pair(far, near);
    });
}

// Steps 5 to 8: drain; weight gradients fill the gaps from the middle of step 6 on.
void appendDualDrain(LegWriter &write, DualRank &at)
{
    Leg &near = at.near;
    Leg &far = at.far;
    const int below = at.depth - at.height - 1;
    write.repeat(below, [&](int) {
        write.backward(far);
        write.pair(far, near);
    });
    const int half = (at.height + 1) / 2;
    write.repeat(at.height + 1, [&](int turn) {
        const bool farSplit = turn > half || (turn == half && at.height % 2 == 1);
        if (farSplit)
            write.input(far);
        else
            write.backward(far);
        if (turn >= half)
            write.input(near);
        else
            write.backward(near);
    });
    write.repeat(below, [&](int) {
        write.weight();
        write.input(near);
    });
    write.remainingWeights();
}

DualRank twoWayRank(const ScheduleShape &shape, int rank)
{
    const int fromEnd = shape.ranks - 1 - rank;
    const int forth = (shape.microBatches + 1) / 2;
    const Leg down{.stage = rank, .end = forth};
    const Leg up{.stage = fromEnd, .forward = forth, .backward = forth, .end = shape.microBatches};
    const bool nearStart = rank < fromEnd;
    return {.depth = shape.ranks / 2,
            .height = std::min(rank, fromEnd),
            .full = std::max(forth, shape.ranks),
            .near = nearStart ? down : up,
            .far = nearStart ? up : down};
}

DualRank vRank(const ScheduleShape &shape, int rank)
{
    return {.depth = shape.ranks,
            .height = rank,
            .full = std::max(shape.microBatches, 2 * shape.ranks),
            .near = {.stage = rank, .end = shape.microBatches},
            .far = {.stage = 2 * shape.ranks - 1 - rank, .end = shape.microBatches}};
}

// What the published code would refuse.
void noteMissingMicroBatches(ScheduleOrder &order, bool twoWay)
{
    const int least = 2 * order.ranks;
    if (order.microBatches < least)
        order.notes.push_back("The published rule requires at least " + figureOfCount(least) +
                              " micro-batches on " + figureOfCount(order.ranks) +
                              " ranks: this is its order for " + figureOfCount(least) + " with " +
                              figureOfCount(least - order.microBatches) +
                              " left out, so devices wait longer.");
    if (twoWay && order.microBatches % 2 == 1)
        order.notes.push_back("The published rule requires an even number of micro-batches: of " +
                              figureOfCount(order.microBatches) +
                              ", one more enters at the first rank than at the last.");
}

} // namespace

ScheduleOrder makeDualPipeOrder(std::string_view id, const ScheduleShape &shape,
                                Placement placement)
{
    const bool twoWay = placement == Placement::TwoWay;
    ScheduleOrder order = emptyOrder(id, shape, placement);
    order.routeOf.resize(twoWay ? static_cast<std::size_t>(shape.microBatches) : 0);
    for (std::size_t at = order.routeOf.size() - order.routeOf.size() / 2;
         at < order.routeOf.size(); ++at)
        order.routeOf[at] = 1;
    for (int rank = 0; rank < shape.ranks; ++rank) {
        DualRank at = twoWay ? twoWayRank(shape, rank) : vRank(shape, rank);
        const int visits = shape.microBatches * (twoWay ? 1 : 2);
        // Below it in steps 3 and 7, and in step 6 from its half on; fewer without micro-batches.
        const int split = std::min(visits, 2 * at.depth - at.height - 1);
        std::vector<Action> &actions = order.actions[static_cast<std::size_t>(rank)];
        actions.reserve(static_cast<std::size_t>(shape.backward ? 2 * visits + split : visits));
        LegWriter write(actions, shape.backward);
        appendDualFill(write, at);
        appendDualDrain(write, at);
    }
    noteMissingMicroBatches(order, twoWay);
    return order;
}

} // namespace core
