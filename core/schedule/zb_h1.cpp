// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/schedule/virtual_operations.h"

namespace core {
namespace {

// The memory of 1F1B; rank r keeps r weight gradients for its drain (arXiv:2401.10241, figure 3
// top; torch's ScheduleInterleavedZeroBubble with one chunk).
Result<ScheduleOrder> makeZbH1(const ScheduleShape &shape)
{
    return makeVirtualOrder("zb-h1", shape,
                            {.warmUpPerRank = 1, .splitBackward = true, .weightDelayPerRank = 1});
}

} // namespace

namespace rows {
extern const ScheduleEntry zb_h1;
const ScheduleEntry zb_h1 = {
    .id = "zb-h1",
    .title = "Zero bubble H1",
    .vectorName = "ZB-H1",
    .trade = "a third of 1F1B's bubble for the same memory: weight gradients fill the gaps",
    .family = ScheduleFamily::ZeroBubble,
    .splitsBackward = true,
    .make = makeZbH1,
};
} // namespace rows
} // namespace core
