// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/schedule/order_builder.h"

#include <algorithm>

namespace core {
namespace {

// Rank r warms up with min(m, p - r) forwards, then takes a backward and a forward in turn
// (PipeDream-Flush, DAPPLE; Megatron's non-interleaved schedule, arXiv:2104.04473).
Result<ScheduleOrder> makeOneFOneB(const ScheduleShape &shape)
{
    ScheduleOrder order = emptyLoopOrder("1f1b", shape);
    const int microBatches = shape.microBatches;
    for (int rank = 0; rank < shape.ranks; ++rank) {
        std::vector<Action> &actions = order.actions[static_cast<std::size_t>(rank)];
        const int warmUp =
            shape.backward ? std::min(microBatches, shape.ranks - rank) : microBatches;
        int forward = 0;
        while (forward < warmUp)
            append(actions, Op::Forward, rank, forward++);
        for (int backward = 0; shape.backward && backward < microBatches; ++backward) {
            append(actions, Op::Backward, rank, backward);
            if (forward < microBatches)
                append(actions, Op::Forward, rank, forward++);
        }
    }
    return order;
}

} // namespace

namespace rows {
extern const ScheduleEntry one_f_one_b;
const ScheduleEntry one_f_one_b = {
    .id = "1f1b",
    .title = "1F1B",
    .vectorName = "1F1B",
    .trade = "the same bubble as GPipe with fewer kept activations",
    .make = makeOneFOneB,
};
} // namespace rows
} // namespace core
