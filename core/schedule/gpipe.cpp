// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/schedule/order_builder.h"

namespace core {
namespace {

// All forwards, then all backwards in the same order (arXiv:1811.06965; torch's ScheduleGPipe).
Result<ScheduleOrder> makeGpipe(const ScheduleShape &shape)
{
    ScheduleOrder order = emptyLoopOrder("gpipe", shape);
    for (int rank = 0; rank < shape.ranks; ++rank) {
        std::vector<Action> &actions = order.actions[static_cast<std::size_t>(rank)];
        for (int microBatch = 0; microBatch < shape.microBatches; ++microBatch)
            append(actions, Op::Forward, rank, microBatch);
        for (int microBatch = 0; shape.backward && microBatch < shape.microBatches; ++microBatch)
            append(actions, Op::Backward, rank, microBatch);
    }
    return order;
}

} // namespace

namespace rows {
extern const ScheduleEntry gpipe;
const ScheduleEntry gpipe = {
    .id = "gpipe",
    .title = "GPipe",
    .vectorName = "GPipe",
    .trade = "all forwards, then all backwards: keeps every micro-batch's activations",
    .family = ScheduleFamily::ForwardsFirst,
    .make = makeGpipe,
};
} // namespace rows
} // namespace core
