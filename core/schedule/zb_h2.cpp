// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/schedule/virtual_operations.h"

namespace core {
namespace {

// Twice the warm-up of H1 fills the gap before the first backward (arXiv:2401.10241, figure 3
// bottom). The ranks' spans become a parallelogram: each without a gap, the makespan that of H1.
Result<ScheduleOrder> makeZbH2(const ScheduleShape &shape)
{
    return makeVirtualOrder("zb-h2", shape,
                            {.warmUpPerRank = 2, .splitBackward = true, .weightDelayPerRank = 2});
}

} // namespace

namespace rows {
extern const ScheduleEntry zb_h2;
const ScheduleEntry zb_h2 = {
    .id = "zb-h2",
    .title = "Zero bubble H2",
    .vectorName = "ZB-H2",
    .trade = "no bubble inside a rank's span, for twice the activations of 1F1B",
    .family = ScheduleFamily::ZeroBubble,
    .splitsBackward = true,
    .make = makeZbH2,
};
} // namespace rows
} // namespace core
