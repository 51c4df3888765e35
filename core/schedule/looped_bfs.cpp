// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/schedule/order_builder.h"

namespace core {
namespace {

// Every chunk takes all micro-batches before the next chunk starts; back in the reverse order
// (arXiv:2211.05953; torch's ScheduleLoopedBFS).
Result<ScheduleOrder> makeLoopedBfs(const ScheduleShape &shape)
{
    ScheduleOrder order = emptyLoopOrder("looped-bfs", shape);
    for (int rank = 0; rank < shape.ranks; ++rank) {
        std::vector<Action> &actions = order.actions[static_cast<std::size_t>(rank)];
        for (int stage = rank; stage < order.stages; stage += shape.ranks) {
            for (int microBatch = 0; microBatch < shape.microBatches; ++microBatch)
                append(actions, Op::Forward, stage, microBatch);
        }
        const int deepest = order.stages - shape.ranks + rank;
        for (int stage = deepest; shape.backward && stage >= 0; stage -= shape.ranks) {
            for (int microBatch = shape.microBatches - 1; microBatch >= 0; --microBatch)
                append(actions, Op::Backward, stage, microBatch);
        }
    }
    return order;
}

} // namespace

namespace rows {
extern const ScheduleEntry looped_bfs;
const ScheduleEntry looped_bfs = {
    .id = "looped-bfs",
    .title = "Breadth-first",
    .vectorName = "LoopedBFS",
    .trade = "each chunk's weights are needed once per pass; keeps every micro-batch's activations",
    .family = ScheduleFamily::ForwardsFirst,
    .chunks = {.least = 1, .usual = 2, .most = kMostChunks},
    .make = makeLoopedBfs,
};
} // namespace rows
} // namespace core
