// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/text.h"
#include "core/schedule/dualpipe_steps.h"

namespace core {
namespace {

// Half of the micro-batches enter at either end of the ranks; a rank runs a forward of one
// direction beside a backward of the other (DeepSeek-V3, arXiv:2412.19437, figure 5).
Result<ScheduleOrder> makeDualPipe(const ScheduleShape &shape)
{
    if (shape.ranks % 2 == 1)
        return Error{"DualPipe needs an even number of ranks: its two directions meet between two "
                     "of them; " +
                     figureOfCount(shape.ranks) + (shape.ranks == 1 ? " was" : " were") +
                     " requested. Use " +
                     (shape.ranks > 1 ? figureOfCount(shape.ranks - 1) + " or " : std::string()) +
                     figureOfCount(shape.ranks + 1) + ", or DualPipeV."};
    return makeDualPipeOrder("dualpipe", shape, Placement::TwoWay);
}

} // namespace

namespace rows {
extern const ScheduleEntry dualpipe;
const ScheduleEntry dualpipe = {
    .id = "dualpipe",
    .title = "DualPipe",
    .vectorName = "DualPipe",
    .trade =
        "communication hides behind the other direction, at the cost of two copies of every stage",
    .family = ScheduleFamily::Bidirectional,
    .placement = Placement::TwoWay,
    .chunks = {.least = 2, .usual = 2, .most = 2},
    .splitsBackward = true,
    .hasPairs = true,
    .make = makeDualPipe,
};
} // namespace rows
} // namespace core
