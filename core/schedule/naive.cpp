// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/schedule/order_builder.h"

namespace core {
namespace {

// One batch is alone in the model: forward through all parts, backward through all parts, next.
Result<ScheduleOrder> makeNaive(const ScheduleShape &shape)
{
    ScheduleOrder order = emptyLoopOrder("naive", shape);
    order.oneAtATime = true;
    for (int rank = 0; rank < shape.ranks; ++rank) {
        std::vector<Action> &actions = order.actions[static_cast<std::size_t>(rank)];
        for (int microBatch = 0; microBatch < shape.microBatches; ++microBatch) {
            append(actions, Op::Forward, rank, microBatch);
            if (shape.backward)
                append(actions, Op::Backward, rank, microBatch);
        }
    }
    return order;
}

} // namespace

namespace rows {
extern const ScheduleEntry naive;
const ScheduleEntry naive = {
    .id = "naive",
    .title = "Take turns",
    .vectorName = "naive",
    .trade = "one batch at a time: simple, but only one device works",
    .family = ScheduleFamily::ForwardsFirst,
    .oneAtATime = true,
    .make = makeNaive,
};
} // namespace rows
} // namespace core
